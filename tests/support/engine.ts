/** Runs and trainers in Node for tests, on tiny data. */
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import type { Experiment } from '../../src/core/experiment';
import { readLink } from '../../src/core/permalink';
import type { Platform } from '../../src/engine/backend';
import { joinValues, partValues } from '../../src/engine/parameter-groups';
import { Run } from '../../src/engine/run';
import { createOps, installKernels } from '../../src/kernels';
import { tinyCatalogue } from './tiny-catalogue';

export { tf };

/** tfjs with the wasm and cpu backends that this file has imported. */
export const testPlatform: Platform = { tf, wasm: () => Promise.resolve('1 thread'), webgpu: () => Promise.resolve(undefined), cpu: () => Promise.resolve() };

export async function useBackend(backend: 'cpu' | 'wasm', safeMode = false): Promise<void> {
  await tf.setBackend(backend);
  await tf.ready();
  installKernels(tf, { safeMode });
}

/** An experiment on the tiny data: batches of 8, a narrow network. @throws where the link is not understood */
export function tinyExperiment(entries = ''): Experiment {
  const model = entries.includes('model=') ? '' : '&model.width=4&model.hidden=16';
  const { experiment, notices } = readLink(tinyCatalogue, `#v=1&data=tiny&batch=8&epochs=3${model}&${entries}`);
  if (notices.length > 0) throw new Error(notices.join('; '));
  return experiment;
}

/** A run on the current backend; the caller disposes it. */
export function tinyRun(entries = '', safeMode = false): Run {
  return new Run(tf, createOps(tf, { safeMode }), tinyCatalogue, tinyExperiment(entries));
}

/** Takes steps and returns the objective of each. */
export function takeSteps(run: Run, count: number): number[] {
  return Array.from({ length: count }, () => {
    const { objectives } = run.takeSteps(1);
    const value = objectives.dataSync()[0]!;
    objectives.dispose();
    return value;
  });
}

/** All weights, by path. */
export function weightsOf(run: Run): Record<string, number[]> {
  return Object.fromEntries(
    run.state.groups.flatMap(({ group, weights }) => {
      const values = partValues(group, weights.dataSync<'float32'>());
      return group.parameters.map(({ path }, i) => [path, [...values[i]!]]);
    }),
  );
}

/** Puts other values in place of one parameter's. */
export function setWeight(run: Run, path: string, change: (before: Float32Array) => ArrayLike<number>): void {
  for (const state of run.state.groups) {
    const { group } = state;
    if (!group.parameters.some((parameter) => parameter.path === path)) continue;
    const values = partValues(group, state.weights.dataSync<'float32'>());
    const next = group.parameters.map((parameter, i) => (parameter.path === path ? Float32Array.from(change(values[i]!)) : values[i]!));
    const shape = state.weights.shape;
    state.weights.dispose();
    state.weights = tf.tensor(joinValues(group, next), shape);
  }
}

/** Largest difference between two sets of weights. */
export function distance(a: Record<string, number[]>, b: Record<string, number[]>): number {
  return Math.max(...Object.entries(a).map(([path, values]) => Math.max(...values.map((value, i) => Math.abs(value - b[path]![i]!)))));
}
