import { beforeAll, describe } from 'vitest';
import { useBackend } from '../../support/engine';
import { captures } from './captures';

describe('a captured step on wasm', () => {
  beforeAll(() => useBackend('wasm'));
  captures();
});
