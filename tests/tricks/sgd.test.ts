import { beforeAll, describe } from 'vitest';
import { useBackend } from '../support/engine';
import { followsPyTorch } from '../support/optimizer-golden';

describe.each(['cpu', 'wasm'] as const)('sgd on %s', (backend) => {
  beforeAll(() => useBackend(backend));

  followsPyTorch('sgd', 'sgd {lr:1e-3}', { lr: 1e-3 });
});
