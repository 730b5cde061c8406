/** What the browser remembers between visits besides the experiment, which is in the link. */
import type { BackendRequest } from '../engine/protocol';

/** `localStorage`, where the browser allows it. */
export type Memory = Pick<Storage, 'getItem' | 'setItem'> | undefined;

const BACKEND_KEY = 'grimoire:backend';
const BACKENDS: readonly BackendRequest['backend'][] = ['auto', 'webgpu', 'wasm', 'cpu'];

export function readRequest(memory: Memory): BackendRequest {
  const kept = attempt(() => memory?.getItem(BACKEND_KEY));
  if (kept === 'safe') return { backend: 'cpu', safeMode: true };
  return { backend: BACKENDS.find((backend) => backend === kept) ?? 'auto' };
}

export function writeRequest(memory: Memory, { backend, safeMode }: BackendRequest): void {
  attempt(() => memory?.setItem(BACKEND_KEY, safeMode ? 'safe' : backend));
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
