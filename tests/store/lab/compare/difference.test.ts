import { describe, expect, it } from 'vitest';
import { compareSides, needed, welch, type Comparison } from '../../../../src/store/lab/compare/difference';
import { trialOf, waitingTrial } from './support';

const side = (name: string, accuracies: Readonly<Record<number, number>>, link = '#v=1') => ({
  name,
  trials: Object.entries(accuracies).map(([seed, accuracy]) => trialOf(`${link}&seed=${seed}`, accuracy)),
});

function compared(...sides: Parameters<typeof compareSides>): Comparison {
  const result = compareSides(...sides);
  if ('problem' in result) throw new Error(result.problem);
  return result;
}

/** t beyond which 2.5 % lie on either side, from printed tables, by degrees of freedom. */
const T = { 2: 4.302653, 3: 3.182446, 4: 2.776445 } as const;

describe('two settings', () => {
  it('are compared seed by seed where their seeds match', () => {
    const { kind, difference, n, clear, sentences } = compared(side('a', { 1: 0.92, 2: 0.9, 3: 0.95 }), side('b', { 3: 0.92, 1: 0.9, 2: 0.87 }, '#v=1&ls'));
    // Differences 0.02, 0.03, 0.03: mean 0.02667, deviation 0.005774.
    const half = (T[2] * 0.0057735) / Math.sqrt(3);
    expect(kind).toBe('paired');
    expect(n).toBe(3);
    expect(difference.mean).toBeCloseTo(0.0266667, 6);
    expect(difference.low).toBeCloseTo(0.0266667 - half, 5);
    expect(difference.high).toBeCloseTo(0.0266667 + half, 5);
    expect(clear).toBe(true);
    expect(sentences.join(' ')).toContain('So “a” is better here');
  });

  it('are not called better where the interval contains zero, and what it would take is said', () => {
    const { clear, sentences } = compared(side('a', { 1: 0.92, 2: 0.9, 3: 0.91 }), side('b', { 1: 0.9, 2: 0.91, 3: 0.905 }));
    const text = sentences.join(' ');
    expect(clear).toBe(false);
    expect(text).not.toMatch(/is better here/);
    expect(text).toMatch(/do not tell which is better.*about \d+ seeds a side/);
  });

  it('name the one that is better, whichever it is', () => {
    const text = compared(side('a', { 1: 0.8, 2: 0.81, 3: 0.82 }), side('b', { 1: 0.9, 2: 0.91, 3: 0.925 })).sentences.join(' ');
    expect(text).toContain('So “b” is better here');
    expect(text).toMatch(/The dev accuracy of “a” is 10\.2 points below that of “b” \(9\.4 to 10\.9; 95 %\)/);
  });

  it('are compared as independent where their seeds differ', () => {
    const { kind, n } = compared(side('a', { 1: 0.9, 2: 0.91 }), side('b', { 3: 0.9, 4: 0.92, 5: 0.91 }));
    expect([kind, n]).toEqual(['independent', 2]);
  });

  it('with one run each are told apart by dev samples only, never called better', () => {
    const far = compared(side('a', { 1: 0.95 }), side('b', { 1: 0.8 }));
    expect([far.kind, far.clear]).toEqual(['samples', true]);
    expect(far.sentences.join(' ')).not.toMatch(/better/);
    expect(far.sentences.join(' ')).toMatch(/another seed may turn it round/);
    const near = compared(side('a', { 1: 0.91 }), side('b', { 1: 0.9 }));
    expect(near.clear).toBe(false);
    // z² (p(1 − p) + q(1 − q)) / d², by hand: 3.841459 · (0.0819 + 0.09) / 0.0001 = 6603.5
    expect(near.sentences.join(' ')).toContain('about 6,604 dev samples');
  });

  it('say what is missing', () => {
    expect(compareSides(side('a', { 1: 0.9 }), side('b', { 1: 0.9, 2: 0.91 }))).toEqual({ problem: expect.stringContaining('a single finished run of “a”') });
    expect(compareSides({ name: 'c', trials: [waitingTrial('#v=1')] }, side('b', { 1: 0.9 }))).toEqual({ problem: expect.stringContaining('No run of “c”') });
  });

  it('warn where the dev samples are not the same', () => {
    const text = compared(side('a', { 1: 0.9, 2: 0.92 }), side('b', { 1: 0.8, 2: 0.81 }, '#v=1&data.difficulty=0.6')).sentences.join(' ');
    expect(text).toContain('judged on different dev samples');
  });

  it('that always come out the same are not different', () => {
    const { clear, difference } = compared(side('a', { 1: 0.9, 2: 0.8 }), side('b', { 1: 0.9, 2: 0.8 }));
    expect([clear, difference.mean]).toEqual([false, 0]);
  });
});

describe('Welch’s interval', () => {
  it('is that of the formula, degrees rounded down', () => {
    // Variances 1 and 4 of three values each: error √(1/3 + 4/3), degrees (5/3)² / ((1/3)²/2 + (4/3)²/2) = 2.94.
    const { mean, low, high } = welch([1, 2, 3], [2, 4, 6]);
    expect(mean).toBeCloseTo(-2, 12);
    expect(high - mean).toBeCloseTo(T[2] * Math.sqrt(5 / 3), 4);
    expect(mean - low).toBeCloseTo(T[2] * Math.sqrt(5 / 3), 4);
  });
});

describe('the seeds that are needed', () => {
  it('make half the interval smaller than the difference', () => {
    // Deviation 1, difference 1.5: T₃/2 = 1.59 is too wide with four seeds, T₄/√5 = 1.24 is not with five.
    expect(needed(1, 1.5)).toBe(5);
    expect(T[3] / 2).toBeGreaterThan(1.5);
    expect(T[4] / Math.sqrt(5)).toBeLessThan(1.5);
  });

  it('are not known where there is no difference', () => {
    expect(needed(1, 0)).toBeUndefined();
  });
});
