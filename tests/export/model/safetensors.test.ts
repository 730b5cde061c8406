import { describe, expect, it } from 'vitest';
import { safetensors } from '../../../src/export/model/safetensors';

/** By the description of the format, with all its conditions. */
function read(bytes: Uint8Array): { metadata: Record<string, string>; tensors: Record<string, { dtype: string; shape: number[]; values: number[] }> } {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const length = Number(view.getBigUint64(0, true));
  expect(bytes[8]).toBe('{'.charCodeAt(0));
  expect((8 + length) % 8).toBe(0);
  const { __metadata__: metadata, ...entries } = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(8, 8 + length))) as Record<string, { dtype: string; shape: number[]; data_offsets: [number, number] }> & { __metadata__: Record<string, string> };
  let end = 0;
  const tensors = Object.entries(entries).map(([name, { dtype, shape, data_offsets: [from, to] }]) => {
    expect(from).toBe(end);
    end = to;
    expect(to - from).toBe(4 * shape.reduce((product, extent) => product * extent, 1));
    return [name, { dtype, shape, values: Array.from({ length: (to - from) / 4 }, (_, i) => view.getFloat32(8 + length + from + 4 * i, true)) }] as const;
  });
  expect(bytes.length).toBe(8 + length + end);
  return { metadata, tensors: Object.fromEntries(tensors) };
}

describe('safetensors', () => {
  it('hold tensors of any shape under any name, and texts', () => {
    const named = {
      'conv1/kernel': { shape: [1, 2, 3], values: Float32Array.of(1, -2, 3.5, 0, 1e-30, 65504) },
      'a "quoted"\nname, ünïcode': { shape: [1], values: Float32Array.of(Math.fround(0.1)) },
      empty: { shape: [0, 4], values: new Float32Array(0) },
      scalar: { shape: [], values: Float32Array.of(7) },
    };
    for (const link of ['#v=1', '#v=1&x', '#v=1&lr=0.05', '#v=1&note=ü']) {
      const { metadata, tensors } = read(safetensors(named, { link, layout: 'any' }));
      expect(metadata).toEqual({ link, layout: 'any' });
      expect(tensors).toEqual(Object.fromEntries(Object.entries(named).map(([name, { shape, values }]) => [name, { dtype: 'F32', shape, values: [...values] }])));
    }
  });

  it('take the numbers of a view, not of the memory around it', () => {
    const memory = Float32Array.of(9, 1, 2, 9);
    expect(read(safetensors({ part: { shape: [2], values: memory.subarray(1, 3) } }, {})).tensors['part']!.values).toEqual([1, 2]);
  });
});
