/** Where a tensor lies in the heap of tfjs' wasm backend: that may change from run to run of a kernel that reads or writes it. */
import type { DataType, TensorInfo } from '@tensorflow/tfjs-core';
import { type HostArray, type Shape, sizeOf, type TensorSpec } from '../shared/host-kernel';
import { type BackendWasm, moduleOf } from './heap';

export class Place implements TensorSpec {
  readonly shape: Shape;
  readonly dtype: DataType;
  readonly size: number;
  /** Of the first byte. */
  address = 0;
  /** The number by which tfjs' compiled kernels know the tensor. */
  id = 0;
  private view: HostArray | undefined;
  /** Places within this one, and how many bytes from its beginning. */
  private readonly parts: [part: Place, distance: number][] = [];

  constructor(
    private readonly backend: BackendWasm,
    { shape, dtype }: TensorSpec,
  ) {
    this.shape = shape;
    this.dtype = dtype;
    this.size = sizeOf(shape);
  }

  /** @param dataId of a tensor of this size and dtype that is there now */
  moveTo(dataId: TensorInfo['dataId']): this {
    const { id, memoryOffset } = this.backend.dataIdMap.get(dataId);
    this.id = id;
    this.goTo(memoryOffset);
    return this;
  }

  /** Some of the elements as a place of their own, which follows this one and has no id. */
  part(start: number, size: number): Place {
    const part = new Place(this.backend, { shape: [size], dtype: this.dtype });
    const distance = start * ARRAYS[this.dtype as keyof typeof ARRAYS].BYTES_PER_ELEMENT;
    part.goTo(this.address + distance);
    this.parts.push([part, distance]);
    return part;
  }

  /** The values where they lie; valid until the next tensor is made, because the heap may grow and move. */
  get values(): HostArray {
    // A view loses its elements when the heap moves.
    if (this.view?.length === this.size) return this.view;
    return (this.view = new ARRAYS[this.dtype as keyof typeof ARRAYS](moduleOf(this.backend).HEAPU8.buffer, this.address, this.size));
  }

  /** As `values`, of a float32 tensor. */
  get floats(): Float32Array {
    return this.values as Float32Array;
  }

  private goTo(address: number): void {
    if (address !== this.address) this.view = undefined;
    this.address = address;
    for (let i = 0; i < this.parts.length; i++) this.parts[i]![0].goTo(address + this.parts[i]![1]);
  }
}

const ARRAYS = { float32: Float32Array, int32: Int32Array, bool: Uint8Array };
