/** A data set on the device: bytes packed four to an int32, one row per sample, from which batches are gathered by index. */
import type { Rank, Tensor1D, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { Ops, Tf } from '../../core/ops';
import type { KernelPatch } from '../registry';
import { arrayOf, type HostKernel, hostPatches, type Shape, sizeOf } from '../shared/host-kernel';
import { runKernel } from '../shared/run-kernel';
import { simdGatherPixels } from '../wasm/gather-pixels';
import { type WebGPUKernel, webgpuPatch } from '../webgpu/program';

const NAME = 'GrimoireGatherPixels';

interface Attrs {
  readonly shape: Shape;
}

const fractions = Float32Array.from({ length: 256 }, (_, byte) => byte / 255);

const onHost: HostKernel<Attrs, readonly Int32Array[]> = {
  name: NAME,
  inputs: ['store', 'indices'],
  outputs: ([, indices], { shape }) => [{ shape: [...indices!.shape, ...shape], dtype: 'float32' }],
  run({ inputs: [store, indices], outputs: [out], shapes, attrs }) {
    const [rows, words] = shapes[0] as [number, number];
    const bytes = new Uint8Array(store!.buffer, store!.byteOffset, store!.byteLength);
    const length = sizeOf(attrs.shape);
    for (let i = 0, to = 0; i < indices!.length; i++) {
      const row = indices![i]!;
      if (row < 0 || row >= rows) {
        out!.fill(0, to, to + length);
        to += length;
        continue;
      }
      const start = row * words * 4;
      for (let from = start; from < start + length; from++) out![to++] = fractions[bytes[from]!]!;
    }
  },
};

const onWebGPU: WebGPUKernel<Attrs> = {
  name: NAME,
  inputs: ['store', 'indices'],
  output: ([, indices], { shape }) => ({ shape: [...indices!.shape, ...shape], dtype: 'float32' }),
  constants: ([store], { shape }) => ({ rows: store![0]!, words: store![1]!, size: sizeOf(shape) }),
  element: `
    let row = indices[index / size];
    let byte = index % size;
    var value = 0.0;
    if (row >= 0 && row < rows) {
      let word = store[row * words + byte / 4];
      value = f32((word >> u32(8 * (byte % 4))) & 255) / 255.0;
    }
    result[index] = value;`,
};

export const pixelStoreKernels: readonly KernelPatch[] = [...hostPatches(onHost, simdGatherPixels), webgpuPatch(onWebGPU)];

/** The three operations on pixel stores; see {@link Ops}. */
export function pixelStoreOps(tf: Tf): Pick<Ops, 'createPixelStore' | 'writePixels' | 'gatherPixels'> {
  return {
    createPixelStore: (rows, rowBytes) => tf.fill<Rank.R2>([rows, Math.ceil(rowBytes / 4)], 0, 'int32'),
    writePixels(store, rowBytes, firstRow, bytes) {
      const [rows, words] = store.shape;
      const count = bytes.length / rowBytes;
      if (!Number.isInteger(count)) throw new Error(`${bytes.length} bytes are no whole number of rows of ${rowBytes} bytes.`);
      const last = firstRow + count - 1;
      if (firstRow < 0 || last >= rows) throw new Error(`Rows ${firstRow} to ${last} do not fit into a store of ${rows} rows.`);
      writeBytes(tf, store, firstRow * words * 4, padRows(bytes, rowBytes, words * 4));
    },
    gatherPixels: (store: Tensor2D, indices: Tensor1D, shape) => runKernel<Tensor4D>(tf, NAME, { store, indices }, { shape: [...shape] }),
  };
}

/** Rows of `to` bytes from rows of `from` bytes, `to` being the next multiple of four. */
function padRows(bytes: Uint8Array, from: number, to: number): Uint8Array {
  if (from === to) return bytes;
  const padded = new Uint8Array((bytes.length / from) * to);
  for (let source = 0, target = 0; source < bytes.length; source += from, target += to) padded.set(bytes.subarray(source, source + from), target);
  return padded;
}

function writeBytes(tf: Tf, store: Tensor2D, offset: number, bytes: Uint8Array): void {
  if (bytes.length === 0) return;
  const backend: unknown = tf.backend();
  if (tf.getBackend() === 'webgpu') {
    writeBuffer(backend as WebGPUBackend, store, offset, bytes);
    return;
  }
  const values = arrayOf(backend as object, store);
  new Uint8Array(values.buffer, values.byteOffset, values.byteLength).set(bytes, offset);
}

function writeBuffer(backend: WebGPUBackend, store: Tensor2D, offset: number, bytes: Uint8Array): void {
  backend.uploadToGPU(store.dataId);
  const data = backend.tensorMap.get(store.dataId);
  // A queue write overtakes all that is encoded but not submitted, such as the dispatch that zeroed this buffer.
  const pending = backend as unknown as { commandEncoder: GPUCommandEncoder | null; endComputePassEncoder(): void };
  if (pending.commandEncoder) {
    pending.endComputePassEncoder();
    backend.submitQueue();
  }
  backend.queue.writeBuffer(data.resource as GPUBuffer, offset, bytes as Uint8Array<ArrayBuffer>);
  // What an earlier read has cached on the CPU is no longer true.
  (data as { values: unknown }).values = null;
}
