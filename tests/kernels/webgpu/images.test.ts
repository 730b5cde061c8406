/** Operations on images on WebGPU against those of the cpu backend, which have references of their own. */
import { expect, it } from 'vitest';
import type { Rank, Tensor1D, Tensor4D } from '@tensorflow/tfjs-core';
import { type ImageOperation, magnitudes, type Policy, policyTable } from '../../../src/core/image-policy';
import { applyPolicy, bytesOf, ODD_SHAPES, pictures, randomBytes } from '../policies';
import type { Tensor } from '../../../src/core/ops';
import { random, tf } from '../support';
import { compareWithCpu, describeOnWebGPU, dispatchesOf, ops, poison } from './support';

const EXACT = { atol: 0, rtol: 0 };
/** A division by 255 may have another last bit. */
const BYTES = { atol: 1e-7, rtol: 0 };
const STRENGTHS = { bins: 2, shear: 0.3, right: 5, down: 5, rotation: 40, factor: 0.7, bits: 3 };
const STRONGEST = Object.entries(magnitudes(STRENGTHS)) as [ImageOperation, number[]][];
const OPERATIONS = STRONGEST.map(([operation, [, most]]) => ({ operation, magnitude: most ?? 0 }));

await describeOnWebGPU('operations on images on WebGPU', () => {
  it.each(ODD_SHAPES)('a policy gives the bytes of the cpu for %i×%i×%i', async (...shape) => {
    // Every operation, then every one but in another order.
    const other = (i: number) => OPERATIONS[(5 * i + 3) % OPERATIONS.length]!;
    const policy: Policy = OPERATIONS.map((step, i) => [step, other(i)].map((one) => ({ ...one, probability: 0.8 })));
    const batch = 2 * OPERATIONS.length;
    const x = pictures(Array.from({ length: batch }, (_, i) => randomBytes(shape, i + 1)), shape);
    const others = (i: number) => Array.from({ length: 4 }, (_, j) => ((i * 7 + j * 3) % 10) / 10);
    const draws = tf.tensor2d(Array.from({ length: batch }, (_, i) => [(i + 0.5) / batch, ...others(i)]));
    await poison(x.shape, [batch, shape[2], 256]);
    await compareWithCpu((images, drawn) => [applyPolicy(ops, images as Tensor4D, policy, drawn)], [x, draws], BYTES);
    bytesOf(await applyPolicy(ops, x, policy, draws).data());
  });

  it('a policy takes the level that it is told', async () => {
    const table = policyTable([0, 1, 2].map((magnitude) => [[{ operation: 'TranslateX', probability: 1, magnitude }]]), 1, 4);
    const x = pictures([Uint8Array.of(1, 2, 3, 4)], [1, 4, 1]);
    const at = async (level: number) => bytesOf(await ops.applyPolicy(x, tf.tensor2d([[0, 0, 0.9]]), table, tf.scalar(level)).data());
    expect(await Promise.all([-1, 0.6, 7].map(at))).toEqual([[1, 2, 3, 4], [0, 1, 2, 3], [0, 0, 1, 2]]);
  });

  it('a policy takes two dispatches a step, and one where no operation looks at the whole image', () => {
    const x = tf.zeros<Rank.R4>([3, 4, 4, 1]);
    const draws = tf.zeros([3, 5]);
    const dispatches = (first: ImageOperation, second: ImageOperation) => {
      const policy: Policy = [[first, second].map((operation) => ({ operation, probability: 1, magnitude: 1 }))];
      return dispatchesOf(() => applyPolicy(ops, x, policy, draws));
    };
    expect([dispatches('Equalize', 'Contrast'), dispatches('Equalize', 'Rotate'), dispatches('Invert', 'Rotate')]).toEqual([4, 3, 2]);
  });

  it.each(ODD_SHAPES)('warps %i×%i×%i as the cpu does', async (...shape) => {
    const [height, width] = shape;
    const flipped = [-1, 0, width - 1, 0, 1, 0];
    const moves = tf.tensor2d([[1, 0, 0, 0, 1, 0], flipped, [1, 0, 3, 0, 1, -2], [0, 1, 0, -1, 0, height - 1], [1, 0, -70, 0, 1, 9]]);
    const x = random([5, ...shape]);
    const turned = tf.mul(random([5, 6], 3), tf.tensor1d([1, 1, 9, 1, 1, 9]));
    await poison(x.shape);
    for (const outside of ['zero', 'reflect'] as const) {
      const warp = (interpolation: 'nearest' | 'bilinear') => (images: Tensor, matrices: Tensor) => {
        return [ops.warp(images as Tensor4D, matrices, { interpolation, outside })];
      };
      await compareWithCpu(warp('nearest'), [x, moves], EXACT);
      await compareWithCpu(warp('bilinear'), [x, turned], { atol: 1e-4, rtol: 0 });
    }
  });

  it.each(ODD_SHAPES)('pastes into %i×%i×%i as the cpu does', async (...shape) => {
    const [x, others, colour] = [random([4, ...shape], 1), random([4, ...shape], 2), random([shape[2]], 3)];
    const boxes = tf.tensor2d([[0, 0, 1, 1], [-3, 1, 2, 90], [5, 5, 5, 9], [0.5, 0, 2, 2.5]]);
    await poison(x.shape);
    const paste = (images: Tensor, patch: Tensor, places: Tensor) => [ops.paste(images as Tensor4D, patch as Tensor4D | Tensor1D, places)];
    await compareWithCpu(paste, [x, others, boxes], EXACT);
    await compareWithCpu(paste, [x, colour, boxes], EXACT);
    await compareWithCpu(paste, [x, others, tf.slice(boxes, [1, 0], [1, 4])], EXACT);
  });

  it.each(ODD_SHAPES)('adjusts the colours of %i×%i×%i as the cpu does', async (...shape) => {
    const x = tf.abs(random([4, ...shape]));
    const changes = tf.tensor2d([[1, 1, 1, 0], [1.4, 0.7, 1.3, 0.1], [0.6, 1.4, 0, -0.1], [1, 1.2, 1.9, 0.7]]);
    await poison(x.shape, [4, shape[0]]);
    await compareWithCpu((images, by) => [ops.adjustColours(images as Tensor4D, by)], [x, changes], { atol: 1e-5, rtol: 0 });
  });
});
