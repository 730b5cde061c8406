/** Runs and trainers in Node for tests, on tiny data. */
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import type { Experiment } from '../../src/core/experiment';
import { readLink } from '../../src/core/permalink';
import type { Platform } from '../../src/engine/backend';
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
    const { objective } = run.takeStep();
    const value = objective.dataSync()[0]!;
    objective.dispose();
    return value;
  });
}

/** All weights, by path. */
export function weightsOf(run: Run): Record<string, number[]> {
  return Object.fromEntries(run.recipe.network.parameters.map(({ path }, i) => [path, [...run.state.weights[i]!.dataSync()]]));
}

/** Largest difference between two sets of weights. */
export function distance(a: Record<string, number[]>, b: Record<string, number[]>): number {
  return Math.max(...Object.entries(a).map(([path, values]) => Math.max(...values.map((value, i) => Math.abs(value - b[path]![i]!)))));
}
