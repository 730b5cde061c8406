import { beforeAll, describe } from 'vitest';
import { useBackend } from '../support/engine';
import { followsPyTorch } from '../support/optimizer-golden';

describe.each(['cpu', 'wasm'] as const)('rmsprop on %s', (backend) => {
  beforeAll(() => useBackend(backend));

  followsPyTorch('rmsprop', 'rmsprop {lr:1e-2, alpha:0.99, eps:1e-8}', { lr: 1e-2, alpha: 0.99, epsilon: 1e-8 });
});
