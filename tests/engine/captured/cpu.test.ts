import { beforeAll, describe } from 'vitest';
import { useBackend } from '../../support/engine';
import { captures } from './captures';

describe('a captured step on cpu', () => {
  beforeAll(() => useBackend('cpu'));
  captures();
});
