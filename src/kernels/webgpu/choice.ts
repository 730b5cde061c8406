/**
 * Which variants of the programs an adapter gets. A choice changes the order of sums and with it the last bits of results: it is a plain value that can be
 * read, kept with a run and put back, and nothing is measured unless `tuning.ts` is asked to.
 */
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';

export interface Choice {
  /** Rows × columns of a thread's tile; or tiles of 4×4, of large products with workgroup memory. */
  readonly matMul: '4x4' | '8x8' | 'shared';
  /** Pixels × channels of a thread's tile × channels that it sums over at a time. */
  readonly convolution: '4x4x4' | '8x8x4' | '16x8x1';
  /** How many threads keep the adapter busy: work that comes to fewer is cut finer. */
  readonly threads: number;
}

/** For processors that play a GPU, and for GPUs. */
export const defaultChoices: Readonly<Record<'software' | 'hardware', Choice>> = {
  software: { matMul: '8x8', convolution: '16x8x1', threads: 128 },
  hardware: { matMul: '4x4', convolution: '4x4x4', threads: 16_384 },
};

const SOFTWARE_NAMES = /swiftshader|llvmpipe|lavapipe|basic render|software/i;

const choices = new WeakMap<GPUDevice, Choice>();

export function isSoftware(backend: WebGPUBackend): boolean {
  const { vendor, architecture } = backend.adapterInfo as unknown as { readonly vendor?: string; readonly architecture?: string };
  return SOFTWARE_NAMES.test(`${vendor} ${architecture}`);
}

/** The choice in force: the one that was put, or the default one for the kind of adapter. */
export function choiceOf(backend: WebGPUBackend): Choice {
  return choices.get(backend.device) ?? defaultChoices[isSoftware(backend) ? 'software' : 'hardware'];
}

/** Puts a choice in force for all that this backend does from now on. */
export function useChoice({ device }: WebGPUBackend, choice: Choice): void {
  choices.set(device, choice);
}
