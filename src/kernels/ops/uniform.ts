/** Random numbers on the device from a key and an element's index alone: Threefry-2x32 with 13 rounds, as `src/core/random.ts` describes it. */
import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import type { Tf } from '../../core/ops';
import type { KernelPatch } from '../registry';
import { type HostKernel, hostPatches, type Shape, type TensorSpec } from '../shared/host-kernel';
import { hasKernel, runKernel } from '../shared/run-kernel';
import { type WebGPUKernel, webgpuPatch } from '../webgpu/program';

const UNIFORM = 'GrimoireUniform';
const NORMAL = 'GrimoireNormal';

interface Attrs {
  readonly shape: Shape;
}

const ROTATIONS = [13, 15, 26, 6, 17, 29, 16, 24, 13, 15, 26, 6, 17];
const PARITY = 0x1bd11bda;
const UNIT = 2 ** -24;

const spec = (_: readonly TensorSpec[], { shape }: Attrs): TensorSpec => ({ shape, dtype: 'float32' });

/** Calls `visit(i, u0, u1)` with two uniform numbers in [0, 1) for each pair of elements 2i, 2i + 1. */
function forEachPair(key: Int32Array, pairs: number, visit: (i: number, u0: number, u1: number) => void): void {
  const k0 = key[0]!;
  const k1 = key[1]!;
  const schedule = [k0, k1, PARITY ^ k0 ^ k1];
  for (let i = 0; i < pairs; i++) {
    let x0 = (i + k0) | 0;
    let x1 = k1;
    for (let round = 0; round < 13; round++) {
      const rotation = ROTATIONS[round]!;
      x0 = (x0 + x1) | 0;
      x1 = ((x1 << rotation) | (x1 >>> (32 - rotation))) ^ x0;
      if (round % 4 === 3) {
        const injection = (round + 1) / 4;
        x0 = (x0 + schedule[injection % 3]!) | 0;
        x1 = (x1 + schedule[(injection + 1) % 3]! + injection) | 0;
      }
    }
    visit(i, (x0 >>> 8) * UNIT, (x1 >>> 8) * UNIT);
  }
}

const uniformOnHost: HostKernel<Attrs, readonly Int32Array[]> = {
  name: UNIFORM,
  inputs: ['key'],
  outputs: (inputs, attrs) => [spec(inputs, attrs)],
  run({ inputs: [key], outputs: [out] }) {
    // Writing past the end of a typed array is harmless: an odd last pair loses its second number.
    forEachPair(key!, Math.ceil(out!.length / 2), (i, u0, u1) => {
      out![2 * i] = u0;
      out![2 * i + 1] = u1;
    });
  },
};

const normalOnHost: HostKernel<Attrs, readonly Int32Array[]> = {
  name: NORMAL,
  inputs: ['key'],
  outputs: (inputs, attrs) => [spec(inputs, attrs)],
  run({ inputs: [key], outputs: [out] }) {
    forEachPair(key!, Math.ceil(out!.length / 2), (i, u0, u1) => {
      const radius = Math.sqrt(-2 * Math.log(1 - u0));
      out![2 * i] = radius * Math.cos(2 * Math.PI * u1);
      out![2 * i + 1] = radius * Math.sin(2 * Math.PI * u1);
    });
  },
};

/** The rounds are written out one after the other: WGSL has no table of constants that compiles well everywhere. */
const threefry = `
fn threefry(k0 : u32, k1 : u32, counter : u32) -> vec2<u32> {
  let k2 = ${PARITY}u ^ k0 ^ k1;
  var x0 = counter + k0;
  var x1 = k1;
${ROTATIONS.map((rotation, round) => {
  const mix = `  x0 = x0 + x1; x1 = ((x1 << ${rotation}u) | (x1 >> ${32 - rotation}u)) ^ x0;`;
  if (round % 4 !== 3) return mix;
  const injection = (round + 1) / 4;
  return `${mix}\n  x0 = x0 + k${injection % 3}; x1 = x1 + k${(injection + 1) % 3} + ${injection}u;`;
}).join('\n')}
  return vec2<u32>(x0, x1);
}
fn uniformPair(index : i32) -> vec2<f32> {
  return vec2<f32>(threefry(u32(key[0]), u32(key[1]), u32(index / 2)) >> vec2<u32>(8u)) * ${UNIT};
}`;

const uniformOnWebGPU: WebGPUKernel<Attrs> = {
  name: UNIFORM,
  inputs: ['key'],
  output: spec,
  functions: threefry,
  element: 'result[index] = uniformPair(index)[index % 2];',
};

const normalOnWebGPU: WebGPUKernel<Attrs> = {
  name: NORMAL,
  inputs: ['key'],
  output: spec,
  functions: threefry,
  element: `
    let u = uniformPair(index);
    let radius = sqrt(-2.0 * log(1.0 - u.x));
    let angle = ${2 * Math.PI} * u.y;
    result[index] = radius * select(sin(angle), cos(angle), index % 2 == 0);`,
};

export const uniformKernels: readonly KernelPatch[] = [...hostPatches(uniformOnHost), webgpuPatch(uniformOnWebGPU)];
export const normalKernels: readonly KernelPatch[] = [...hostPatches(normalOnHost), webgpuPatch(normalOnWebGPU)];

/** Uniform numbers in [0, 1) of 24 bits from key int32 [2]. */
export function uniform(tf: Tf, key: Tensor1D, shape: Shape): Tensor {
  return runKernel(tf, UNIFORM, { key }, { shape: [...shape] });
}

/** Standard normal numbers, elements 2i and 2i + 1 made of the uniform ones of the same places (Box & Muller 1958). */
export function normal(tf: Tf, key: Tensor1D, shape: Shape, safeMode: boolean): Tensor {
  if (!safeMode && hasKernel(tf, NORMAL)) return runKernel(tf, NORMAL, { key }, { shape: [...shape] });
  return tf.tidy(() => {
    const size = tf.util.sizeFromShape([...shape]);
    const [u0, u1] = tf.unstack(uniform(tf, key, [Math.ceil(size / 2), 2]), 1) as [Tensor, Tensor];
    const radius = tf.sqrt(tf.mul(-2, tf.log(tf.sub(1, u0))));
    const angle = tf.mul(2 * Math.PI, u1);
    const both = tf.stack([tf.mul(radius, tf.cos(angle)), tf.mul(radius, tf.sin(angle))], 1);
    return tf.reshape(tf.slice(tf.reshape(both, [-1]), 0, size), [...shape]);
  });
}
