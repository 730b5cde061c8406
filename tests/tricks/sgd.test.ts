import { beforeAll, describe } from 'vitest';
import { useBackend } from '../support/engine';
import { followsPyTorch } from '../support/optimizer-golden';

describe('sgd', () => {
  beforeAll(() => useBackend('cpu'));

  followsPyTorch('sgd', 'sgd {lr:1e-3}', { lr: 1e-3 });
});
