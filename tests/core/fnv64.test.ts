import { describe, expect, it } from 'vitest';
import { Fnv64 } from '../../src/core/fnv64';
import { Stream } from '../../src/core/random';

/** By whole numbers of any length. */
function plain(bytes: Uint8Array): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of bytes) hash = ((hash ^ BigInt(byte)) * 0x100000001b3n) & 0xffffffffffffffffn;
  return hash.toString(16).padStart(16, '0');
}

const text = (letters: string): Uint8Array => new TextEncoder().encode(letters);

describe('FNV-1a', () => {
  it('gives the values that its authors publish', () => {
    expect(new Fnv64().add(text('')).hex).toBe('cbf29ce484222325');
    expect(new Fnv64().add(text('a')).hex).toBe('af63dc4c8601ec8c');
    expect(new Fnv64().add(text('foobar')).hex).toBe('85944171f73967e8');
  });

  it('is what whole numbers of any length give, however the bytes are cut', () => {
    const stream = Stream.of(1, 'fnv');
    for (let length = 0; length < 300; length += 7) {
      const bytes = Uint8Array.from({ length }, () => stream.below(256));
      const cut = stream.below(length + 1);
      expect(new Fnv64().add(bytes.subarray(0, cut)).add(bytes.subarray(cut)).hex).toBe(plain(bytes));
    }
  });

  it('takes numbers as eight bytes each, little-endian', () => {
    expect(new Fnv64().addNumbers(1, -2.5).hex).toBe(plain(Uint8Array.of(0, 0, 0, 0, 0, 0, 0xf0, 0x3f, 0, 0, 0, 0, 0, 0, 4, 0xc0)));
  });
});
