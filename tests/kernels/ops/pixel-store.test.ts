import { beforeAll, describe, expect, it } from 'vitest';
import type { Ops } from '../../../src/core/ops';
import { initBackend, tf } from '../support';

describe.each(['cpu', 'wasm'] as const)('pixel stores on %s', (backend) => {
  let ops: Ops;
  beforeAll(async () => {
    ops = await initBackend(backend);
  });

  const bytes = (count: number, start = 0) => Uint8Array.from({ length: count }, (_, i) => (start + i * 37) % 256);

  it.each([
    [1, 1, 1],
    [3, 3, 1],
    [2, 2, 1],
    [2, 3, 3],
  ])('gives back %i×%i pixels of %i channels', (height, width, channels) => {
    const rowBytes = height * width * channels;
    const store = ops.createPixelStore(5, rowBytes);
    expect(store.shape).toEqual([5, Math.ceil(rowBytes / 4)]);
    expect(store.dtype).toBe('int32');
    ops.writePixels(store, rowBytes, 0, bytes(2 * rowBytes));
    ops.writePixels(store, rowBytes, 3, bytes(rowBytes, 101));
    const images = ops.gatherPixels(store, tf.tensor1d([3, 1, 0, 2, 3], 'int32'), [height, width, channels]);
    expect(images.shape).toEqual([5, height, width, channels]);
    const third = bytes(rowBytes, 101);
    const both = bytes(2 * rowBytes);
    const expected = [...third, ...both.slice(rowBytes), ...both.slice(0, rowBytes), ...new Uint8Array(rowBytes), ...third];
    expect([...images.dataSync()]).toEqual(expected.map((byte) => Math.fround(byte / 255)));
  });

  it('gives zeros for an index outside', () => {
    const store = ops.createPixelStore(2, 4);
    ops.writePixels(store, 4, 0, bytes(8, 1));
    const images = ops.gatherPixels(store, tf.tensor1d([-1, 2, 1], 'int32'), [2, 2, 1]);
    expect([...images.dataSync()].map((value) => value === 0)).toEqual([...Array<boolean>(8).fill(true), ...Array<boolean>(4).fill(false)]);
  });

  it('refuses what does not fit', () => {
    const store = ops.createPixelStore(2, 4);
    expect(() => ops.writePixels(store, 4, 0, new Uint8Array(7))).toThrow('7 bytes');
    expect(() => ops.writePixels(store, 4, 1, new Uint8Array(8))).toThrow('Rows 1 to 2');
    expect(() => ops.writePixels(store, 4, -1, new Uint8Array(4))).toThrow('Rows -1');
  });

  it('lives on after its heap has grown', () => {
    const store = ops.createPixelStore(2, 4);
    const large = tf.zeros([12, 1024, 1024]);
    ops.writePixels(store, 4, 1, Uint8Array.of(255, 0, 51, 102));
    large.dispose();
    const image = ops.gatherPixels(store, tf.tensor1d([1], 'int32'), [2, 2, 1]);
    expect([...image.dataSync()]).toEqual([1, 0, 0.2, 0.4].map(Math.fround));
  });
});
