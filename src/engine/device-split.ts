/** A split whose samples live on the device, filled when they are first needed, and gathered there by index. */
import type { Dataset, Sample, Split } from '../core/dataset';
import { sizeOf } from '../core/network';
import type { Ops, Tensor, Tf } from '../core/ops';
import type * as tfjs from '@tensorflow/tfjs-core';

export class DeviceSplit {
  private readonly rowLength: number;
  private readonly labels: Int32Array;
  private readonly extra: Int32Array;
  private readonly present: Uint8Array;
  private readonly store: tfjs.Tensor2D;
  private readonly scale: tfjs.Tensor1D;
  private readonly shift: tfjs.Tensor1D;

  constructor(
    private readonly tf: Tf,
    private readonly ops: Ops,
    private readonly dataset: Dataset,
    private readonly split: Split,
    /** The attribute that is learned besides the label, if any. */
    private readonly extraAttribute?: string | undefined,
  ) {
    this.rowLength = sizeOf(dataset.shape);
    this.labels = new Int32Array(split.size);
    this.extra = new Int32Array(extraAttribute === undefined ? 0 : split.size);
    this.present = new Uint8Array(split.size);
    this.store = dataset.encoding === 'pixels' ? ops.createPixelStore(split.size, this.rowLength) : this.readPoints();
    this.scale = tf.tensor1d(dataset.deviation.map((deviation) => 1 / deviation));
    this.shift = tf.tensor1d(dataset.mean.map((mean, channel) => -mean / dataset.deviation[channel]!));
  }

  get size(): number {
    return this.split.size;
  }

  /** Makes sure that these samples are on the device, and returns their labels. */
  ensure(indices: ArrayLike<number>): Int32Array {
    const labels = new Int32Array(indices.length);
    for (let i = 0; i < indices.length; i++) {
      const index = indices[i]!;
      if (!this.present[index]) this.fillFrom(indices, i);
      labels[i] = this.labels[index]!;
    }
    return labels;
  }

  /** The extra labels of samples that are present. */
  extraLabels(indices: Int32Array): Int32Array {
    return indices.map((index) => this.extra[index]!);
  }

  /** Gathers samples that are present. @returns pixels in 0 … 1 [B, H, W, C], or points [B, features] */
  gather(indices: tfjs.Tensor1D): Tensor {
    if (this.dataset.encoding === 'points') return this.tf.gather(this.store, indices);
    return this.ops.gatherPixels(this.store, indices, this.dataset.shape as [number, number, number]);
  }

  /** What the network is fed: (x − mean) / deviation per channel. */
  normalise(x: Tensor): Tensor {
    return this.ops.affine(x, this.scale, this.shift);
  }

  /** One sample as it came, for showing. */
  read(index: number): Sample & { readonly features: Uint8Array | Float32Array } {
    const features = this.newRow();
    return { ...this.split.sample(index, features), features };
  }

  dispose(): void {
    this.store.dispose();
    this.scale.dispose();
    this.shift.dispose();
  }

  /** Fills the run of consecutive absent samples that starts at place `from`: one transfer for all of them. */
  private fillFrom(indices: ArrayLike<number>, from: number): void {
    const first = indices[from]!;
    let count = 1;
    while (from + count < indices.length && indices[from + count] === first + count && !this.present[first + count]) count++;
    const bytes = new Uint8Array(count * this.rowLength);
    for (let i = 0; i < count; i++) {
      this.note(first + i, this.split.sample(first + i, bytes.subarray(i * this.rowLength, (i + 1) * this.rowLength)));
      this.present[first + i] = 1;
    }
    this.ops.writePixels(this.store, this.rowLength, first, bytes);
  }

  private readPoints(): tfjs.Tensor2D {
    const values = new Float32Array(this.split.size * this.rowLength);
    for (let i = 0; i < this.split.size; i++) {
      this.note(i, this.split.sample(i, values.subarray(i * this.rowLength, (i + 1) * this.rowLength)));
    }
    this.present.fill(1);
    return this.tf.tensor2d(values, [this.split.size, this.rowLength]);
  }

  private note(index: number, { label, attributes }: Sample): void {
    this.labels[index] = label;
    if (this.extraAttribute !== undefined) this.extra[index] = attributes?.[this.extraAttribute] ?? 0;
  }

  private newRow(): Uint8Array | Float32Array {
    return this.dataset.encoding === 'pixels' ? new Uint8Array(this.rowLength) : new Float32Array(this.rowLength);
  }
}
