import { describe, expect, it } from 'vitest';
import { npyBytes } from '../../src/cli/npy';

/** An independent reading of the format. */
function read(bytes: Uint8Array) {
  expect(String.fromCharCode(...bytes.subarray(1, 6))).toBe('NUMPY');
  expect([bytes[0], bytes[6], bytes[7]]).toEqual([0x93, 1, 0]);
  const length = bytes[8]! + 256 * bytes[9]!;
  expect((10 + length) % 64).toBe(0);
  const header = new TextDecoder().decode(bytes.subarray(10, 10 + length));
  expect(header.endsWith('\n')).toBe(true);
  const [, type, shape] = /'descr': '(<[fi]4)', 'fortran_order': False, 'shape': \(([\d, ]*)\)/.exec(header)!;
  const buffer = bytes.slice(10 + length).buffer;
  return { shape: shape!.split(',').filter((part) => part.trim() !== '').map(Number), values: type === '<f4' ? new Float32Array(buffer) : new Int32Array(buffer) };
}

describe('an .npy file', () => {
  it.each([
    [[2, 3], Float32Array.of(1, 2.5, -3, 1e-9, Infinity, 6)],
    [[4], Int32Array.of(1, -2, 3, 2 ** 31 - 1)],
    [[], Float32Array.of(7)],
    [[1, 1, 1, 2], Float32Array.of(0, -0)],
  ])('holds shape %j and its values', (shape, values) => {
    expect(read(npyBytes(shape, values))).toEqual({ shape, values });
  });
});
