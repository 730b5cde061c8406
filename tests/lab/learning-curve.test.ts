import { describe, expect, it } from 'vitest';
import { catalogue } from '../../src/catalogue';
import { defaultExperiment, type Experiment } from '../../src/core/experiment';
import { runLength } from '../../src/core/fold';
import type { RunEvent } from '../../src/engine/protocol';
import {
  geometricSeries,
  planLearningCurve,
  runLearningCurve,
  summarise,
  type CurveOptions,
  type CurvePlan,
  type CurveResult,
  type CurveSurroundings,
  type LabTrainer,
} from '../../src/lab/learning-curve';

const bySize: CurveOptions = { axis: 'size', seeds: 1, length: 'short' };
const byWidth: CurveOptions = { axis: 'width', seeds: 1, length: 'short' };

function plan(experiment: Experiment, options: CurveOptions): CurvePlan {
  const planned = planLearningCurve(catalogue, experiment, options);
  if ('problem' in planned) throw new Error(planned.problem);
  return planned;
}

const sizeOf = (experiment: Experiment): number => experiment.data['size'] as number;
const stepsOf = (experiment: Experiment): number => runLength(experiment, sizeOf(experiment)).steps;

function changed(part: 'data' | 'run', values: Record<string, number>): Experiment {
  const experiment = defaultExperiment(catalogue);
  return { ...experiment, [part]: { ...experiment[part], ...values } };
}

describe('geometricSeries', () => {
  it('goes from low to high in equal ratios', () => {
    expect(geometricSeries(100, 3200, 6)).toEqual([100, 200, 400, 800, 1600, 3200]);
  });

  it('has fewer members where there is no room for more', () => {
    expect(geometricSeries(10, 14, 6)).toEqual([10, 14]);
    expect(geometricSeries(10, 10, 6)).toEqual([10]);
  });
});

describe('a plan over training-set sizes', () => {
  it('ends at the experiment’s own size and takes equally many steps of equally many samples everywhere', () => {
    for (const size of [60, 500, 1000, 10_000, 60_000]) {
      for (const length of ['short', 'full'] as const) {
        const { runs, steps } = plan(changed('data', { size }), { ...bySize, length });
        expect(runs.at(-1)!.x).toBe(size);
        expect(runs.length).toBeGreaterThanOrEqual(4);
        expect(new Set(runs.map(({ experiment }) => stepsOf(experiment)))).toEqual(new Set([steps]));
        expect(new Set(runs.map(({ experiment }) => experiment.run.batch)).size).toBe(1);
        expect(runs.every(({ experiment }) => runLength(experiment, sizeOf(experiment)).batchSize === experiment.run.batch)).toBe(true);
      }
    }
  });

  it('never takes more steps than the experiment, nor more than 1000 epochs', () => {
    const long = changed('run', { epochs: 20 });
    expect(plan(long, { ...bySize, length: 'full' }).steps).toBe(stepsOf(long));
    expect(plan(long, bySize).steps).toBe(150);
    const quick = changed('run', { epochs: 0.2 });
    expect(plan(quick, bySize).steps).toBe(stepsOf(quick));
    const tiny = changed('data', { size: 100 });
    for (const { experiment } of plan({ ...tiny, run: { ...tiny.run, epochs: 1000 } }, { ...bySize, length: 'full' }).runs) {
      expect(experiment.run.epochs).toBeLessThanOrEqual(1000);
    }
  });

  it('repeats every point with consecutive seeds', () => {
    const { runs } = plan(changed('run', { seed: 7 }), { ...bySize, seeds: 3 });
    expect(runs.slice(0, 3).map(({ x, experiment }) => [x, experiment.run.seed])).toEqual([7, 8, 9].map((seed) => [runs[0]!.x, seed]));
  });

  it('says what is held equal', () => {
    expect(plan(defaultExperiment(catalogue), bySize).heldEqual).toContain('150 steps of 128 samples');
  });

  it('refuses where there is nothing smaller', () => {
    expect(planLearningCurve(catalogue, changed('data', { size: 10 }), bySize)).toHaveProperty('problem');
  });
});

describe('a plan over widths', () => {
  it('runs from a quarter to four times the width, with work that grows', () => {
    const { runs, steps } = plan(defaultExperiment(catalogue), byWidth);
    expect(runs.map(({ x }) => x)).toEqual([4, 8, 16, 32, 64]);
    expect(runs.every(({ experiment, x }) => experiment.model['width'] === x && stepsOf(experiment) === steps)).toBe(true);
    expect(runs.at(-1)!.work).toBeGreaterThan(4 * runs[0]!.work);
  });

  it('stays within the field’s bounds', () => {
    const experiment = defaultExperiment(catalogue);
    expect(plan({ ...experiment, model: { ...experiment.model, width: 1 } }, byWidth).runs.map(({ x }) => x)).toEqual([1, 2, 4]);
  });

  it('refuses a model without a width, and names another', () => {
    const none = planLearningCurve(catalogue, defaultExperiment(catalogue, 'glyphs', 'logistic'), byWidth);
    expect(none).toEqual({ problem: expect.stringContaining('choose another model') as string });
  });
});

