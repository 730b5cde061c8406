import { gzipSync as nodeGzip } from 'node:zlib';
import { gzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { DataError } from '../../../src/core/dataset';
import { Stream } from '../../../src/core/random';
import { inflate, isGzip, peek } from '../../../src/data/readers/inflate';
import { bytesOf, concat } from './fixtures';

const noise = (length: number): Uint8Array => {
  const stream = Stream.of(3, 'noise');
  return Uint8Array.from({ length }, () => stream.below(256));
};
/** `toEqual` takes seconds for long arrays. */
const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;
const file = (bytes: Uint8Array, name = 'x.gz'): { name: string; bytes: Uint8Array } => ({ name, bytes });

describe('inflate', () => {
  it('gives back what any gzip packed, at every level, and plain files as they are', () => {
    for (const content of [new Uint8Array(0), bytesOf(7), noise(100_000), new Uint8Array(300_000).fill(5)]) {
      for (const level of [0, 1, 9] as const) expect(same(inflate(file(nodeGzip(content, { level }))), content)).toBe(true);
      expect(same(inflate(file(gzipSync(content, { filename: 'named' }))), content)).toBe(true);
    }
    const plain = noise(50);
    expect(inflate(file(plain, 'misleading.gz'))).toBe(plain);
  });

  it('reads members one after the other', () => {
    const parts = [noise(20_000), new Uint8Array(0), noise(9)];
    expect(same(inflate(file(concat(...parts.map((part) => gzipSync(part))))), concat(...parts))).toBe(true);
  });

  it('ends a bomb with a sentence, soon after the limit', () => {
    const bomb = nodeGzip(new Uint8Array(200 * 2 ** 20));
    const limit = 2 ** 20;
    const before = process.memoryUsage().arrayBuffers;
    const start = performance.now();
    expect(() => inflate(file(bomb, 'bomb.gz'), limit)).toThrow('bomb.gz should hold at most 1,048,576 bytes, but it holds more.');
    expect(performance.now() - start).toBeLessThan(2000);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 * 2 ** 20);
  });

  it('takes exactly the limit, packed or plain', () => {
    const content = noise(5000);
    expect(inflate(file(gzipSync(content)), 5000)).toEqual(content);
    expect(() => inflate(file(gzipSync(content)), 4999)).toThrow(DataError);
    expect(() => inflate(file(content), 4999)).toThrow('should hold at most 4,999 bytes, but it holds more');
  });

  it('reserves no room that a short file declares but cannot fill', () => {
    const lying = gzipSync(bytesOf(1, 2, 3));
    lying.set([0, 0, 0, 15], lying.length - 4);
    const before = process.memoryUsage().arrayBuffers;
    expect(() => inflate(file(lying))).toThrow('damaged or cut short');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2 ** 20);
  });

  it('notices every cut, and every changed bit that changes the content', () => {
    const content = new TextEncoder().encode('It gives back the content or says that it cannot. '.repeat(9));
    const packed = gzipSync(content, { mtime: 0 });
    for (let length = 2; length < packed.length; length++) expect(() => inflate(file(packed.subarray(0, length)))).toThrow(DataError);
    let unnoticed = 0;
    for (let bit = 10 * 8; bit < packed.length * 8; bit++) {
      const changed = packed.slice();
      changed[bit >> 3]! ^= 1 << (bit & 7);
      try {
        expect(same(inflate(file(changed)), content)).toBe(true);
        unnoticed++;
      } catch (error) {
        expect(error).toBeInstanceOf(DataError);
      }
    }
    // the bits between the end of the data and the next whole byte
    expect(unnoticed).toBeLessThan(8);
  });

  it('says where a file was cut', () => {
    const packed = gzipSync(noise(100_000));
    const sentence = /^x\.gz should be a sound gzip file, but it ends in the middle, after unpacking to [\d,]+ bytes\.$/;
    expect(() => inflate(file(packed.subarray(0, 60_000)))).toThrow(sentence);
  });

  it('is not kept busy by members without number', () => {
    const bytes = concat(...new Array<Uint8Array>(10_001).fill(gzipSync(bytesOf(1))));
    expect(inflate(file(bytes.subarray(21)))).toHaveLength(10_000);
    expect(() => inflate(file(bytes))).toThrow('x.gz should have at most 10,000 gzip members, but it has more.');
  });

  it('is not kept busy by a header without an end', () => {
    const endless = new Uint8Array(40 * 2 ** 20).fill(65);
    endless.set([0x1f, 0x8b, 8, 8]);
    const start = performance.now();
    expect(() => inflate(file(endless))).toThrow('it is damaged');
    expect(performance.now() - start).toBeLessThan(5000);
  });
});

describe('peek', () => {
  it('gives the beginning of the content, packed or plain, and never throws', () => {
    const content = noise(100_000);
    for (const bytes of [content, gzipSync(content)]) expect(peek(file(bytes), 262)).toEqual(content.subarray(0, 262));
    expect(peek(file(gzipSync(bytesOf(1))), 4)).toEqual(bytesOf(1));
    expect(peek(file(bytesOf(0x1f, 0x8b)), 4)).toEqual(bytesOf());
  });
});

describe('isGzip', () => {
  it('goes by the first two bytes', () => {
    expect(isGzip(bytesOf(0x1f, 0x8b))).toBe(true);
    expect(isGzip(bytesOf(0x1f))).toBe(false);
  });
});
