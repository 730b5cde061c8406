import { describe, expect, it } from 'vitest';
import { Stream } from '../../../../src/core/random';
import { compareSides, needed, welch, type Comparison } from '../../../../src/store/lab/compare/difference';
import { finishedTrial, waitingTrial } from '../../../support/trials';

const side = (name: string, accuracies: Readonly<Record<number, number>>, link = '#v=1') => ({
  name,
  trials: Object.entries(accuracies).map(([seed, accuracy]) => finishedTrial(`${link}&seed=${seed}`, accuracy)),
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

describe('a few differences that happen to be alike', () => {
  it('are not taken for certainty', () => {
    // Each one of 1,000 samples: no more than rounding could make of nothing.
    const { clear, sentences } = compared(side('a', { 1: 0.901, 2: 0.911 }), side('b', { 1: 0.9, 2: 0.91 }));
    expect(clear).toBe(false);
    expect(sentences.join(' ')).not.toMatch(/is better here/);
    // Differing seeds, each side twice the same.
    expect(compared(side('a', { 1: 0.901, 2: 0.901 }), side('b', { 3: 0.9, 4: 0.9 })).clear).toBe(false);
    // Far apart, they still tell.
    expect(compared(side('a', { 1: 0.95, 2: 0.96 }), side('b', { 1: 0.9, 2: 0.91 })).clear).toBe(true);
  });

  it.each([2, 3, 5])('raise no more false alarms than were agreed on, with %i seeds', (n) => {
    const samples = 1000;
    const made = finishedTrial('#v=1');
    const drawn = (name: string, first: number, spread: number, stream: Stream) => ({
      name,
      trials: Array.from({ length: n }, (_, i) => {
        const dev = { ...made.final!.dev, accuracy: Math.round(900.3 + spread * stream.normal()) / samples };
        return { ...made, experiment: { ...made.experiment, run: { ...made.experiment.run, seed: first + i } }, final: { ...made.final!, dev } };
      }),
    });
    // Of samples: runs whose luck moves no more than one of them, and those that it moves by many.
    for (const spread of [0.5, 2, 5]) {
      for (const first of [1, 11]) {
        const stream = Stream.of(n, 'nothing differs', String(spread), first);
        const repeats = 2000;
        let alarms = 0;
        for (let i = 0; i < repeats; i++) if (compared(drawn('a', 1, spread, stream), drawn('b', first, spread, stream)).clear) alarms++;
        // 5 %, and half a per cent for the luck of so few repeats.
        expect(alarms / repeats, `${spread} samples, ${first === 1 ? 'paired' : 'unpaired'}`).toBeLessThanOrEqual(0.055);
      }
    }
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
