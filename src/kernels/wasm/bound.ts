/**
 * Kernels on wasm in two parts. `bind` works out what follows from shapes and attributes, once, and gives what runs the kernel on whatever then lies
 * in its places. tfjs binds a kernel for a single run; a recorded step keeps it bound, so that little but arithmetic is left of a small one.
 */
import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import type { Tf } from '../../core/ops';
import type { KernelPatch } from '../registry';
import type { TensorSpec } from '../shared/host-kernel';
import type { BackendWasm } from './heap';
import { Place } from './place';

/** @typeParam I names of the inputs */
export interface Request<I extends string = string, Attrs = unknown> {
  readonly tf: Tf;
  readonly backend: BackendWasm;
  readonly inputs: Readonly<Record<I, TensorSpec>>;
  readonly attrs: Attrs;
}

export interface Binding<I extends string = string, Attrs = unknown> extends Request<I, Attrs> {
  readonly inputs: Readonly<Record<I, Place>>;
  /** They hold arbitrary numbers before a run; every element has to be written. */
  readonly outputs: readonly Place[];
  /** Makes a tensor for the kernel's own use, which lasts as long as it is bound. */
  scratch(spec: TensorSpec): Place;
}

export interface BoundKernel<I extends string = string, Attrs = unknown> {
  /** What it makes, or undefined where it leaves that to another kernel. */
  outputs(request: Request<I, Attrs>): readonly TensorSpec[] | undefined;
  bind(binding: Binding<I, Attrs>): () => void;
}

const kernels = new WeakMap<KernelFunc, BoundKernel>();

/** The kernel behind a function that tfjs calls, if it can be bound. */
export function boundKernelOf(kernelFunc: KernelFunc): BoundKernel | undefined {
  return kernels.get(kernelFunc);
}

/**
 * As a function that tfjs calls.
 * @param otherwise does what the kernel leaves to another one
 */
export function bindable<I extends string, Attrs>(tf: Tf, given: BoundKernel<I, Attrs>, otherwise?: KernelFunc): KernelFunc {
  const kernel = given as unknown as BoundKernel;
  const kernelFunc: KernelFunc = (args) => {
    const { attrs } = args;
    const backend = args.backend as BackendWasm;
    // Those that may be left out are undefined, or null.
    const inputs = Object.fromEntries(Object.entries(args.inputs).filter((entry): entry is [string, TensorInfo] => Boolean(entry[1])));
    const specs = kernel.outputs({ tf, backend, inputs, attrs });
    if (!specs) return otherwise!(args);
    const make = ({ shape, dtype }: TensorSpec): TensorInfo => backend.makeOutput([...shape], dtype);
    const placed = (info: TensorInfo): Place => new Place(backend, info).moveTo(info.dataId);
    const made = specs.map(make);
    const used: TensorInfo[] = [];
    const scratch = (spec: TensorSpec): Place => placed(used[used.push(make(spec)) - 1]!);
    const places = Object.fromEntries(Object.entries(inputs).map(([name, info]) => [name, placed(info)]));
    kernel.bind({ tf, backend, inputs: places, outputs: made.map(placed), attrs, scratch })();
    for (const { dataId } of used) backend.disposeData(dataId);
    return made.length === 1 ? made[0]! : made;
  };
  kernels.set(kernelFunc, kernel);
  return kernelFunc;
}

/** The patch that registers a kernel in place of the stock one, which gets what the kernel leaves. */
export function boundPatch<I extends string, Attrs>(kernelName: string, kernel: BoundKernel<I, Attrs>): KernelPatch {
  return { kernelName, backendName: 'wasm', create: (tf, stock) => bindable(tf, kernel, stock) };
}
