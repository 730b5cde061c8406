/** Class indices as targets. */
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { Tf } from '../../core/ops';
import type { KernelPatch } from '../registry';
import { type HostArray, type HostKernel, hostPatches } from '../shared/host-kernel';
import { runKernel } from '../shared/run-kernel';
import { type WebGPUKernel, webgpuPatch } from '../webgpu/program';

const NAME = 'GrimoireOneHot';

interface Attrs {
  readonly classes: number;
}

/** labels int32 [B] → float32 [B, K]. */
const onHost: HostKernel<Attrs, readonly HostArray[]> = {
  name: NAME,
  inputs: ['labels'],
  outputs: ([labels], { classes }) => [{ shape: [labels!.shape[0]!, classes], dtype: 'float32' }],
  run({ inputs: [labels], outputs: [targets], attrs: { classes } }) {
    targets!.fill(0);
    labels!.forEach((label, row) => {
      if (label >= 0 && label < classes) targets![row * classes + label] = 1;
    });
  },
};

const onWebGPU: WebGPUKernel<Attrs> = {
  name: NAME,
  inputs: ['labels'],
  output: ([labels], { classes }) => ({ shape: [labels!.shape[0]!, classes], dtype: 'float32' }),
  constants: (_, { classes }) => ({ classes }),
  element: 'result[index] = f32(labels[index / classes] == index % classes);',
};

export const oneHotKernels: readonly KernelPatch[] = [...hostPatches(onHost), webgpuPatch(onWebGPU)];

/** See {@link Ops.oneHot}. */
export function oneHot(tf: Tf, labels: Tensor1D, classes: number, safeMode: boolean): Tensor2D {
  if (!safeMode) return runKernel(tf, NAME, { labels }, { classes });
  // Asked for floats, the wasm backend's own one-hot writes the bits of an integer 1.
  return tf.cast(tf.oneHot(labels, classes), 'float32') as Tensor2D;
}
