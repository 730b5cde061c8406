import { beforeAll, describe, expect, it } from 'vitest';
import type { Ops } from '../../../src/core/ops';
import { simdGatherPixels } from '../../../src/kernels/wasm/gather-pixels';
import { initBackend, tf } from '../support';
import { runSimd } from './simd';

describe('gathering pixels in SIMD', () => {
  let ops: Ops;
  beforeAll(async () => {
    ops = await initBackend('wasm');
  });

  it.each([[1, 1, 1], [3, 3, 1], [2, 1, 1], [2, 3, 3], [8, 8, 1], [31, 33, 3]] as const)('of %d×%d pixels of %d channels', (...shape) => {
    const rowBytes = shape[0] * shape[1] * shape[2];
    const bytes = Uint8Array.from({ length: 5 * rowBytes }, (_, i) => (i * 37 + 200) % 256);
    const store = ops.createPixelStore(5, rowBytes);
    ops.writePixels(store, rowBytes, 0, bytes);
    const rows = [3, -1, 0, 4, 5, 3];
    const [images] = runSimd(simdGatherPixels, { store, indices: tf.tensor1d(rows, 'int32') }, { shape });
    expect(images!.shape).toEqual([6, ...shape]);
    const sample = (row: number) => Array.from({ length: rowBytes }, (_, i) => Math.fround((bytes[row * rowBytes + i] ?? 0) / 255));
    expect([...images!.dataSync()]).toEqual(rows.flatMap((row) => (row < 0 ? Array<number>(rowBytes).fill(0) : sample(row))));
  });

  it('gives every byte the bits of its fraction', () => {
    const store = ops.createPixelStore(1, 256);
    ops.writePixels(store, 256, 0, Uint8Array.from({ length: 256 }, (_, i) => i));
    const [image] = runSimd(simdGatherPixels, { store, indices: tf.tensor1d([0], 'int32') }, { shape: [16, 16, 1] });
    expect([...image!.dataSync()]).toEqual(Array.from({ length: 256 }, (_, i) => Math.fround(i / 255)));
  });
});
