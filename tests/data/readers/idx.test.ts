import { describe, expect, it } from 'vitest';
import { DataError } from '../../../src/core/dataset';
import { idxKind, readIdx } from '../../../src/data/readers/idx';
import { bytesOf, idx, zipped } from './fixtures';

const values = Uint8Array.from({ length: 12 }, (_, i) => i);
const images = idx('images', [2, 2, 3], values);
const labels = idx('labels', [12], values);

describe('readIdx', () => {
  it('reads images and labels, packed or not', () => {
    for (const file of [images, zipped(images)]) expect(readIdx(file)).toEqual({ kind: 'images', shape: [2, 2, 3], values });
    for (const file of [labels, zipped(labels)]) expect(readIdx(file)).toEqual({ kind: 'labels', shape: [12], values });
  });

  it('reads from the middle of a larger buffer', () => {
    const buffer = new Uint8Array(100);
    buffer.set(labels.bytes, 40);
    expect(readIdx({ name: 'part', bytes: buffer.subarray(40, 40 + labels.bytes.length) })).toEqual({ kind: 'labels', shape: [12], values });
  });

  it.each([
    ['an empty file', bytesOf(), 'x should be an IDX file of images (beginning with 00 00 08 03) or labels (00 00 08 01), but it has only 0 bytes.'],
    ['a wrong magic number', bytesOf(0, 0, 13, 3, 0), 'but it begins with 00 00 0d 03.'],
    ['a web page', new TextEncoder().encode('<!doctype html>'), 'but it is a web page.'],
    ['a cut header', images.bytes.subarray(0, 10), 'x should hold IDX images, but it ends after 10 bytes, within its header.'],
    ['a cut file', images.bytes.subarray(0, 20), 'x should hold IDX images, 2 × 2 × 3, but it ends after 20 of 28 bytes.'],
    ['trailing bytes', Uint8Array.from([...labels.bytes, 1, 2]), 'x should hold IDX labels, 12, but it has 2 bytes more than the 20 of these.'],
    ['no samples', idx('', [0], bytesOf()).bytes, '1 to 1,000,000 samples and at most 268,435,456 bytes, but its header declares 0.'],
    ['no pixels', idx('', [5, 0, 28], bytesOf()).bytes, 'but its header declares 5 × 0 × 28.'],
    ['too many samples', idx('', [1_000_001], new Uint8Array(1_000_001)).bytes, 'but its header declares 1,000,001.'],
  ])('refuses %s', (_, bytes, sentence) => {
    expect(() => readIdx({ name: 'x', bytes })).toThrow(DataError);
    expect(() => readIdx({ name: 'x', bytes })).toThrow(sentence);
  });

  it('refuses huge declared dimensions at once', () => {
    const huge = idx('huge', [0xffffffff, 0xffffffff, 0xffffffff], bytesOf(1, 2, 3, 4));
    expect(huge.bytes).toHaveLength(20);
    expect(() => readIdx(huge)).toThrow('its header declares 4,294,967,295 × 4,294,967,295 × 4,294,967,295.');
    expect(() => readIdx(idx('wide', [1000, 60_000, 60_000], bytesOf()))).toThrow(DataError);
  });
});

describe('idxKind', () => {
  it('knows the two kinds and nothing else', () => {
    expect([bytesOf(0, 0, 8, 3), bytesOf(0, 0, 8, 1), bytesOf(0, 0, 8, 2), bytesOf(0, 0, 8)].map(idxKind)).toEqual([
      'images',
      'labels',
      undefined,
      undefined,
    ]);
  });
});
