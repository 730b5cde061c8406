import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../src/catalogue';
import { readLink } from '../../../src/core/permalink';
import { checklist } from '../../../src/lab/checklist/checklist';
import { outcomesOf } from '../../../src/lab/checklist/outcomes';
import { BASELINE, planChecklist } from '../../../src/lab/checklist/plan';
import { reportOf } from '../../../src/lab/checklist/report';
import { studies } from '../../../src/lab/studies';
import type { NewTrial, Trial } from '../../../src/lab/trial';
import { studyTrial } from '../../support/trials';
import { evaluation, SCENES } from './support';

const TRIED = ['label-smoothing', 'momentum', 'squeeze-excite'];
const plan = planChecklist(catalogue, SCENES, 5, TRIED);

/** Label smoothing and squeeze-and-excite help, momentum hurts; seeds differ. */
function accuracyOf({ experiment: { tricks, run } }: NewTrial): number {
  const wiggle = ((run.seed * run.seed * (Object.keys(tricks).length + ('momentum' in tricks ? 3 : 0)) * 7919) % 100) / 100_000;
  const smoothing = (tricks['label-smoothing']?.['epsilon'] as number | undefined) ?? 0;
  const effect = (smoothing === 0.1 ? 0.02 : smoothing > 0 ? 0.015 : 0) + ('squeeze-excite' in tricks ? 0.03 : 0) - ('momentum' in tricks ? 0.04 : 0);
  return 0.8 + effect + wiggle;
}

/** Ends trials one by one in the order given by `pick`, asking what is wanted after each, as the lab does. */
function live(pick: (waiting: readonly Trial[]) => Trial, store: (trials: Trial[]) => Trial[] = (trials) => trials): Trial[] {
  const made = (wanted: readonly NewTrial[], from: number) => wanted.map((one, i) => studyTrial(one, { id: `t${from + i}` }));
  let trials = made(checklist.next(catalogue, plan, []).add!, 0);
  for (;;) {
    const waiting = trials.filter(({ status }) => status === 'waiting');
    if (waiting.length === 0) return trials;
    const ending = pick(waiting);
    const accuracy = accuracyOf(ending);
    const ended: Trial = { ...ending, status: 'finished', final: { train: evaluation(1), dev: evaluation(accuracy) }, ...(ending.withTest ? { test: evaluation(accuracy - 0.05) } : {}) };
    trials = store(trials.map((trial) => (trial === ending ? ended : trial)));
    trials = [...trials, ...made(checklist.next(catalogue, plan, trials).add ?? [], trials.length)];
  }
}

const unmeasured = ({ final: _, ...rest }: Trial): Trial => rest;
const runsOf = (trials: readonly Trial[]) => trials.map(({ arm, link, withTest }) => `${arm!} ${link} ${withTest}`);

describe('a checklist as a study', () => {
  const inOrder = live(([first]) => first!);

  it('is known to the lab', () => {
    expect(studies['checklist']).toBe(checklist);
  });

  it('begins with every arm at every seed, none of which looks at test', () => {
    const { add = [] } = checklist.next(catalogue, plan, []);
    expect(add.map(({ arm, experiment }) => [arm, experiment.run.seed])).toEqual([1, 2, 3, 4, 5].flatMap((seed) => [BASELINE, 'ls', 'ls.epsilon=0.2', 'momentum', 'se.ratio=4'].map((arm) => [arm, seed])));
    expect(add.every(({ withTest }) => !withTest)).toBe(true);
  });

  it('then runs the compatible winners together on fresh seeds, with test', () => {
    const second = inOrder.slice(25);
    expect(second.map(({ arm, experiment }) => [arm, experiment.run.seed])).toEqual(plan.freshSeeds.flatMap((seed) => ['fresh baseline', 'joint: se.ratio=4 ls'].map((arm) => [arm, seed])));
    expect(second.every(({ withTest }) => withTest)).toBe(true);
    const baseline = readLink(catalogue, plan.baseline).experiment;
    expect(second[1]!.experiment.tricks).toEqual({ ...baseline.tricks, 'label-smoothing': { epsilon: 0.1, form: 'others' }, 'squeeze-excite': { ratio: 4, place: 'branch' } });
  });

  it('comes to the same whatever the order in which trials end, and through storage', () => {
    const scattered = live((waiting) => waiting[(waiting.length * 7) % waiting.length] ?? waiting.at(-1)!, (trials) => JSON.parse(JSON.stringify(trials)) as Trial[]);
    const backwards = live((waiting) => waiting.at(-1)!);
    for (const other of [scattered, backwards]) {
      expect(runsOf(other)).toEqual(runsOf(inOrder));
      const { rows, joint } = reportOf(catalogue, plan, outcomesOf(other));
      const expected = reportOf(catalogue, plan, outcomesOf(inOrder));
      expect([rows.map(({ p }) => p), joint!.sum]).toEqual([expected.rows.map(({ p }) => p), expected.joint!.sum]);
    }
  });

  it('wants nothing twice', () => {
    expect(checklist.next(catalogue, plan, inOrder)).toEqual({});
    expect(checklist.next(catalogue, plan, inOrder.slice(0, 26))).toEqual({});
    expect(checklist.next(catalogue, plan, inOrder.slice(0, 24))).toEqual({});
  });

  it('ends without a second part where nothing helped', () => {
    const none = inOrder.slice(0, 25).map((trial): Trial => ({ ...trial, final: { train: evaluation(1), dev: evaluation(0.8) } }));
    expect(checklist.next(catalogue, plan, none).add).toEqual([]);
    expect(reportOf(catalogue, plan, outcomesOf(none))).toMatchObject({ part: 'done', done: 25, total: 25 });
  });

  it('goes on where single runs failed or were stopped, and lists them', () => {
    const broken = inOrder.slice(0, 25).map((trial, i): Trial => {
      const rest = unmeasured(trial);
      if (i === 1) return { ...rest, status: 'failed', failure: { reason: 'The worker broke down.', advice: '' } };
      return i === 3 ? { ...rest, status: 'stopped' } : trial;
    });
    expect(checklist.next(catalogue, plan, broken).add!.length).toBe(10);
    expect(reportOf(catalogue, plan, outcomesOf(broken)).lost).toEqual([
      { name: 'Label smoothing, ε 0.1', seed: 1, reason: 'The worker broke down.' },
      { name: 'Momentum', seed: 1, reason: 'The run was stopped before its end.' },
    ]);
  });

  it('refuses a plan that it cannot read', () => {
    expect(() => checklist.next(catalogue, { arms: 7 }, [])).toThrow('cannot be read');
  });
});

