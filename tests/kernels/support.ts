/** What the kernels' tests share: backends, comparison, and slow, plain float64 references that know nothing of the code under test. */
import { expect } from 'vitest';
import * as tfjs from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import type { Ops, Tensor, Tf } from '../../src/core/ops';
import { createOps, installKernels, type KernelOptions } from '../../src/kernels';

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

export const sizeOf = (shape: readonly number[]): number => shape.reduce((product, length) => product * length, 1);

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

/** Central differences of Σ dy · f(x) in every element of x, where f is evaluated in float64. */
export function numericGradient(f: (x: Float64Array) => ArrayLike<number>, x: ArrayLike<number>, dy: ArrayLike<number>, step = 1e-5): Float64Array {
  const at = Float64Array.from(x);
  const total = () => {
    const y = f(at);
    let sum = 0;
    for (let i = 0; i < y.length; i++) sum += dy[i]! * y[i]!;
    return sum;
  };
  return at.map((value, i) => {
    at[i] = value + step;
    const above = total();
    at[i] = value - step;
    const below = total();
    at[i] = value;
    return (above - below) / (2 * step);
  });
}

/** The first padding and the number of outputs along one axis, by the rules of TensorFlow. */
export function extent(size: number, filter: number, stride: number, pad: 'same' | 'valid' | number): { before: number; out: number } {
  if (pad === 'valid') return { before: 0, out: Math.ceil((size - filter + 1) / stride) };
  if (pad !== 'same') return { before: pad, out: Math.floor((size - filter + 2 * pad) / stride) + 1 };
  const out = Math.ceil(size / stride);
  return { before: Math.floor(Math.max(0, (out - 1) * stride + filter - size) / 2), out };
}

export interface Window {
  /** [B, H, W, C] */
  readonly x: readonly [number, number, number, number];
  /** [kh, kw] */
  readonly filter: readonly [number, number];
  readonly stride: number;
  readonly pad: 'same' | 'valid' | number;
}

/** Calls `visit` for every output pixel and every position of its window that lies inside the image. Pixels count without channels. */
export function slide(window: Window, visit: (output: number, input: number, tap: number) => void): number[] {
  const { filter, stride, pad } = window;
  const [batch, height, width] = window.x;
  const rows = extent(height, filter[0], stride, pad);
  const columns = extent(width, filter[1], stride, pad);
  for (let b = 0; b < batch; b++) {
    for (let oy = 0; oy < rows.out; oy++) {
      for (let ox = 0; ox < columns.out; ox++) {
        for (let ky = 0; ky < filter[0]; ky++) {
          for (let kx = 0; kx < filter[1]; kx++) {
            const y = oy * stride - rows.before + ky;
            const left = ox * stride - columns.before + kx;
            if (y < 0 || y >= height || left < 0 || left >= width) continue;
            visit((b * rows.out + oy) * columns.out + ox, (b * height + y) * width + left, ky * filter[1] + kx);
          }
        }
      }
    }
  }
  return [batch, rows.out, columns.out];
}
