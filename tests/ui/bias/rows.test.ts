import { describe, expect, it } from 'vitest';
import { wilson } from '../../../src/core/statistics';
import type { HumanLevel } from '../../../src/store/human-level';
import { attainable } from '../../../src/ui/bias/attainable';
import { errorText, errorTicks, gapName, gapText, ladderView } from '../../../src/ui/bias/ladder/rows';
import type { Measured, MeasuredErrors } from '../../../src/ui/bias/use-errors';

const unknown: HumanLevel = { source: 'unknown', rows: [] };
const measured = (error: number, samples = 2000): Measured => {
  const [low, high] = wilson(Math.round(error * samples), samples);
  return { error: { mean: error, low, high }, samples };
};
const errors: MeasuredErrors = { train: measured(0.02), trainDev: measured(0.05), dev: measured(0.15), test: undefined };

describe('the lowest rung', () => {
  it('is what the visitor chose, or what is known of the data', () => {
    const rows = [{ label: 'doctor', error: 0.01 }, { label: 'team', error: 0.005 }, { label: 'not filled in', error: undefined }];
    const quiz = { wrong: 2, samples: 20, data: { id: 'glyphs' } };
    expect(attainable(unknown, 0)).toMatchObject({ kind: 'zero', human: undefined });
    expect(attainable({ source: 'list', rows }, 0)).toMatchObject({ kind: 'human', name: 'Human level: team', error: { mean: 0.005, high: 0.005 } });
    expect(attainable({ source: 'quiz', rows, quiz }, 0)).toMatchObject({ kind: 'human', samples: 20, error: { mean: 0.1, low: wilson(2, 20)[0], high: wilson(2, 20)[1] } });
    expect(attainable({ source: 'list', rows }, 0.2)).toMatchObject({ kind: 'bound', human: 0.005, error: { mean: 0.2 } });
    expect(attainable({ source: 'quiz', rows }, 0).kind).toBe('zero');
  });
});

describe('the rows of the ladder', () => {
  it('go from the bottom up, each with the gap that leads to it', () => {
    const { rows, ladder } = ladderView(errors, attainable(unknown, 0));
    expect(rows.map(({ id, gap, missing }) => [id, gap?.id, missing])).toEqual([
      ['floor', undefined, undefined],
      ['train', 'bias', undefined],
      ['trainDev', 'variance', undefined],
      ['dev', 'mismatch', undefined],
      ['test', undefined, 'covered'],
    ]);
    expect(ladder.largest).toEqual({ kind: 'gap', gap: 'mismatch' });
    expect(gapText(rows[3]!.gap!)).toMatch(/^\+10 points \(8\.\d to 11\.\d\)$/);
  });

  it('say where there are no train-dev samples, and what is variance then', () => {
    const { rows } = ladderView({ ...errors, trainDev: 'none' }, attainable(unknown, 0));
    expect(rows[2]).toMatchObject({ id: 'trainDev', missing: 'none', gap: undefined });
    expect(gapName(rows[3]!.gap!)).toBe('variance or mismatch');
    expect(ladderView({ ...errors, trainDev: undefined }, attainable(unknown, 0)).rows[2]!.missing).toBe('measuring');
  });

  it('have an axis of whole steps that holds every interval', () => {
    for (const highest of [0.0005, 0.004, 0.03, 0.17, 0.5, 0.96]) {
      const { rows } = ladderView({ ...errors, train: measured(0), trainDev: measured(0), dev: measured(highest) }, attainable(unknown, 0));
      const ticks = errorTicks(rows);
      expect(ticks[0]).toBe(0);
      expect(ticks.length).toBeLessThanOrEqual(6);
      expect(ticks.at(-1)!).toBeGreaterThanOrEqual(100 * measured(highest).error.high);
    }
  });

  it('write a measured error with its interval and a given one alone', () => {
    expect(errorText(measured(0.1, 100).error)).toBe('10 % (5.5–17.4)');
    expect(errorText({ mean: 0.005, low: 0.005, high: 0.005 })).toBe('0.5 %');
  });
});
