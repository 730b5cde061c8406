/** What the browser remembers between visits besides the experiment, which is in the link. */
import * as z from 'zod/mini';
import type { BackendReport, BackendRequest } from '../engine/protocol';

/** `localStorage`, where the browser allows it. */
export type Memory = Pick<Storage, 'getItem' | 'setItem'> | undefined;

const BACKEND_KEY = 'grimoire:backend';
const KERNELS_KEY = 'grimoire:kernels';
const QUEUE_KEY = 'grimoire:queue';
const CHOICES = z.record(z.string(), z.record(z.string(), z.union([z.string(), z.number()])));
const BACKENDS: readonly BackendRequest['backend'][] = ['auto', 'webgpu', 'wasm', 'cpu'];

type KernelChoices = NonNullable<BackendRequest['kernels']>;

export function readRequest(memory: Memory): BackendRequest {
  const kept = attempt(() => memory?.getItem(BACKEND_KEY));
  if (kept === 'safe') return { backend: 'cpu', safeMode: true };
  return { backend: BACKENDS.find((backend) => backend === kept) ?? 'auto' };
}

export function writeRequest(memory: Memory, { backend, safeMode }: BackendRequest): void {
  attempt(() => memory?.setItem(BACKEND_KEY, safeMode ? 'safe' : backend));
}

/** What was measured on the graphics adapters of this browser; nothing where that is unreadable. */
export function readKernels(memory: Memory): KernelChoices {
  const kept = attempt(() => JSON.parse(memory?.getItem(KERNELS_KEY) ?? '{}') as unknown);
  return CHOICES.safeParse(kept).data ?? {};
}

/** Keeps the choice of kernels that a backend reports, if it made one. */
export function keepKernels(memory: Memory, { kernels }: BackendReport): void {
  if (!kernels) return;
  attempt(() => memory?.setItem(KERNELS_KEY, JSON.stringify({ ...readKernels(memory), [kernels.adapter]: kernels.choice })));
}

/** Whether the queue of trials was paused on the last visit. */
export function readQueuePaused(memory: Memory): boolean {
  return attempt(() => memory?.getItem(QUEUE_KEY)) === 'paused';
}

export function writeQueuePaused(memory: Memory, paused: boolean): void {
  attempt(() => memory?.setItem(QUEUE_KEY, paused ? 'paused' : 'running'));
}

/** The storage of this browser; undefined where it forbids access. */
export function browserMemory(): Memory {
  return attempt(() => globalThis.localStorage);
}

function attempt<T>(access: () => T): T | undefined {
  try {
    return access();
  } catch {
    return undefined;
  }
}
