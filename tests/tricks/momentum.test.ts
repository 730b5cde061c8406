import { beforeAll, describe } from 'vitest';
import { useBackend } from '../support/engine';
import { followsPyTorch } from '../support/optimizer-golden';

describe.each(['cpu', 'wasm'] as const)('momentum on %s', (backend) => {
  beforeAll(() => useBackend(backend));

  followsPyTorch('momentum', 'momentum {lr:1e-3, momentum:0.9}', { lr: 1e-3, momentum: 0.9 });
});
