/**
 * Which variants of the programs an adapter gets. Processors that play a GPU want large tiles and few threads; real GPUs differ among themselves. A choice
 * changes the order of sums and with it the last bits of results, so nothing is measured unless {@link tune} is called, and a choice can be read, kept and
 * put back.
 */
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';

export interface Choice {
  /** Rows × columns of a thread's tile. */
  readonly matMul: '4x4' | '8x8';
  /** Pixels × channels of a thread's tile. */
  readonly convolution: '4x4' | '8x8' | '16x8';
  /** How many threads keep the adapter busy: work that comes to fewer is cut finer. */
  readonly threads: number;
}

const SOFTWARE: Choice = { matMul: '8x8', convolution: '8x8', threads: 256 };
const HARDWARE: Choice = { matMul: '4x4', convolution: '4x4', threads: 16_384 };
const SOFTWARE_NAMES = /swiftshader|llvmpipe|lavapipe|basic render|software/i;

const choices = new WeakMap<GPUDevice, Choice>();

/** The choice in force: the one that was put, or a fixed one for software or for hardware. */
export function choiceOf(backend: WebGPUBackend): Choice {
  const chosen = choices.get(backend.device);
  if (chosen) return chosen;
  const { vendor, architecture } = backend.adapterInfo as unknown as { readonly vendor?: string; readonly architecture?: string };
  return SOFTWARE_NAMES.test(`${vendor} ${architecture}`) ? SOFTWARE : HARDWARE;
}

/** Puts a choice in force for all that this backend does from now on. */
export function useChoice({ device }: WebGPUBackend, choice: Choice): void {
  choices.set(device, choice);
}
