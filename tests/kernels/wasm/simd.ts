/** What the tests of wasm's kernels share: running one by itself, with nothing to fall back on, and tensors in a part of another one's memory. */
import type { KernelFunc, NamedAttrMap, NamedTensorInfoMap, TensorInfo } from '@tensorflow/tfjs-core';
import type { TensorSpec } from '../../../src/kernels/shared/host-kernel';
import type { BackendWasm } from '../../../src/kernels/wasm/heap';
import { Place } from '../../../src/kernels/wasm/place';
import type { Tf, Tensor } from '../../../src/core/ops';
import { tf } from '../support';

const nothing: KernelFunc = () => {
  throw new Error('SIMD was to do this');
};

type Inputs = Readonly<Record<string, Tensor>>;

export function runSimd(kernel: (otherwise: KernelFunc, tf: Tf) => KernelFunc, inputs: Inputs, attrs: object = {}): Tensor[] {
  const args = { inputs: inputs as NamedTensorInfoMap, attrs: attrs as NamedAttrMap, backend: tf.backend() };
  const made: TensorInfo[] = [kernel(nothing, tf)(args)].flat();
  return made.map(({ dataId, shape, dtype }) => tf.engine().makeTensorFromDataId(dataId, shape, dtype));
}

/** Tensors of a test, each in its place. */
export class Workbench {
  private readonly made: TensorInfo[] = [];

  constructor(readonly backend: BackendWasm) {}

  /** Where a tensor of somebody else lies. */
  placeOf(info: TensorInfo): Place {
    return new Place(this.backend, info).moveTo(info.dataId);
  }

  /** A tensor of arbitrary numbers, until {@link clear}. */
  readonly scratch = ({ shape, dtype }: TensorSpec): Place => {
    const info = this.backend.makeOutput([...shape], dtype);
    this.made.push(info);
    return this.placeOf(info);
  };

  clear(): void {
    for (const { dataId } of this.made.splice(0)) this.backend.disposeData(dataId);
  }
}

/** A float32 tensor over part of another one's memory, from element `start`; release it with {@link forget}, never with `disposeData`. */
export function part(backend: BackendWasm, info: TensorInfo, start: number, shape: number[]): TensorInfo {
  return backend.makeOutput(shape, 'float32', backend.getMemoryOffset(info.dataId) + 4 * start);
}

/** Releases a tensor made by {@link part} without freeing the memory, which belongs to another. */
export function forget(backend: BackendWasm, info: TensorInfo): void {
  const { id } = backend.dataIdMap.get(info.dataId);
  (backend.wasm as unknown as { tfjs: { disposeData(id: number): void } }).tfjs.disposeData(id);
  backend.dataIdMap.delete(info.dataId);
}
