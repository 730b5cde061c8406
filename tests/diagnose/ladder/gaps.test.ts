import { describe, expect, it } from 'vitest';
import { wilson, type Estimate } from '../../../src/core/statistics';
import { judgeLadder, ladderOf, type Errors, type Largest } from '../../../src/diagnose/ladder/gaps';
import { exactly } from '../../../src/core/statistics';

const measured = (error: number, n: number): Estimate => {
  const [low, high] = wilson(error * n, n);
  return { mean: error, low, high };
};
/** Errors in per cent, each of `n` samples but the attainable one, which is exact. */
const errors = (n: number, floor: number, train: number, dev: number, more: { trainDev?: number; test?: number } = {}): Errors => ({
  floor: exactly(floor / 100),
  train: measured(train / 100, n),
  dev: measured(dev / 100, n),
  ...(more.trainDev === undefined ? {} : { trainDev: measured(more.trainDev / 100, n) }),
  ...(more.test === undefined ? {} : { test: measured(more.test / 100, n) }),
});
const largest = (all: Errors): Largest => ladderOf(all).largest;
const sizes = (all: Errors): Record<string, number> => Object.fromEntries(ladderOf(all).gaps.map(({ id, size }) => [id, Number((100 * size.mean).toFixed(6))]));

describe('the ladder', () => {
  it('judges Ng’s two examples as he does: the same errors are bias against one human level and variance against another', () => {
    expect(largest(errors(20_000, 1, 8, 10))).toEqual({ kind: 'gap', gap: 'bias' });
    expect(largest(errors(20_000, 7.5, 8, 10))).toEqual({ kind: 'gap', gap: 'variance' });
    expect(largest(errors(20_000, 1, 8, 10, { trainDev: 9.9 }))).toEqual({ kind: 'gap', gap: 'bias' });
    expect(largest(errors(20_000, 7.5, 8, 10, { trainDev: 9.9 }))).toEqual({ kind: 'gap', gap: 'variance' });
  });

  it('names every gap, by what lies between its rungs', () => {
    expect(sizes(errors(1000, 1, 3, 9, { trainDev: 4, test: 11 }))).toEqual({ bias: 2, variance: 1, mismatch: 5, overfit: 2 });
    expect(sizes(errors(1000, 1, 3, 9))).toEqual({ bias: 2, variance: 6 });
  });

  it('finds data mismatch and over-fitting to dev', () => {
    expect(largest(errors(5000, 1, 2, 15, { trainDev: 3 }))).toEqual({ kind: 'gap', gap: 'mismatch' });
    expect(largest(errors(5000, 1, 2, 4, { trainDev: 3, test: 15 }))).toEqual({ kind: 'gap', gap: 'overfit' });
  });

  it('marks none while the intervals leave another one possible, and says about how many samples would tell', () => {
    const few = largest(errors(100, 1, 8, 10));
    expect(few).toMatchObject({ kind: 'unclear', among: ['bias', 'variance'], widest: 'train' });
    if (few.kind !== 'unclear') return;
    expect(few.factor).toBeGreaterThan(1);
    expect(largest(errors(Math.ceil(100 * few.factor * 1.5), 1, 8, 10))).toEqual({ kind: 'gap', gap: 'bias' });
  });

  it('counts a shared rung twice: the lead of variance over bias is dev − 2 train + floor', () => {
    const n = 4000;
    const half = (error: number) => 1.96 * Math.sqrt((error * (1 - error)) / n);
    for (const [train, dev] of [[0.05, 0.115], [0.05, 0.12], [0.05, 0.125], [0.05, 0.13]] as const) {
      const lead = dev - 2 * train + 0.01;
      const certain = lead > Math.hypot(half(dev), 2 * half(train));
      expect(largest(errors(n, 1, 100 * train, 100 * dev)).kind, `dev ${dev}`).toBe(certain ? 'gap' : 'unclear');
    }
  });

  it('lets a human level of few answers stand in the way', () => {
    const all = { ...errors(10_000, 0, 8, 10), floor: measured(0.05, 40) };
    expect(largest(all)).toMatchObject({ kind: 'unclear', widest: 'floor' });
    expect(judgeLadder(ladderOf(all)).text).toContain('the most uncertain number is the attainable error');
  });

  it('has nothing to mark where all errors are next to each other', () => {
    expect(largest(errors(2000, 0, 0, 0.2, { trainDev: 0.1, test: 0.1 }))).toEqual({ kind: 'none' });
    expect(largest(errors(20, 0, 0, 5)).kind).toBe('unclear');
    expect(largest(errors(2000, 12, 3, 3)).kind).toBe('none'); // better than people
  });

  it('says it in a sentence with the numbers', () => {
    const { tone, text, values } = judgeLadder(ladderOf(errors(20_000, 1, 8, 10, { trainDev: 9.9 })));
    expect(tone).toBe('watch');
    expect(text).toContain('The largest gap is avoidable bias, +7 points');
    expect(values).toMatchObject({ floor: 0.01, train: 0.08, bias: 0.07 });
    const unknown = judgeLadder(ladderOf(errors(100, 1, 8, 10)));
    expect(unknown.tone).toBe('unknown');
    expect(unknown.text).toMatch(/^Cannot tell yet which gap is the largest: avoidable bias \(\+7 points\) and variance .* \(\+2 points\)/);
    expect(unknown.text).toMatch(/About \d+ times as many samples would tell/);
    expect(judgeLadder(ladderOf(errors(5000, 0, 0, 0))).tone).toBe('good');
  });
});
