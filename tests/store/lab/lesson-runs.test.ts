import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../src/catalogue';
import { lessons } from '../../../src/lessons';
import type { Trial } from '../../../src/lab/trial';
import { beginLesson, endingOf, needsCurves, outcomeOf, studyOf, unread, valuesOf, type OwnRun, type ReadRun } from '../../../src/store/lab/lesson-runs';
import { newLab } from '../../support/lab';

const SAMPLING = lessons.find(({ id }) => id === 'sampling')!;
const scores = (accuracy: number) => ({ loss: 1, accuracy, samples: 100 });
const ENDED = { status: 'finished', steps: 10, experiment: { data: { id: 'glyphs', classes: 10 } }, final: { train: scores(0.9), dev: scores(0.8) } } as unknown as Trial;

describe('a lesson that the visitor runs', () => {
  it('is a study with a trial of each arm and seed', () => {
    const lab = newLab({ catalogue });
    lab.pauseQueue();
    const study = beginLesson(lab, SAMPLING, undefined, [11, 12]);
    expect(studyOf(lab.state.studies, 'sampling')).toEqual(study);
    expect(studyOf(lab.state.studies, 'optimizers')).toBeUndefined();
    expect(lab.trialsOf(study.id).map(({ arm, experiment }) => `${arm} ${experiment.run.seed} ${String(experiment.data['seed'])}`)).toEqual(['shuffled 11 11', 'replacement 11 11', 'shuffled 12 12', 'replacement 12 12']);
  });

  it('takes the rates that were measured to suit the arms', () => {
    const lab = newLab({ catalogue });
    lab.pauseQueue();
    const arms = SAMPLING.arms.map(({ id, link }) => ({ id, link, rate: 0.02, seconds: 1, measures: {} }));
    const study = beginLesson(lab, SAMPLING, { lesson: 'sampling', date: '', engine: '', seeds: [1, 2], arms }, [11]);
    expect(lab.trialsOf(study.id).map(({ experiment }) => experiment.run.lr)).toEqual([0.02, 0.02]);
  });
});

describe('what a trial was measured at', () => {
  const failed = (reason: string) => ({ status: 'failed', steps: 10, experiment: ENDED.experiment, failure: { reason, advice: '' } }) as unknown as Trial;

  it('is there when it has ended by itself; one that diverged has no scores', () => {
    expect(outcomeOf(catalogue, ENDED, undefined)).toEqual({ steps: 10, classes: 10, final: ENDED.final, evaluations: [] });
    expect(outcomeOf(catalogue, failed('The loss is not a number any more.'), undefined)).toEqual({ steps: 10, classes: 10, evaluations: [] });
    expect(outcomeOf(catalogue, { ...ENDED, status: 'running' }, undefined)).toBeUndefined();
    expect(outcomeOf(catalogue, { ...ENDED, status: 'stopped' }, undefined)).toBeUndefined();
  });

  it('is not made up where a run was lost through no fault of its settings', () => {
    for (const reason of ['The worker broke down', 'The graphics device was lost.']) expect(outcomeOf(catalogue, failed(reason), undefined)).toBeUndefined();
  });

  it('is read once, and anew where a trial was queued again', () => {
    const [finished, lost] = [{ ...ENDED, id: 'a', ended: 1 }, { ...failed('The worker broke down'), id: 'b', ended: 2 }] as const;
    const readOf = (trial: Trial): ReadRun => ({ ending: endingOf(trial), arm: '', seed: 1, outcome: outcomeOf(catalogue, trial, undefined)! });
    expect(unread([finished, lost], [])).toEqual([finished]);
    expect(unread([finished, lost], [readOf(finished)])).toEqual([]);
    const again: Trial = { ...finished, ended: 3 };
    const mended: Trial = { ...ENDED, id: 'b', ended: 4 };
    expect(unread([again, mended], [readOf(finished)])).toEqual([again, mended]);
  });

  it('needs the curves where steps are counted', () => {
    expect(needsCurves(SAMPLING)).toBe(false);
    expect(needsCurves(lessons.find(({ id }) => id === 'cyclical-rates')!)).toBe(true);
  });

  it('is compared over the seeds that all arms have been through', () => {
    const run = (arm: string, seed: number, accuracy: number): OwnRun => ({ arm, seed, outcome: { steps: 1, classes: 10, final: { train: scores(1), dev: scores(accuracy) }, evaluations: [] } });
    const values = valuesOf(SAMPLING, ['shuffled', 'replacement'], [run('shuffled', 12, 0.9), run('replacement', 11, 0.6), run('shuffled', 11, 0.7), run('replacement', 12, 0.8), run('shuffled', 13, 0.1)]);
    expect(values('shuffled', 'dev-accuracy')).toEqual([70, 90]);
    expect(values('replacement', 'dev-accuracy')).toEqual([60, 80]);
    expect(values('shuffled', 'steps-to')).toEqual([]);
  });
});
