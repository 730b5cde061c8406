/** A checklist whose runs are made up. */
import { catalogue } from '../../../src/catalogue';
import { readLink, writeLink } from '../../../src/core/permalink';
import type { Outcome } from '../../../src/lab/checklist/outcomes';
import type { ChecklistPlan } from '../../../src/lab/checklist/plan';
import type { ChecklistRun } from '../../../src/lab/checklist/runs';

export const SCENES = readLink(catalogue, '#v=1&data=scenes&model=resnet&model.stem=strided&epochs=15&batch=64&lr=1').experiment;
export const POINTS = readLink(catalogue, '#v=1&data=points&data.size=200&epochs=2&batch=20').experiment;

export function evaluation(accuracy: number, samples = 2000) {
  return { loss: 1, accuracy, samples };
}

export function outcome({ arm, experiment, withTest }: ChecklistRun, accuracy: number, more: Partial<Outcome> = {}): Outcome {
  const common = { arm, seed: experiment.run.seed, link: writeLink(catalogue, experiment), end: 'finished' as const, seconds: 10 };
  return { ...common, dev: evaluation(accuracy), ...(withTest ? { test: evaluation(accuracy - 0.01) } : {}), ...more };
}

/** An outcome by its arm and seed alone. */
export function plainOutcome(arm: string, seed: number, accuracy: number, more: Partial<Outcome> = {}): Outcome {
  return { arm, seed, link: '#v=1', end: 'finished', seconds: 10, dev: evaluation(accuracy), ...more };
}

export function planOf(arms: readonly string[], seeds: readonly number[], baseline = '#v=1'): ChecklistPlan {
  return {
    version: 1,
    baseline,
    arms: arms.map((id) => ({ id, trick: 'label-smoothing', name: id, link: '#v=1&ls' })),
    notApplicable: [],
    seeds,
    freshSeeds: seeds.map((seed) => seed + 1000),
  };
}
