import { expect, it } from 'vitest';
import { fromBase64Url, toBase64Url } from '../../src/core/base64url';

it('writes bytes as Node does, and reads them back', () => {
  for (let length = 1; length <= 260; length++) {
    const bytes = Array.from({ length }, (_, i) => (i * 167 + length) % 256);
    expect(toBase64Url(bytes)).toBe(Buffer.from(bytes).toString('base64url'));
    expect([...fromBase64Url(toBase64Url(bytes))!]).toEqual(bytes);
  }
});

it.each(['', 'A', 'AAAAA', 'AA=', 'A A', 'AÄ', 'AA+A'])('refuses “%s”', (letters) => {
  expect(fromBase64Url(letters)).toBeUndefined();
});
