/** Measures which variants of the programs suit an adapter. It takes some tenths of a second, most of it for compiling. */
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { Tf } from '../../core/ops';
import { convInfo } from '../shared/convolution';
import { sizeOf, type Shape } from '../shared/host-kernel';
import { convolve, filterGradient, inputGradient } from './convolution';
import { compileOnly, internalsOf } from './dispatch';
import { multiply } from './mat-mul';
import { type Choice, choiceOf, useChoice, variants } from './tuning';

/** Runs of a variant that are timed, the median of which counts, and dispatches of each. */
const ROUNDS = 3;
const REPEATS = 4;

/**
 * Times a product and the three passes of a convolution, of the sizes that small networks have.
 * @param batch samples of both
 * @returns the fastest choice, which is in force from now on
 */
export async function tune(tf: Tf, backend: WebGPUBackend, batch = 64): Promise<Choice> {
  const sizes = { rows: 8 * batch, inner: 256, columns: 256 };
  const images: Shape = [batch, 16, 16, 32];
  const filter: Shape = [3, 3, 32, 32];
  let choice = choiceOf(backend);
  const tensors: TensorInfo[] = [];
  const zeros = (shape: Shape): TensorInfo => {
    const info = backend.makeTensorInfo([...shape], 'float32', new Float32Array(sizeOf(shape)));
    tensors.push(info);
    return info;
  };
  const [a, b, x, kernel, dy] = [zeros([sizes.rows, sizes.inner]), zeros([sizes.inner, sizes.columns]), zeros(images), zeros(filter), zeros(images)];
  const info = convInfo(tf, images, filter, { strides: 1, pad: 'same' });
  const products = () => [multiply(backend, a, b, sizes, { transposeA: false, transposeB: false })];
  const convolutions = () => [convolve(backend, info, x, kernel), inputGradient(backend, info, dy, kernel), ...filterGradient(backend, info, x, dy, true)];
  const fastest = async <K extends keyof typeof variants>(key: K, work: () => TensorInfo[]): Promise<void> => {
    const candidates = variants[key].map((variant) => ({ ...choice, [key]: variant }));
    choice = candidates[await fastestOf(backend, candidates, work)]!;
  };
  await fastest('matMul', products);
  await fastest('convolution', convolutions);
  for (const { dataId } of tensors) backend.disposeData(dataId);
  useChoice(backend, choice);
  return choice;
}

/** @returns the index of the choice with which `work` is done soonest */
async function fastestOf(backend: WebGPUBackend, candidates: readonly Choice[], work: () => TensorInfo[]): Promise<number> {
  const run = (candidate: Choice, times: number): void => {
    useChoice(backend, candidate);
    for (let i = 0; i < times; i++) for (const { dataId } of work()) backend.disposeData(dataId);
  };
  compileOnly(backend, true);
  for (const candidate of candidates) run(candidate, 1);
  compileOnly(backend, false);
  await backend.checkCompileCompletionAsync();
  const times: number[][] = candidates.map(() => []);
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [i, candidate] of candidates.entries()) {
      await finished(backend);
      const began = performance.now();
      run(candidate, REPEATS);
      await finished(backend);
      if (round > 0) times[i]!.push(performance.now() - began); // the first round warms up
    }
  }
  const medians = times.map((one) => one.sort((p, q) => p - q)[one.length >> 1]!);
  return medians.indexOf(Math.min(...medians));
}

/** Waits until the device has done all that was asked of it. */
async function finished(backend: WebGPUBackend): Promise<void> {
  const internals = internalsOf(backend);
  if (internals.commandEncoder) {
    internals.endComputePassEncoder();
    internals.submitQueue();
  }
  await internals.device.queue.onSubmittedWorkDone();
}
