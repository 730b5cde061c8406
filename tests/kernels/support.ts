/** What the kernels' tests share: backends, comparison, and slow, plain float64 references that know nothing of the code under test. */
import { expect } from 'vitest';
import * as tfjs from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import type { Ops, Tensor, Tf } from '../../src/core/ops';
import { sizeOf } from '../../src/core/network';
import { createOps, installKernels, type KernelOptions } from '../../src/kernels';

export { sizeOf };
export { numericGradient } from '../../src/engine/device-check/references/numeric-gradient';
export { extent, slide, type Window } from '../../src/engine/device-check/references/windows';

export const tf = tfjs as unknown as Tf;

/** Chooses a backend with our kernels installed. */
export async function initBackend(name: 'cpu' | 'wasm', options: KernelOptions = {}): Promise<Ops> {
  installKernels(tf, options);
  await tf.setBackend(name);
  await tf.ready();
  return createOps(tf, options);
}

/** Reproducible numbers, about uniform in [−1, 1), unrelated to the generator under test. */
export function numbers(count: number, seed = 1): Float32Array {
  let state = seed * 2654435761;
  return Float32Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  });
}

/** A tensor of {@link numbers}. */
export function random(shape: readonly number[], seed = 1): Tensor {
  return tf.tensor(numbers(sizeOf(shape), seed), [...shape]);
}

type Values = ArrayLike<number> | Tensor;

/** Fails at the first element that differs by more than atol + rtol · |expected|; NaN equals NaN only. */
export function toBeAllclose(actual: Values, expected: Values, { rtol = 1e-5, atol = 1e-5 } = {}): void {
  const a = valuesOf(actual);
  const b = valuesOf(expected);
  expect(a.length, 'number of elements').toBe(b.length);
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i]!, b[i]!];
    if (Object.is(x, y) || x === y || Math.abs(x - y) <= atol + rtol * Math.abs(y)) continue;
    expect.fail(`element ${i} of ${a.length}: ${x}, expected ${y}`);
  }
}

function valuesOf(values: Values): ArrayLike<number> {
  return 'dataSync' in values ? values.dataSync() : values;
}
