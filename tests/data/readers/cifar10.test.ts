import { describe, expect, it } from 'vitest';
import { DataError } from '../../../src/core/dataset';
import { cifarPart, readCifar10, readClassNames, readRecord } from '../../../src/data/readers/cifar10';
import { bytesOf, cifarBatch, zipped } from './fixtures';

const batch = cifarBatch('data_batch_1.bin', 4, 6);
const text = (content: string): { name: string; bytes: Uint8Array } => ({ name: 'batches.meta.txt', bytes: new TextEncoder().encode(content) });

describe('readCifar10', () => {
  it('reads records, packed or not, and turns planes into pixels', () => {
    for (const file of [batch, zipped(batch)]) {
      const read = readCifar10(file);
      const out = new Uint8Array(3072);
      expect(read.count).toBe(4);
      expect(readRecord(read, 2, out)).toBe(8);
      for (const pixel of [0, 33, 1023]) {
        for (const channel of [0, 1, 2]) expect(out[3 * pixel + channel]).toBe(batch.bytes[2 * 3073 + 1 + channel * 1024 + pixel]);
      }
    }
  });

  it.each([
    ['an empty file', bytesOf(), 'x should hold CIFAR-10 records of 3,073 bytes, 1 to 1,000,000, but it holds 0.'],
    ['a cut file', batch.bytes.subarray(0, 12_000), 'x should hold CIFAR-10 records of 3,073 bytes, but it holds 3 records and 2,781 bytes more.'],
    ['a label above 9', batch.bytes.map((byte, i) => (i === 2 * 3073 ? 200 : byte)), 'with labels 0 to 9, but record 3 has label 200.'],
    ['a web page', new TextEncoder().encode('<html>'), 'but it is a web page.'],
    ['a pickle', bytesOf(0x80, 2, 0x7d), 'but it is a Python pickle.'],
  ])('refuses %s', (_, bytes, sentence) => {
    expect(() => readCifar10({ name: 'x', bytes })).toThrow(DataError);
    expect(() => readCifar10({ name: 'x', bytes })).toThrow(sentence);
  });
});

describe('cifarPart', () => {
  it('goes by the name, in a folder or copied twice', () => {
    const part = (name: string): unknown => cifarPart({ name, bytes: bytesOf() });
    expect(part('cifar-10-batches-bin/data_batch_3.bin')).toBe('train 3');
    expect(part('DATA_BATCH_5 (1).bin.gz')).toBe('train 5');
    expect(part('test_batch.bin')).toBe('test');
    expect(part('batches.meta.txt')).toBe('names');
    const others = ['data_batch_6.bin', 'data_batch_10.bin', 'data_batch_1', 'train.bin', 'my_test_batch.bin', ''];
    for (const other of others) expect(part(other)).toBeUndefined();
  });
});

describe('readClassNames', () => {
  it('reads ten names', () => {
    expect(readClassNames(text('a\nb\r\nc\nd\ne\nf\ng\nh\ni\nj\n\n'))).toEqual([...'abcdefghij']);
  });

  it('refuses other numbers of names, and long ones', () => {
    expect(() => readClassNames(text('a\nb'))).toThrow('should hold 10 class names of at most 40 letters, one to a line, but it holds 2.');
    expect(() => readClassNames(text(`${'x\n'.repeat(9)}${'y'.repeat(41)}`))).toThrow('one is longer');
    expect(() => readClassNames(text('x'.repeat(5000)))).toThrow(DataError);
  });
});
