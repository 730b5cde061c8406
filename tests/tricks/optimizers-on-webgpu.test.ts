/** The optimizers that PyTorch has, once more on WebGPU; the tests of each go over the other backends. */
import { describeOnWebGPU } from '../kernels/webgpu/support';
import { followsPyTorch } from '../support/optimizer-golden';

await describeOnWebGPU('optimizers on WebGPU', () => {
  followsPyTorch('sgd', 'sgd {lr:1e-3}', { lr: 1e-3 });
  followsPyTorch('momentum', 'momentum {lr:1e-3, momentum:0.9}', { lr: 1e-3, momentum: 0.9 });
  followsPyTorch('nesterov', 'nesterov {lr:1e-3, momentum:0.9}', { lr: 1e-3, momentum: 0.9 });
  followsPyTorch('rmsprop', 'rmsprop {lr:1e-2, alpha:0.99, eps:1e-8}', { lr: 1e-2, alpha: 0.99, epsilon: 1e-8 });
  followsPyTorch('adam', 'adam {lr:1e-2, betas:(0.9,0.999), eps:1e-8}', { lr: 1e-2 });
  followsPyTorch('adamw', 'adamw {lr:1e-2, decoupled weight decay:0.01}', { lr: 1e-2, lambda: 0.01 });
  followsPyTorch('adagrad', 'adagrad {lr:1e-1, eps:1e-10}', { lr: 1e-1, epsilon: 1e-10 });
  followsPyTorch('adadelta', 'adadelta {lr:1.0, rho:0.9, eps:1e-6}', { lr: 1, rho: 0.9, epsilon: 1e-6 });
  followsPyTorch('adam', 'adam {lr:1e-2, coupled weight decay:0.01}', { lr: 1e-2 }, { id: 'weight-decay', settings: { mode: 'coupled', lambda: 0.01 } });
});
