/**
 * Which variants of the programs an adapter gets. Processors that play a GPU want large tiles and few threads; real GPUs differ among themselves. A
 * choice changes the order of sums and with it the last bits of results, so nothing is measured unless `tune` (`auto-tune.ts`) is called, and a
 * choice can be read, kept and put back.
 */
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';

export interface Choice {
  /** Rows × columns of a thread's tile; or, for large products, 4×4 with pieces of the operands in workgroup memory. */
  readonly matMul: '4x4' | '8x8' | 'shared';
  /** Pixels × channels of a thread's tile. */
  readonly convolution: '4x4' | '8x8' | '16x8';
  /** How many threads keep the adapter busy: work that comes to fewer is cut finer. */
  readonly threads: number;
}

/** The variants that there are. */
export const variants = {
  matMul: ['4x4', '8x8', 'shared'],
  convolution: ['4x4', '8x8', '16x8'],
} as const satisfies { readonly [K in keyof Choice]?: readonly Choice[K][] };

/** For processors that play a GPU, and for GPUs. */
export const defaultChoices: Readonly<Record<'software' | 'hardware', Choice>> = {
  software: { matMul: '8x8', convolution: '16x8', threads: 128 },
  hardware: { matMul: '4x4', convolution: '4x4', threads: 16_384 },
};

const SOFTWARE_NAMES = /swiftshader|llvmpipe|lavapipe|basic render|software/i;

const choices = new WeakMap<GPUDevice, Choice>();

/** The choice in force: the one that was put, or a fixed one for software or for hardware. */
export function choiceOf(backend: WebGPUBackend): Choice {
  const chosen = choices.get(backend.device);
  if (chosen) return chosen;
  const { vendor, architecture } = backend.adapterInfo as unknown as { readonly vendor?: string; readonly architecture?: string };
  return SOFTWARE_NAMES.test(`${vendor} ${architecture}`) ? defaultChoices.software : defaultChoices.hardware;
}

/** Puts a choice in force for all that this backend does from now on. */
export function useChoice({ device }: WebGPUBackend, choice: Choice): void {
  choices.set(device, choice);
}

/** A choice out of what was kept of one; undefined where that is none, or one of other variants than there are now. */
export function readChoice(kept: Readonly<Record<string, string | number>> | undefined): Choice | undefined {
  const { matMul, convolution, threads } = kept ?? {};
  const known = variants.matMul.some((one) => one === matMul) && variants.convolution.some((one) => one === convolution);
  return known && Number.isInteger(threads) && Number(threads) > 0 ? ({ matMul, convolution, threads } as Choice) : undefined;
}
