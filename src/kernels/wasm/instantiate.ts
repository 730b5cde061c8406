/** Modules of ours over tfjs' heap. */
import { type BackendWasm, memoryOf } from './heap';

/** The function of a module; addresses, sizes and numbers go in, nothing comes out. */
export type Run = (...args: number[]) => void;

const functions = new WeakMap<BackendWasm, Map<string, Run | undefined>>();

/**
 * Compiles a module for a backend, the first time it is asked for.
 * @param name unique
 * @param assemble gives the bytes of a module that imports its memory, shared between threads or not
 * @returns undefined where SIMD is missing or the heap is out of reach
 */
export function instantiate(backend: BackendWasm, name: string, assemble: (sharedMemory: boolean) => Uint8Array<ArrayBuffer>): Run | undefined {
  let known = functions.get(backend);
  if (!known) functions.set(backend, (known = new Map()));
  if (!known.has(name)) known.set(name, compile(memoryOf(backend), assemble));
  return known.get(name);
}

function compile(memory: WebAssembly.Memory | undefined, assemble: (sharedMemory: boolean) => Uint8Array<ArrayBuffer>): Run | undefined {
  if (!memory) return undefined;
  const bytes = assemble(typeof SharedArrayBuffer !== 'undefined' && memory.buffer instanceof SharedArrayBuffer);
  if (!WebAssembly.validate(bytes)) return undefined;
  return new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } }).exports['run'] as Run;
}
