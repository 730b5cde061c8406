import { beforeAll, describe } from 'vitest';
import { useBackend } from '../support/engine';
import { followsPyTorch } from '../support/optimizer-golden';

describe.each(['cpu', 'wasm'] as const)('adadelta on %s', (backend) => {
  beforeAll(() => useBackend(backend));

  followsPyTorch('adadelta', 'adadelta {lr:1.0, rho:0.9, eps:1e-6}', { lr: 1, rho: 0.9, epsilon: 1e-6 });
});
