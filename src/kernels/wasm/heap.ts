/** Small hooks into tfjs' wasm backend: calling its kernels on untracked tensors, and its memory. */
import type { KernelFunc, NamedAttrMap, NamedTensorInfoMap, TensorInfo } from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { Tf } from '../../core/ops';

export type { BackendWasm };

/** What tfjs hands to a kernel, with the backend's own type. */
export interface WasmArgs<Inputs, Attrs> {
  readonly inputs: Inputs;
  readonly attrs: Attrs;
  readonly backend: BackendWasm;
}

/** Declares a kernel function by its precise inputs and attributes. */
export function wasmKernel<Inputs, Attrs>(run: (args: WasmArgs<Inputs, Attrs>) => TensorInfo): KernelFunc {
  return (args) => run(args as unknown as WasmArgs<Inputs, Attrs>);
}

/** Calls a registered wasm kernel on tensors that tfjs does not track; the caller disposes of the result with `backend.disposeData`. */
export function callKernel(tf: Tf, backend: BackendWasm, name: string, inputs: NamedTensorInfoMap, attrs: NamedAttrMap): TensorInfo {
  return tf.getKernel(name, 'wasm').kernelFunc({ inputs, backend, attrs }) as TensorInfo;
}

/** The same data under another shape of the same size. Owns nothing: only the original is disposed of. */
export function reshaped(info: TensorInfo, shape: number[]): TensorInfo {
  return { dataId: info.dataId, dtype: info.dtype, shape };
}

/** A float32 tensor's values in the heap; valid only until the next tensor is made, because the heap may grow and move. */
export function floatsOf(backend: BackendWasm, info: TensorInfo): Float32Array {
  return backend.typedArrayFromHeap(info) as Float32Array;
}

/** What Emscripten offers of the module that holds tfjs' compiled kernels. */
interface Module {
  readonly HEAPU8: Uint8Array<ArrayBuffer>;
  cwrap(name: string, result: null, parameters: readonly 'number'[]): (...args: number[]) => void;
  readonly wasmMemory?: WebAssembly.Memory;
  readonly asm?: { readonly memory?: WebAssembly.Memory };
  readonly tfjs: { getThreadsCount(): number };
}

export function moduleOf(backend: BackendWasm): Module {
  return backend.wasm as unknown as Module;
}

/** The memory that holds the heap, where this build of tfjs lets us reach it: its module imports it with threads, and exports it without. */
export function memoryOf(backend: BackendWasm): WebAssembly.Memory | undefined {
  const { wasmMemory, asm } = moduleOf(backend);
  return wasmMemory ?? asm?.memory;
}

/** On how many threads XNNPACK computes. */
export function threadsOf(backend: BackendWasm): number {
  return moduleOf(backend).tfjs.getThreadsCount();
}
