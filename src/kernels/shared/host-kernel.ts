/**
 * Kernels written as plain loops over typed arrays, which the cpu backend (values in JavaScript arrays) and the wasm backend (values in its heap)
 * share. Views into the wasm heap go stale when the heap grows, so all outputs are made before any view is taken, and `run` makes no tensor.
 */
import type { DataType, KernelFunc, NamedAttrMap, TensorInfo } from '@tensorflow/tfjs-core';
import type { Tf } from '../../core/ops';
import type { KernelPatch } from '../registry';

export type Shape = readonly number[];
export type HostArray = Float32Array | Int32Array | Uint8Array;

export interface TensorSpec {
  readonly shape: Shape;
  readonly dtype: DataType;
}

export interface HostRun<Attrs, Inputs extends readonly HostArray[], Outputs extends readonly HostArray[]> {
  readonly tf: Tf;
  readonly inputs: Inputs;
  /** They hold arbitrary numbers; every element has to be written. */
  readonly outputs: Outputs;
  /** Of the inputs. */
  readonly shapes: readonly Shape[];
  readonly attrs: Attrs;
}

export interface HostKernel<
  Attrs = object,
  Inputs extends readonly HostArray[] = readonly Float32Array[],
  Outputs extends readonly HostArray[] = readonly Float32Array[],
> {
  readonly name: string;
  /** The backends it serves; both by default. */
  readonly backends?: readonly ('cpu' | 'wasm')[];
  /** Names of the inputs, in the order of `run`; left out, it takes however many there are. */
  readonly inputs?: readonly string[];
  outputs(inputs: readonly TensorSpec[], attrs: Attrs): readonly TensorSpec[];
  run(args: HostRun<Attrs, Inputs, Outputs>): void;
}

/** The hooks in which the two backends differ: `data` and `makeTensorInfo` on cpu, the others on wasm. */
interface HostBackend {
  readonly data?: { get(dataId: object): { values: HostArray } };
  makeTensorInfo?(shape: number[], dtype: DataType, values: HostArray): TensorInfo;
  makeOutput?(shape: number[], dtype: DataType): TensorInfo;
  typedArrayFromHeap?(info: TensorInfo): HostArray;
}

/**
 * The patches that register a host kernel.
 * @param onWasm makes a faster kernel for wasm, which may leave some work to the plain loops
 */
export function hostPatches<Attrs, Inputs extends readonly HostArray[], Outputs extends readonly HostArray[]>(
  kernel: HostKernel<Attrs, Inputs, Outputs>,
  onWasm?: (loops: KernelFunc, tf: Tf) => KernelFunc,
): KernelPatch[] {
  const backends = kernel.backends ?? ['cpu', 'wasm'];
  return backends.map((backendName) => ({
    kernelName: kernel.name,
    backendName,
    create(tf) {
      const loops = hostFunction(tf, kernel);
      return backendName === 'wasm' && onWasm ? onWasm(loops, tf) : loops;
    },
  }));
}

function hostFunction<Attrs, Inputs extends readonly HostArray[], Outputs extends readonly HostArray[]>(
  tf: Tf,
  kernel: HostKernel<Attrs, Inputs, Outputs>,
): KernelFunc {
  return ({ inputs, backend, attrs: given }) => {
    const infos = (kernel.inputs ?? Object.keys(inputs)).map((name) => inputs[name]!);
    const attrs = (given ?? ({} satisfies NamedAttrMap)) as Attrs;
    const made = kernel.outputs(infos, attrs).map((spec) => makeOutput(backend, spec));
    kernel.run({
      tf,
      attrs,
      inputs: infos.map((info) => arrayOf(backend, info)) as readonly HostArray[] as Inputs,
      outputs: made.map((info) => arrayOf(backend, info)) as readonly HostArray[] as Outputs,
      shapes: infos.map((info) => info.shape),
    });
    return made.length === 1 ? made[0]! : made;
  };
}

function makeOutput(backend: HostBackend, { shape, dtype }: TensorSpec): TensorInfo {
  // The cpu backend has a `makeOutput` too, with other arguments.
  if (backend.typedArrayFromHeap) return backend.makeOutput!([...shape], dtype);
  const length = sizeOf(shape);
  const values = dtype === 'int32' ? new Int32Array(length) : dtype === 'bool' ? new Uint8Array(length) : new Float32Array(length);
  return backend.makeTensorInfo!([...shape], dtype, values);
}

/** A view of a tensor's values where they lie; on wasm valid only until the next tensor is made. */
export function arrayOf(backend: object, info: TensorInfo): HostArray {
  const host = backend as HostBackend;
  return host.typedArrayFromHeap ? host.typedArrayFromHeap(info) : host.data!.get(info.dataId).values;
}

export function sizeOf(shape: Shape): number {
  return shape.reduce((product, length) => product * length, 1);
}
