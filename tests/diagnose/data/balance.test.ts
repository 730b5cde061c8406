import { describe, expect, it } from 'vitest';
import { Stream } from '../../../src/core/random';
import { classBalance, judgeBalance } from '../../../src/diagnose/data/balance';

const labelsOf = (counts: readonly number[]) => counts.flatMap((count, label) => Array.from({ length: count }, () => label));

describe('classBalance', () => {
  it('counts, and tests against equal shares', () => {
    const balance = classBalance(labelsOf([30, 10, 20]), 3);
    expect(balance).toMatchObject({ samples: 60, counts: [30, 10, 20], rarest: 1, commonest: 0, chiSquare: 10 });
    expect(balance.p).toBeCloseTo(Math.exp(-5), 12); // two degrees of freedom
  });

  it('raises an alarm in 5 % of the cases where chance made the counts', () => {
    let alarms = 0;
    for (let seed = 0; seed < 2000; seed++) {
      const stream = Stream.of(seed, 'balance');
      if (classBalance(Array.from({ length: 200 }, () => stream.below(7)), 7).p < 0.05) alarms++;
    }
    expect(alarms / 2000).toBeGreaterThan(0.035);
    expect(alarms / 2000).toBeLessThan(0.065);
  });
});

describe('judgeBalance', () => {
  const tone = (counts: readonly number[]) => judgeBalance(classBalance(labelsOf(counts), counts.length)).tone;

  it('minds only imbalance that matters', () => {
    expect(tone([100, 100, 100])).toBe('good');
    expect(tone([90, 110, 100])).toBe('good');
    expect(tone([600, 1200, 1200])).toBe('good'); // 60 % of an equal share
    expect(tone([300, 1200, 1500])).toBe('watch');
    expect(tone([30, 1500, 1500])).toBe('bad');
    expect(tone([0, 100, 100])).toBe('bad');
    expect(tone([1, 2, 3])).toBe('unknown');
  });

  it('names the classes', () => {
    expect(judgeBalance(classBalance(labelsOf([30, 300]), 2), ['cat', 'dog']).text).toContain('from 30 samples of “cat” to 300 of “dog”');
    expect(judgeBalance(classBalance(labelsOf([50, 50]), 2)).text).toBe('Every class has 50 samples.');
  });
});
