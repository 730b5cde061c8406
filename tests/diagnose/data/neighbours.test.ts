import { describe, expect, it } from 'vitest';
import { Stream } from '../../../src/core/random';
import { neighbourVotes } from '../../../src/diagnose/data/neighbours';

describe('neighbourVotes', () => {
  it.each([
    [3, 4, 1],
    [37, 3, 5],
    [2, 5, 200],
  ])('agree with sorting all distances: %i features, %i classes, %i neighbours', (width, classes, k) => {
    const stream = Stream.of(width, 'neighbours');
    const rows = (n: number) => ({ width, values: Float32Array.from({ length: n * width }, () => stream.normal()) });
    const reference = rows(90);
    const queries = rows(20);
    const labels = Array.from({ length: 90 }, () => stream.below(classes));
    const votes = neighbourVotes(reference, labels, queries, classes, k);
    for (let q = 0; q < 20; q++) {
      const distance = (r: number) => Array.from({ length: width }, (_, a) => (queries.values[q * width + a]! - reference.values[r * width + a]!) ** 2).reduce((x, y) => x + y);
      const nearest = labels.map((_, r) => r).sort((a, b) => distance(a) - distance(b)).slice(0, k);
      for (let c = 0; c < classes; c++) {
        expect(votes[q * classes + c]).toBeCloseTo(nearest.filter((r) => labels[r] === c).length / nearest.length, 5);
      }
    }
  });
});