describe('the report', () => {
  const trials = live(([first]) => first!);
  const report = reportOf(catalogue, plan, outcomesOf(trials));
  const devOf = (arm: string) => trials.filter((trial) => trial.arm === arm).map((trial) => trial.final!.dev.accuracy);
  const testOf = (arm: string) => trials.filter((trial) => trial.arm === arm).map((trial) => trial.test!.accuracy);
  /** Mean and half of Student's interval for five values. */
  function plainly(values: readonly number[]): [number, number] {
    const mean = values.reduce((sum, value) => sum + value, 0) / 5;
    return [mean, (2.776445 * Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 4)) / Math.sqrt(5)];
  }

  it('has the numbers of the single tricks', () => {
    expect(report.rows.map(({ verdict }) => verdict)).toEqual(['helps', 'helps', 'hurts', 'helps']);
    const [mean, half] = plainly(devOf('momentum').map((accuracy, i) => accuracy - devOf(BASELINE)[i]!));
    expect(report.rows[2]!.effect!.mean).toBeCloseTo(mean, 12);
    expect(report.rows[2]!.effect!.high).toBeCloseTo(mean + half, 7);
    expect(report.baseline.accuracy.mean).toBeCloseTo(plainly(devOf(BASELINE))[0], 12);
  });

  it('compares the joint run on test with the sum of what its tricks brought alone', () => {
    const { joint } = report;
    expect(joint!.arms.map(({ id }) => id)).toEqual(['ls', 'se.ratio=4']);
    expect(joint!.leftOut.map(({ arm, reason }) => [arm.id, reason])).toEqual([['ls.epsilon=0.2', '“Label smoothing, ε 0.1” sets the same and had the larger effect.']]);
    const [test, testHalf] = plainly(testOf('joint: se.ratio=4 ls').map((accuracy, i) => accuracy - testOf('fresh baseline')[i]!));
    const [sum, sumHalf] = plainly(devOf('ls').map((accuracy, i) => accuracy + devOf('se.ratio=4')[i]! - 2 * devOf(BASELINE)[i]!));
    expect([joint!.test.mean, joint!.sum.mean, joint!.gap.mean]).toEqual([test, sum, test - sum].map((value) => expect.closeTo(value, 12) as number));
    expect(joint!.sum.high - sum).toBeCloseTo(sumHalf, 7);
    expect(joint!.gap.high - joint!.gap.mean).toBeCloseTo(Math.hypot(testHalf, sumHalf), 6);
    expect(joint!.verdict).toBe('adds up');
  });

  it('tells where it stands', () => {
    expect(report).toMatchObject({ part: 'done', done: 35, total: 35, chance: 0.1 });
    expect(reportOf(catalogue, plan, outcomesOf(trials.slice(0, 9)))).toMatchObject({ part: 'single', done: 9, total: 25 });
    const began = reportOf(catalogue, plan, outcomesOf(trials.slice(0, 27)));
    expect(began).toMatchObject({ part: 'joint', done: 27, total: 35 });
    expect(began.joint!.verdict).toBe('cannot tell');
    expect(reportOf(catalogue, plan, []).joint).toBeUndefined();
  });
});
