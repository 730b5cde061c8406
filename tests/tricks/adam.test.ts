import { beforeAll, describe } from 'vitest';
import { useBackend } from '../support/engine';
import { followsPyTorch } from '../support/optimizer-golden';

describe.each(['cpu', 'wasm'] as const)('adam on %s', (backend) => {
  beforeAll(() => useBackend(backend));

  followsPyTorch('adam', 'adam {lr:1e-2, betas:(0.9,0.999), eps:1e-8}', { lr: 1e-2 });
});
