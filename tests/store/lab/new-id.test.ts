import { afterEach, expect, it, vi } from 'vitest';
import { newId } from '../../../src/store/lab/new-id';

afterEach(() => void vi.unstubAllGlobals());

it('an id is new each time, without https, too', () => {
  const { crypto } = globalThis;
  // What a browser leaves of it on a plain host.
  vi.stubGlobal('crypto', { getRandomValues: (array: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(array) });
  const ids = Array.from({ length: 100 }, newId);
  expect(new Set(ids).size).toBe(100);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{32}$/);
});
