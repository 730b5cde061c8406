import { describe, expect, it } from 'vitest';
import { Stream } from '../../../src/core/random';
import { judgeLabelOrder, judgeVisits } from '../../../src/diagnose/run/sampling';

function visitsOf(n: number, epochs: number, draw: (stream: Stream, i: number) => number): Uint32Array {
  const stream = Stream.of(1, 'visits');
  const visits = new Uint32Array(n);
  for (let i = 0; i < epochs * n; i++) visits[draw(stream, i)]!++;
  return visits;
}

describe('judgeVisits', () => {
  it.each([0.6, 1, 1.3, 4, 20])('tells shuffled epochs from draws with replacement after %d', (epochs) => {
    const n = 2000;
    const order = Stream.of(2, 'order').permutation(n);
    expect(judgeVisits(visitsOf(n, epochs, (_, i) => order[i % n]!)).tone).toBe('good');
    expect(judgeVisits(visitsOf(n, epochs, (stream) => stream.below(n))).tone).toBe('bad');
  });

  it('knows the share of 1/e', () => {
    const verdict = judgeVisits(visitsOf(20_000, 1, (stream) => stream.below(20_000)));
    expect(verdict.values['unseen']).toBeCloseTo(1 / Math.E, 2);
    expect(verdict.values['withReplacement']).toBeCloseTo(0.3679, 4);
    expect(verdict.values['scatter']).toBeCloseTo(1, 1);
    expect(verdict.text).toContain('shuffled: 0 %, with replacement: 37 %');
  });

  it('does not mind the rest of each epoch that fills no batch', () => {
    const n = 1000;
    const visits = new Uint32Array(n);
    for (let epoch = 0; epoch < 7; epoch++) for (const i of Stream.of(epoch, 'epoch').permutation(n).subarray(0, 896)) visits[i]!++;
    expect(judgeVisits(visits).tone).toBe('good');
  });

  it('knows how many an epoch leaves out, however many', () => {
    const [n, perEpoch] = [190, 128];
    const visits = new Uint32Array(n);
    for (let epoch = 0; epoch < 20; epoch++) for (const i of Stream.of(epoch, 'epoch').permutation(n).subarray(0, perEpoch)) visits[i]!++;
    expect(judgeVisits(visits, perEpoch).tone).toBe('good');
    const drawn = visitsOf(n, (20 * perEpoch) / n, (stream) => stream.below(n));
    expect(judgeVisits(drawn, perEpoch).tone).toBe('bad');
  });

  it('waits for half an epoch', () => {
    expect(judgeVisits(new Uint32Array(100)).tone).toBe('unknown');
    expect(judgeVisits([]).tone).toBe('unknown');
  });
});

describe('judgeLabelOrder', () => {
  const batchesOf = (labels: ArrayLike<number>, size: number) =>
    Array.from({ length: Math.floor(labels.length / size) }, (_, b) => Array.from({ length: size }, (_, i) => labels[b * size + i]!));
  const sorted = Array.from({ length: 1280 }, (_, i) => Math.floor(i / 128));

  it('finds classes that come one after the other', () => {
    const verdict = judgeLabelOrder(batchesOf(sorted, 32), 10);
    expect(verdict.tone).toBe('bad');
    expect(verdict.values).toMatchObject({ entropy: 0, repeats: 1 });
    expect(verdict.text).toContain('Batches hold 1 classes’ worth of labels where shuffled ones would hold 8.');
  });

  it('finds a shuffle within a small buffer', () => {
    const stream = Stream.of(1, 'buffer');
    const buffered = sorted.flatMap((_, i) => (i % 256 === 0 ? Array.from(stream.permutation(256), (j) => sorted[i + j]!) : []));
    expect(judgeLabelOrder(batchesOf(buffered, 64), 10).tone).toBe('bad');
  });

  it('has nothing against shuffled, balanced or lopsided labels', () => {
    for (let seed = 0; seed < 20; seed++) {
      const order = Stream.of(seed, 'shuffle').permutation(1280);
      expect(judgeLabelOrder(batchesOf(Array.from(order, (i) => sorted[i]!), 16), 10).tone).toBe('good');
      expect(judgeLabelOrder(batchesOf(Array.from(order, (i) => (i % 20 === 0 ? 1 : 0)), 32), 10).tone).toBe('good');
    }
    expect(judgeLabelOrder(batchesOf(sorted.map((_, i) => i % 10), 32), 10).tone).toBe('good');
  });

  it('says nothing of one batch or one class', () => {
    expect(judgeLabelOrder([[1, 2, 3]], 10).tone).toBe('unknown');
    expect(judgeLabelOrder([[1, 1], [1, 1]], 10).tone).toBe('unknown');
  });
});
