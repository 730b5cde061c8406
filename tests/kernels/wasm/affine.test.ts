import { beforeAll, describe, expect, it } from 'vitest';
import { simdAffine } from '../../../src/kernels/wasm/affine';
import { initBackend, numbers, sizeOf, tf, toBeAllclose } from '../support';
import { runSimd } from './simd';

describe('x · scale + shift in SIMD', () => {
  beforeAll(() => initBackend('wasm'));

  it.each([
    [[7], 7, 7],
    [[5, 3], 3, 1],
    [[5, 3], 1, 3],
    [[2, 3, 3, 5], 1, 1],
    [[33, 65], 65, 65],
    [[1, 1], 1, 1],
  ])('of %j with %d scales and %d shifts', (shape, scales, shifts) => {
    const [x, scale, shift] = [numbers(sizeOf(shape), 1), numbers(scales, 2), numbers(shifts, 3)];
    const [y] = runSimd(simdAffine, { x: tf.tensor(x, shape), scale: tf.tensor1d(scale), shift: tf.tensor1d(shift) });
    const channels = Math.max(scales, shifts);
    expect(y!.shape).toEqual(shape);
    toBeAllclose(y!, x.map((value, i) => value * scale[(i % channels) % scales]! + shift[(i % channels) % shifts]!));
  });
});
