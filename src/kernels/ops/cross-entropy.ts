/**
 * Softmax cross-entropy with soft targets: one kernel forward and one backward, both by rows. Logits enter relative to the row's largest, and the
 * logarithm of the sum stays apart from it, so that logits of any finite size are safe.
 */
import type { Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { Tf } from '../../core/ops';
import type { GradientPatch, KernelPatch } from '../registry';
import { type HostKernel, hostPatches } from '../shared/host-kernel';
import { hasKernel, runKernel } from '../shared/run-kernel';
import { type WebGPUKernel, webgpuPatch } from '../webgpu/program';

const FORWARD = 'GrimoireCrossEntropy';
const BACKWARD = 'GrimoireCrossEntropyGrad';

const forwardOnHost: HostKernel = {
  name: FORWARD,
  inputs: ['logits', 'targets'],
  outputs: ([logits]) => [{ shape: [logits!.shape[0]!], dtype: 'float32' }],
  run({ inputs: [logits, targets], outputs: [out], shapes }) {
    const [rows, classes] = shapes[0] as [number, number];
    for (let row = 0; row < rows; row++) {
      const start = row * classes;
      const largest = largestOf(logits!, start, classes);
      const logSum = Math.log(sumOfExp(logits!, start, classes, largest));
      let loss = 0;
      for (let i = start; i < start + classes; i++) {
        if (targets![i] !== 0) loss += targets![i]! * (logSum + (largest - logits![i]!));
      }
      out![row] = loss;
    }
  },
};

/** dz = dy · (softmax(z) · Σ targets − targets). */
const backwardOnHost: HostKernel = {
  name: BACKWARD,
  inputs: ['dy', 'logits', 'targets'],
  outputs: ([, logits]) => [{ shape: logits!.shape, dtype: 'float32' }],
  run({ inputs: [dy, logits, targets], outputs: [out], shapes }) {
    const [rows, classes] = shapes[1] as [number, number];
    for (let row = 0; row < rows; row++) {
      const start = row * classes;
      const largest = largestOf(logits!, start, classes);
      const sum = sumOfExp(logits!, start, classes, largest);
      let total = 0;
      for (let i = start; i < start + classes; i++) total += targets![i]!;
      for (let i = start; i < start + classes; i++) {
        out![i] = dy![row]! * ((Math.exp(logits![i]! - largest) / sum) * total - targets![i]!);
      }
    }
  },
};

function largestOf(values: Float32Array, start: number, length: number): number {
  let largest = -Infinity;
  for (let i = start; i < start + length; i++) largest = Math.max(largest, values[i]!);
  return largest;
}

function sumOfExp(values: Float32Array, start: number, length: number, largest: number): number {
  let sum = 0;
  for (let i = start; i < start + length; i++) sum += Math.exp(values[i]! - largest);
  return sum;
}

const rowFunctions = `
fn largestOf(start : i32) -> f32 {
  var largest = logits[start];
  for (var i = start + 1; i < start + classes; i = i + 1) { largest = max(largest, logits[i]); }
  return largest;
}
fn sumOf(start : i32, largest : f32) -> f32 {
  var sum = 0.0;
  for (var i = start; i < start + classes; i = i + 1) { sum = sum + exp(logits[i] - largest); }
  return sum;
}`;

const forwardOnWebGPU: WebGPUKernel = {
  name: FORWARD,
  inputs: ['logits', 'targets'],
  output: ([logits]) => ({ shape: [logits!.shape[0]!], dtype: 'float32' }),
  constants: ([logits]) => ({ classes: logits![1]! }),
  functions: rowFunctions,
  element: `
    let start = index * classes;
    let largest = largestOf(start);
    let logSum = log(sumOf(start, largest));
    var loss = 0.0;
    for (var i = start; i < start + classes; i = i + 1) {
      if (targets[i] != 0.0) { loss = loss + targets[i] * (logSum - (logits[i] - largest)); }
    }
    result[index] = loss;`,
};

const backwardOnWebGPU: WebGPUKernel = {
  name: BACKWARD,
  inputs: ['dy', 'logits', 'targets'],
  output: ([, logits]) => ({ shape: logits!.shape, dtype: 'float32' }),
  constants: ([, logits]) => ({ classes: logits![1]! }),
  functions: rowFunctions,
  element: `
    let row = index / classes;
    let start = row * classes;
    let largest = largestOf(start);
    var total = 0.0;
    for (var i = start; i < start + classes; i = i + 1) { total = total + targets[i]; }
    let softmax = exp(logits[index] - largest) / sumOf(start, largest);
    result[index] = dy[row] * (softmax * total - targets[index]);`,
};

export const crossEntropyKernels: readonly KernelPatch[] = [
  ...hostPatches(forwardOnHost),
  ...hostPatches(backwardOnHost),
  webgpuPatch(forwardOnWebGPU),
  webgpuPatch(backwardOnWebGPU),
];

export const crossEntropyGradient: GradientPatch = {
  kernelName: FORWARD,
  create: (tf) => ({
    kernelName: FORWARD,
    inputsToSave: ['logits', 'targets'],
    gradFunc: (dy, [logits, targets]) => {
      const inputs = { dy: dy as Tensor, logits: logits!, targets: targets! };
      return { logits: () => runKernel<Tensor>(tf, BACKWARD, inputs) };
    },
  }),
};

/** −Σₖ targetₖ · log softmax(logits)ₖ of each row, in nats: logits [B, K], targets [B, K] → [B]. Differentiable in the logits. */
export function crossEntropy(tf: Tf, logits: Tensor2D, targets: Tensor2D, safeMode: boolean): Tensor1D {
  tf.util.assertShapesMatch(logits.shape, targets.shape, 'Cross-entropy wants logits and targets of one shape: ');
  if (!safeMode && hasKernel(tf, FORWARD)) return runKernel(tf, FORWARD, { logits, targets });
  return tf.tidy(() => tf.neg<Tensor1D>(tf.sum(tf.mul(targets, tf.logSoftmax(logits)), 1)));
}
