import { beforeAll, describe } from 'vitest';
import { useBackend } from '../support/engine';
import { followsPyTorch } from '../support/optimizer-golden';

describe.each(['cpu', 'wasm'] as const)('adagrad on %s', (backend) => {
  beforeAll(() => useBackend(backend));

  followsPyTorch('adagrad', 'adagrad {lr:1e-1, eps:1e-10}', { lr: 1e-1, epsilon: 1e-10 });
});
