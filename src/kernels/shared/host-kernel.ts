/**
 * Kernels written as plain loops over typed arrays, which the cpu backend (values in JavaScript arrays) and the wasm backend (values in its heap)
 * share. Views into the wasm heap go stale when the heap grows, so `run` makes no tensor.
 */
import type { DataType, KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import type { Tf } from '../../core/ops';
import type { KernelPatch } from '../registry';
import { bindable, type BoundKernel } from '../wasm/bound';
import type { BackendWasm } from '../wasm/heap';
import { Place } from '../wasm/place';

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

/** The hooks in which the two backends differ. */
interface CpuBackend {
  readonly data: { get(dataId: object): { values: HostArray } };
  makeTensorInfo(shape: number[], dtype: DataType, values: HostArray): TensorInfo;
}
interface WasmBackend {
  typedArrayFromHeap(info: TensorInfo): HostArray;
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
      if (backendName === 'cpu') return onCpu(tf, kernel);
      const loops = bindable(tf, onPlaces(kernel));
      return onWasm ? onWasm(loops, tf) : loops;
    },
  }));
}

function onCpu<Attrs, Inputs extends readonly HostArray[], Outputs extends readonly HostArray[]>(
  tf: Tf,
  kernel: HostKernel<Attrs, Inputs, Outputs>,
): KernelFunc {
  return ({ inputs, backend: given, attrs: named = {} }) => {
    const backend = given as CpuBackend;
    const infos = inOrder(kernel, inputs as Readonly<Record<string, TensorInfo>>);
    const attrs = named as Attrs;
    const outputs = kernel.outputs(infos, attrs).map(({ shape, dtype }) => ({ shape, dtype, values: newArray(dtype, sizeOf(shape)) }));
    kernel.run({
      tf,
      attrs,
      inputs: infos.map((info) => arrayOf(backend, info)) as readonly HostArray[] as Inputs,
      outputs: outputs.map(({ values }) => values) as readonly HostArray[] as Outputs,
      shapes: infos.map((info) => info.shape),
    });
    const made = outputs.map(({ shape, dtype, values }) => backend.makeTensorInfo([...shape], dtype, values));
    return made.length === 1 ? made[0]! : made;
  };
}

function newArray(dtype: DataType, length: number): HostArray {
  return dtype === 'int32' ? new Int32Array(length) : dtype === 'bool' ? new Uint8Array(length) : new Float32Array(length);
}

function onPlaces<Attrs, Inputs extends readonly HostArray[], Outputs extends readonly HostArray[]>(
  kernel: HostKernel<Attrs, Inputs, Outputs>,
): BoundKernel<string, Attrs | undefined> {
  return {
    outputs: ({ inputs, attrs = {} as Attrs }) => kernel.outputs(inOrder(kernel, inputs), attrs),
    bind({ tf, inputs: named, outputs, attrs = {} as Attrs }) {
      const inputs = inOrder(kernel, named);
      const shapes = inputs.map(({ shape }) => shape);
      const valuesOf = (places: readonly Place[]): readonly HostArray[] => places.map(({ values }) => values);
      return () => kernel.run({ tf, attrs, inputs: valuesOf(inputs) as Inputs, outputs: valuesOf(outputs) as Outputs, shapes });
    },
  };
}

function inOrder<T>({ inputs: names }: { readonly inputs?: readonly string[] }, inputs: Readonly<Record<string, T>>): T[] {
  return (names ?? Object.keys(inputs)).map((name) => inputs[name]!);
}

/** As {@link arrayOf}, for a tensor that is looked at often. */
export function arrayGetter(backend: object, info: TensorInfo): () => HostArray {
  if (!('typedArrayFromHeap' in backend)) return () => arrayOf(backend, info);
  const place = new Place(backend as BackendWasm, info).moveTo(info.dataId);
  return () => place.values;
}

/** A view of a tensor's values where they lie; on wasm valid only until the next tensor is made. */
export function arrayOf(backend: object, info: TensorInfo): HostArray {
  return 'typedArrayFromHeap' in backend ? (backend as WasmBackend).typedArrayFromHeap(info) : (backend as CpuBackend).data.get(info.dataId).values;
}

export function sizeOf(shape: Shape): number {
  return shape.reduce((product, length) => product * length, 1);
}
