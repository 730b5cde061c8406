/** Augmentation policies on batches of images: {@link Ops.applyPolicy}. */
import type { Scalar, Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import { ACTIONS, drawsFor, ENTRY_LENGTH, PROBABILITY_UNIT, type PolicyTable } from '../../core/image-policy';
import type { Tf } from '../../core/ops';
import type { KernelPatch } from '../registry';
import { type HostArray, type HostKernel, hostPatches } from '../shared/host-kernel';
import { performAction } from '../shared/image-operations';
import { runKernel } from '../shared/run-kernel';
import { policyOnWebGPU } from '../webgpu/policy';

const NAME = 'GrimoirePolicy';

/** x [B, H, W, C], draws [B, 1 + 2 · steps], level [], table int32 [levels, sub-policies, steps, 2, 8] → like x. */
const onHost: HostKernel<object, readonly [Float32Array, Float32Array, Float32Array, Int32Array], readonly Float32Array[]> = {
  name: NAME,
  inputs: ['x', 'draws', 'level', 'table'],
  outputs: ([x]) => [{ shape: x!.shape, dtype: 'float32' }],
  run({ inputs: [x, draws, level, table], outputs: [out], shapes }) {
    const [batch, height, width, channels] = shapes[0] as [number, number, number, number];
    const [levels, subPolicies, steps] = shapes[3] as [number, number, number];
    const first = subPolicies * Math.max(0, Math.min(levels - 1, Math.floor(level[0]! + 0.5)));
    const size = { height, width, channels };
    const length = height * width * channels;
    const perSample = 1 + 2 * steps;
    let image = new Uint8Array(length);
    let changed = new Uint8Array(length);
    for (let b = 0; b < batch; b++) {
      const start = b * length;
      const draw = b * perSample;
      const subPolicy = first + Math.min(subPolicies - 1, Math.floor(Math.fround(draws[draw]! * subPolicies)));
      let touched = false;
      for (let step = 0; step < steps; step++) {
        const sign = draws[draw + 2 + 2 * step]! < 0.5 ? 1 : 0;
        const entry = ((subPolicy * steps + step) * 2 + sign) * ENTRY_LENGTH;
        if (draws[draw + 1 + 2 * step]! * PROBABILITY_UNIT >= table[entry + ENTRY_LENGTH - 1]!) continue;
        if (table[entry] === ACTIONS.none) continue;
        if (!touched) toBytes(x, start, image);
        touched = true;
        if (performAction(table, entry, image, changed, size)) [image, changed] = [changed, image];
      }
      if (touched) fromBytes(image, out!, start);
      else copy(x, out!, start, length);
    }
  },
};

/** From 0 … 1, rounded in float32 as a GPU does it; NaN becomes 0. */
function toBytes(x: Float32Array, start: number, bytes: Uint8Array): void {
  for (let i = 0; i < bytes.length; i++) {
    const value = Math.fround(Math.fround(x[start + i]! * 255) + 0.5);
    bytes[i] = value < 0 ? 0 : value > 255 ? 255 : value;
  }
}

const FRACTIONS = Float32Array.from({ length: 256 }, (_, byte) => byte / 255);

function fromBytes(bytes: Uint8Array, out: HostArray, start: number): void {
  for (let i = 0; i < bytes.length; i++) out[start + i] = FRACTIONS[bytes[i]!]!;
}

function copy(x: HostArray, out: HostArray, start: number, length: number): void {
  for (let i = start; i < start + length; i++) out[i] = x[i]!;
}

export const policyKernels: readonly KernelPatch[] = [
  ...hostPatches(onHost),
  { kernelName: NAME, backendName: 'webgpu', create: policyOnWebGPU },
];

/** See {@link Ops.applyPolicy}. */
export function applyPolicy(tf: Tf, x: Tensor4D, draws: Tensor, table: PolicyTable, level?: Scalar): Tensor4D {
  const { levels, subPolicies, steps, values, needsStatistics } = table;
  const [batch, , , channels] = x.shape;
  if (channels !== 1 && channels !== 3) throw new Error(`Image operations need grey or colour images, not ${channels} channels`);
  tf.util.assertShapesMatch(draws.shape, [batch, drawsFor(table)], 'The draws for a policy: ');
  if (steps === 0) return x.clone();
  return tf.tidy(() => {
    const tensor = tf.tensor(values, [levels, subPolicies, steps, 2, ENTRY_LENGTH], 'int32');
    return runKernel<Tensor4D>(tf, NAME, { x, draws, level: level ?? tf.scalar(0), table: tensor }, { needsStatistics: [...needsStatistics] });
  });
}
