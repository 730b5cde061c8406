import { describe, expect, it } from 'vitest';
import { Stream } from '../../src/core/random';
import { effectsOf } from '../support/tricks';

describe('sampling', () => {
  const draw = (order: string, size: number, ...path: number[]) => effectsOf('sampling', { order }).sampling!(Stream.of(3, 'order', ...path), size);

  it.each([1, 2, 7, 1000])('gives every one of %d samples once in shuffled epochs, in the order that runs have anyway', (size) => {
    expect([...draw('shuffled', size, 0)].sort((a, b) => a - b)).toEqual(Array.from({ length: size }, (_, i) => i));
    expect(draw('shuffled', size, 5)).toEqual(Stream.of(3, 'order', 5).permutation(size));
  });

  it('leaves about 1/e of the samples out when it draws with replacement', () => {
    const size = 20_000;
    const epoch = draw('replacement', size, 0);
    expect(epoch).toHaveLength(size);
    expect(Math.max(...epoch)).toBeLessThan(size);
    const unseen = 1 - new Set(epoch).size / size;
    // The number of unseen samples has a variance of about N·(1/e)·(1 − 2/e).
    expect(Math.abs(unseen - 1 / Math.E)).toBeLessThan(4 * Math.sqrt(((1 / Math.E) * (1 - 2 / Math.E)) / size));
    expect(draw('replacement', size, 1)).not.toEqual(epoch);
  });

  it('draws every sample equally often in the long run', () => {
    const size = 10;
    const counts = new Float64Array(size);
    const epochs = 2000;
    for (let epoch = 0; epoch < epochs; epoch++) for (const index of draw('replacement', size, epoch)) counts[index]!++;
    const chiSquared = counts.reduce((sum, count) => sum + (count - epochs) ** 2 / epochs, 0);
    expect(chiSquared).toBeLessThan(21.7); // the 1 % point with 9 degrees of freedom
  });

  it('leaves the data as they lie without a shuffle', () => {
    expect([...draw('given', 5, 0)]).toEqual([0, 1, 2, 3, 4]);
  });
});