const evaluation = (accuracy: number, samples = 1000) => ({ loss: 1 - accuracy, accuracy, samples });

/** Finishes every run at once; the dev accuracy is 1 − 10/size, and runs that `outcome` names differ. */
function fakeTrainer(outcome: (experiment: Experiment) => 'finished' | 'failed' | 'hangs' | 'refused' = () => 'finished') {
  const calls: string[] = [];
  const trainer: LabTrainer = {
    prepare: async () => {
      calls.push('prepare');
      return { backend: 'cpu', safeMode: false, device: 'none', reason: 'a test' };
    },
    start: async (experiment, listener) => {
      const emit = (event: Partial<RunEvent> & Pick<RunEvent, 'type'>) => listener(event as RunEvent);
      const size = sizeOf(experiment);
      calls.push(`start ${size}`);
      const how = outcome(experiment);
      if (how === 'refused') throw new Error('The files are missing.');
      emit({ type: 'started', steps: 10 });
      emit({ type: 'progress', step: 5 });
      if (how === 'failed') emit({ type: 'failed', reason: 'The loss exploded' });
      if (how === 'finished') emit({ type: 'finished', train: evaluation(1), dev: evaluation(1 - 10 / size) });
    },
    stop: async () => void calls.push('stop'),
  };
  return { trainer, calls };
}

function surroundings(abort = new AbortController()) {
  const results: CurveResult[] = [];
  const failures: string[] = [];
  const shares: number[] = [];
  const given: CurveSurroundings = {
    signal: abort.signal,
    onResult: (result) => results.push(result),
    onFailure: ({ x }, reason) => failures.push(`${x}: ${reason}`),
    onProgress: ({ share }) => shares.push(share),
  };
  return { abort, results, failures, shares, given };
}

describe('runLearningCurve', () => {
  const planned = plan(defaultExperiment(catalogue), bySize);
  const sizes = planned.runs.map(({ x }) => x);

  it('runs one after the other and reports as it goes', async () => {
    const { trainer, calls } = fakeTrainer();
    const { given, results, shares } = surroundings();
    await runLearningCurve(trainer, planned, given);
    expect(calls).toEqual(['prepare', ...sizes.map((size) => `start ${size}`)]);
    expect(results.map(({ x }) => x)).toEqual(sizes);
    expect(shares.at(-1)).toBeCloseTo(1, 12);
    expect([...shares].sort((a, b) => a - b)).toEqual(shares);
  });

  it('goes on after a run that failed', async () => {
    const { trainer } = fakeTrainer((experiment) => (sizeOf(experiment) === sizes[1] ? 'failed' : 'finished'));
    const { given, results, failures } = surroundings();
    await runLearningCurve(trainer, planned, given);
    expect(results.length).toBe(sizes.length - 1);
    expect(failures).toEqual([`${sizes[1]}: The loss exploded`]);
  });

  it('passes on why a run cannot start', async () => {
    const { trainer } = fakeTrainer(() => 'refused');
    await expect(runLearningCurve(trainer, planned, surroundings().given)).rejects.toThrow('The files are missing.');
  });

  it('ends in mid-run when told to, and stops the trainer', async () => {
    const { trainer, calls } = fakeTrainer((experiment) => (sizeOf(experiment) === sizes[1] ? 'hangs' : 'finished'));
    const { given, abort, results } = surroundings();
    const work = runLearningCurve(trainer, planned, given);
    setTimeout(() => abort.abort(), 20);
    await work;
    expect(results.length).toBe(1);
    expect(calls.at(-1)).toBe('stop');
  });
});

describe('summarise', () => {
  it('puts Wilson’s interval around one run’s error', () => {
    const [point] = summarise([{ x: 100, train: evaluation(1, 100), dev: evaluation(0.9, 1000) }]);
    expect(point!.train.mean).toBe(0);
    expect(point!.train.high).toBeCloseTo(0.037, 3);
    expect(point!.dev.mean).toBeCloseTo(0.1, 12);
    expect(point!.dev.low).toBeCloseTo(0.0829, 3);
    expect(point!.dev.high).toBeCloseTo(0.1201, 3);
  });

  it('puts Student’s interval around the mean over seeds, within 0 and 1, in ascending order', () => {
    const points = summarise([
      { x: 200, train: evaluation(1), dev: evaluation(0.95) },
      { x: 100, train: evaluation(0.99), dev: evaluation(0.9) },
      { x: 100, train: evaluation(0.98), dev: evaluation(0.92) },
    ]);
    expect(points.map(({ x, seeds }) => [x, seeds])).toEqual([
      [100, 2],
      [200, 1],
    ]);
    expect(points[0]!.dev.mean).toBeCloseTo(0.09, 12);
    expect(points[0]!.dev.low).toBe(0);
    expect(points[0]!.dev.high).toBeCloseTo(0.09 + 12.706 * 0.01, 3);
  });
});
