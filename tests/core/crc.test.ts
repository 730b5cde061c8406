import { expect, it } from 'vitest';
import { crc32, crc32c } from '../../src/core/crc';

const utf8 = (text: string) => new TextEncoder().encode(text);

// The check values of both codes, as catalogues of them list them: of the digits 1 … 9.
it('checksums are those of ZIP and of Castagnoli', () => {
  expect(crc32(utf8('123456789'))).toBe(0xcbf43926);
  expect(crc32c(utf8('123456789'))).toBe(0xe3069283);
  expect(crc32(utf8(''))).toBe(0);
});

it('a checksum of parts is that of the whole', () => {
  expect(crc32(utf8('6789'), crc32(utf8('12345')))).toBe(0xcbf43926);
});
