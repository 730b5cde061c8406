/** Chooses among the variants of the programs by timing them, once for an adapter. The caller keeps the choice, and puts it back the next time. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { Tf } from '../../core/ops';
import { convInfo } from '../shared/convolution';
import { type Choice, choiceOf, defaultChoices, isSoftware, useChoice } from './choice';
import { convolve, filterGradient, inputGradient } from './convolution';
import { internalsOf } from './dispatch';
import { multiply } from './mat-mul';

export { type Choice, choiceOf, defaultChoices, useChoice };

/** What there is to choose from. */
export interface Candidates {
  readonly matMul: readonly Choice['matMul'][];
  readonly convolution: readonly Choice['convolution'][];
}

const HARDWARE: Candidates = { matMul: ['4x4', '8x8', 'shared'], convolution: ['4x4x4', '8x8x4'] };
const ROUNDS = 5;
/** What one round should take at least, in ms, so that the timer and the way to the device and back do not matter. */
const LONG_ENOUGH = 2;
const MOST_COPIES = 64;
/** After so long, in ms, no further round is begun. */
const BUDGET = 300;

/**
 * Times the candidates on shapes like those of small networks and puts the quickest in force; the backend should do nothing else meanwhile. A processor that
 * plays a GPU keeps its default choice, unless candidates are given.
 * @returns the choice, for the caller to keep
 */
export async function tune(tf: Tf, backend: WebGPUBackend, candidates?: Candidates): Promise<Choice> {
  const software = isSoftware(backend);
  let choice = defaultChoices[software ? 'software' : 'hardware'];
  if (!software || candidates) {
    const { matMul, convolution } = candidates ?? HARDWARE;
    choice = { ...choice, matMul: await quickest(backend, matMul, (one) => ({ ...choice, matMul: one }), matMulWork(backend)) };
    choice = { ...choice, convolution: await quickest(backend, convolution, (one) => ({ ...choice, convolution: one }), convolutionWork(tf, backend)) };
  }
  useChoice(backend, choice);
  return choice;
}

/** Work to be timed. */
interface Work {
  /** @returns tensors to be disposed of */
  run(): TensorInfo[];
  dispose(): void;
}

function matMulWork(backend: WebGPUBackend): Work {
  const size = 256;
  const [a, b] = [zeros(backend, size * size), zeros(backend, size * size)];
  const product = (transposeA: boolean, transposeB: boolean) =>
    multiply(backend, a, b, { rows: size, inner: size, columns: size }, { transposeA, transposeB });
  return { run: () => [product(false, false), product(true, false), product(false, true)], dispose: () => disposeAll(backend, [a, b]) };
}

function convolutionWork(tf: Tf, backend: WebGPUBackend): Work {
  const info = convInfo(tf, [8, 16, 16, 32], [3, 3, 32, 32], { strides: 1, pad: 'same' });
  const image = zeros(backend, 8 * 16 * 16 * 32);
  const kernel = zeros(backend, 3 * 3 * 32 * 32);
  return {
    run: () => [convolve(backend, info, image, kernel), inputGradient(backend, info, image, kernel), ...filterGradient(backend, info, image, image, false)],
    dispose: () => disposeAll(backend, [image, kernel]),
  };
}

/** The candidate with the smallest median; rounds of all take turns, so that a busy moment meets them alike. */
async function quickest<T>(backend: WebGPUBackend, candidates: readonly T[], choiceWith: (one: T) => Choice, work: Work): Promise<T> {
  const before = choiceOf(backend);
  const times = candidates.map((): number[] => []);
  const round = (one: T, copies: number) => {
    useChoice(backend, choiceWith(one));
    return timed(backend, work, copies);
  };
  try {
    for (const one of candidates) await round(one, 1); // compiles
    const begun = performance.now();
    let copies = 1;
    while (copies < MOST_COPIES && (await round(candidates[0]!, copies)) < LONG_ENOUGH) copies *= 2;
    for (let i = 0; i < ROUNDS && (i === 0 || performance.now() - begun < BUDGET); i++) {
      for (const [c, one] of candidates.entries()) times[c]!.push(await round(one, copies));
    }
  } finally {
    useChoice(backend, before);
    work.dispose();
  }
  const medians = times.map(median);
  return candidates[medians.indexOf(Math.min(...medians))]!;
}

/** @returns ms */
async function timed(backend: WebGPUBackend, work: Work, copies: number): Promise<number> {
  const internals = internalsOf(backend);
  const flush = () => {
    internals.ensureCommandEncoderReady();
    internals.endComputePassEncoder();
    internals.submitQueue();
    return internals.device.queue.onSubmittedWorkDone();
  };
  await flush();
  const start = performance.now();
  for (let i = 0; i < copies; i++) disposeAll(backend, work.run());
  await flush();
  return performance.now() - start;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

function zeros(backend: WebGPUBackend, length: number): TensorInfo {
  const info = backend.makeTensorInfo([length], 'float32', new Float32Array(length));
  backend.uploadToGPU(info.dataId);
  return info;
}

function disposeAll(backend: WebGPUBackend, infos: readonly TensorInfo[]): void {
  for (const { dataId } of infos) backend.disposeData(dataId);
}
