/**
 * Tests of WebGPU in Node through Dawn, on whatever adapter there is: a GPU, or the software one (SwiftShader) that comes with Chromium. Invalid WGSL
 * fails silently in tfjs, so any uncaptured error fails the test.
 */
import { existsSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect } from 'vitest';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { Tensor } from '../../../src/core/ops';
import { createOps, installKernels } from '../../../src/kernels';
import { internalsOf } from '../../../src/kernels/webgpu/dispatch';
import { tf, toBeAllclose } from '../support';

export const ops = createOps(tf);

const SOFTWARE_DRIVERS = ['/usr/lib/chromium/vk_swiftshader_icd.json', '/usr/lib64/chromium-browser/vk_swiftshader_icd.json'];

/** An adapter, or the reason why there is none. */
export async function findAdapter(): Promise<GPUAdapter | string> {
  const driver = SOFTWARE_DRIVERS.find(existsSync);
  if (!process.env['VK_ICD_FILENAMES'] && driver) process.env['VK_ICD_FILENAMES'] = driver;
  try {
    const { create, globals } = await import('webgpu');
    Object.assign(globalThis, globals);
    const gpu = create([]);
    Object.defineProperty(globalThis, 'navigator', { value: { gpu, userAgent: 'node' }, configurable: true });
    return (await gpu.requestAdapter()) ?? 'Dawn finds no adapter; VK_ICD_FILENAMES may name a Vulkan driver';
  } catch (error) {
    return `Dawn does not run here: ${String(error)}`;
  }
}

/** Describes tests that run on WebGPU with our kernels; they are skipped, with a warning, where there is no adapter. */
export async function describeOnWebGPU(name: string, tests: () => void): Promise<void> {
  const adapter = await findAdapter();
  if (typeof adapter === 'string') console.warn(`${name} is not tested on WebGPU: ${adapter}.`);
  describe.skipIf(typeof adapter === 'string')(name, () => {
    const errors: string[] = [];
    let device: GPUDevice;

    beforeAll(async () => {
      if (typeof adapter === 'string') return;
      const { WebGPUBackend: Backend } = await import('@tensorflow/tfjs-backend-webgpu');
      device = await adapter.requestDevice();
      device.addEventListener('uncapturederror', (event) => errors.push(event.error.message));
      tf.removeBackend('webgpu'); // the one that the import has registered
      tf.registerBackend('webgpu', () => new Backend(device, adapter.info));
      installKernels(tf);
      await tf.setBackend('webgpu');
      tf.env().set('WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE', 64);
    });
    afterEach(async () => {
      await device.queue.onSubmittedWorkDone();
      expect(errors.splice(0)).toEqual([]);
    });
    afterAll(() => {
      device.destroy();
    });
    tests();
  });
}

export const backend = (): WebGPUBackend => tf.backend() as unknown as WebGPUBackend;

/** How many dispatches `f` takes; at most as many as go into one submit. */
export function dispatchesOf(f: () => unknown): number {
  const internals = internalsOf(backend());
  internals.ensureCommandEncoderReady();
  internals.endComputePassEncoder();
  internals.submitQueue();
  f();
  return internals.dispatchCountInPass;
}

/** Leaves rubbish in the buffers that the next tensors of these shapes will get: what a kernel does not write then shows. */
export async function poison(...shapes: readonly (readonly number[])[]): Promise<void> {
  const tensors = shapes.flatMap((shape) => [0, 1].map(() => tf.fill([...shape], NaN)));
  await Promise.all(tensors.map((tensor) => tensor.data()));
  tf.dispose(tensors);
}

/** Compares what `f` makes of some values here and on the cpu backend, whose kernels have references of their own. */
export async function compareWithCpu(f: (...inputs: Tensor[]) => Tensor[], inputs: Tensor[], tolerance = { atol: 1e-5, rtol: 1e-4 }): Promise<void> {
  const here = f(...inputs);
  const values = await Promise.all(here.map((tensor) => tensor.data()));
  const copies = await Promise.all(inputs.map(async (tensor) => ({ values: await tensor.data(), shape: tensor.shape, dtype: tensor.dtype })));
  await tf.setBackend('cpu');
  const there = f(...copies.map((copy) => tf.tensor(copy.values, copy.shape, copy.dtype)));
  try {
    there.forEach((tensor, i) => {
      expect(here[i]!.shape).toEqual(tensor.shape);
      toBeAllclose(values[i]!, tensor, tolerance);
    });
  } finally {
    await tf.setBackend('webgpu');
  }
}
