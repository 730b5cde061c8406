/** Which variants of the WebGPU kernels a device gets: those measured on this adapter before, or now. */
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { Tf } from '../core/ops';
import { tune } from '../kernels/webgpu/auto-tune';
import { choiceOf, readChoice, useChoice } from '../kernels/webgpu/tuning';
import type { WebGpuAdapter } from './backend';
import type { BackendReport, BackendRequest } from './protocol';

/** Processors that play a GPU are all alike, so nothing is measured on them. The current backend is that of the adapter. */
export async function chooseKernels(tf: Tf, { name, software }: WebGpuAdapter, { kernels }: BackendRequest): Promise<NonNullable<BackendReport['kernels']>> {
  const backend = tf.backend() as unknown as WebGPUBackend;
  const kept = readChoice(kernels?.[name]);
  if (kept) useChoice(backend, kept);
  const choice = kept ?? (software ? choiceOf(backend) : await tune(tf, backend));
  return { adapter: name, choice: { ...choice } };
}
