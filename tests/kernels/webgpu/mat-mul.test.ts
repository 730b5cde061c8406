/** Products of matrices on WebGPU against float64. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Tensor1D, Tensor2D, TensorInfo } from '@tensorflow/tfjs-core';
import type { Tensor } from '../../../src/core/ops';
import { internalsOf } from '../../../src/kernels/webgpu/dispatch';
import { multiply, weightGradients } from '../../../src/kernels/webgpu/mat-mul';
import { defaultChoices, useChoice } from '../../../src/kernels/webgpu/tuning';
import { columnSumsReference, productReference } from '../../../src/engine/device-check/references/products';
import { numbers, random, sizeOf, tf, toBeAllclose } from '../support';
import { backend, compareWithCpu, describeOnWebGPU, dispatchesOf, ops, poison } from './support';

const TRANSPOSES = [false, true].flatMap((transposeA) => [false, true].map((transposeB) => ({ transposeA, transposeB })));
const PLAIN = TRANSPOSES[0]!;

type Sizes = readonly [rows: number, inner: number, columns: number];

const SIZES: readonly Sizes[] = [
  [1, 1, 1],
  [3, 7, 5],
  [7, 33, 10],
  [33, 31, 65],
  [65, 4, 3],
  [31, 3, 2],
  [12, 12, 12],
  [40, 8, 24],
];

const valuesOf = ({ dataId }: TensorInfo): Promise<Float32Array> => backend().read(dataId) as Promise<Float32Array>;

function product(
  [rows, inner, columns]: Sizes,
  transposes = PLAIN,
  bias?: Float32Array,
  a = numbers(rows * inner, 1),
  b = numbers(inner * columns, 2),
): TensorInfo {
  return multiply(backend(), tf.tensor1d(a), tf.tensor1d(b), { rows, inner, columns }, transposes, bias && tf.tensor1d(bias));
}

await describeOnWebGPU('products of matrices on WebGPU', () => {
  describe.each(Object.entries(defaultChoices))('with the programs for %s', (_, choice) => {
    beforeAll(() => useChoice(backend(), choice));

    describe.each(TRANSPOSES)('transposed: $transposeA, $transposeB', (transposes) => {
      it.each([...SIZES, [5, 2051, 9] as const, [8, 2048, 4] as const])('%i×%i by %i columns', async (rows, inner, columns) => {
        const [a, b, bias] = [numbers(rows * inner, 1), numbers(inner * columns, 2), numbers(columns, 3)] as const;
        for (const added of [undefined, bias]) {
          await poison([rows, columns]);
          const expected = productReference(a, b, [rows, inner, columns], transposes, added);
          const actual = product([rows, inner, columns], transposes, added);
          expect(actual.shape).toEqual([rows, columns]);
          toBeAllclose(await valuesOf(actual), expected, { atol: 1e-4 });
        }
      });
    });

    const layers: Sizes[] = [...SIZES, [6, 1500, 7], [8, 1536, 12]];
    it.each(layers)('gradients of the weights of a layer, %i inputs, batch %i, %i outputs', async (rows, inner, columns) => {
      const [x, dy] = [numbers(inner * rows, 1), numbers(inner * columns, 2)];
      await poison([rows, columns], [columns]);
      const [dkernel, dbias] = weightGradients(backend(), tf.tensor1d(x), tf.tensor1d(dy), { rows, inner, columns });
      toBeAllclose(await valuesOf(dkernel), productReference(x, dy, [rows, inner, columns], { transposeA: true, transposeB: false }), { atol: 1e-4 });
      toBeAllclose(await valuesOf(dbias), columnSumsReference(dy, columns), { atol: 1e-4 });
    });

    it('the same bits every time', async () => {
      const [first, second] = [await valuesOf(product([9, 3000, 5])), await valuesOf(product([9, 3000, 5]))];
      expect(second).toEqual(first);
    });

    it('one program for every batch size', async () => {
      const batches = [1, 3, 64, 7];
      const countPrograms = () => Object.keys(internalsOf(backend()).pipelineCache).filter((key) => key.includes('product')).length;
      const run = async (batch: number) => {
        await valuesOf(product([batch, 20, 12]));
        await valuesOf(product([20, batch, 12], { transposeA: true, transposeB: false }));
      };
      useChoice(backend(), { ...choice, threads: 1 });
      await run(5);
      const before = countPrograms();
      for (const batch of batches) await run(batch);
      expect(countPrograms()).toBe(before);
      useChoice(backend(), choice);
    });

    it('NaN and infinity reach what they should, and nothing else', async () => {
      for (const [rows, inner, columns] of [[9, 8, 12], [5, 7, 6]] as const) {
        const [a, b] = [numbers(rows * inner, 1), new Float32Array(inner * columns)];
        a[2 * inner + 3] = NaN;
        a[4 * inner] = Infinity;
        b[columns - 1] = 1; // the first inner step of the last column; all else is zero
        const values = await valuesOf(product([rows, inner, columns], PLAIN, undefined, a, b));
        toBeAllclose(values, productReference(a, b, [rows, inner, columns]));
        expect(values[5 * columns - 1]).toBe(Infinity);
      }
    });
  });

  it('a dense layer takes one dispatch, the gradients of its weights one more and that of its input another', async () => {
    useChoice(backend(), defaultChoices.software);
    const tensors = [random([40, 12], 1), random([12, 8], 2), random([8], 3)];
    const dense = (...[x, kernel, bias]: Tensor[]) => ops.dense(x as Tensor2D, kernel as Tensor2D, bias as Tensor1D);
    const dy = random([40, 8], 4);
    expect(dispatchesOf(() => dense(...tensors))).toBe(1);
    expect(dispatchesOf(() => tf.grads((kernel, bias) => dense(tensors[0]!, kernel, bias))(tensors.slice(1), dy))).toBe(2);
    expect(dispatchesOf(() => tf.grads(dense)(tensors, dy))).toBe(3);
    await compareWithCpu((x, kernel, bias, d) => [dense(x, kernel, bias), ...tf.grads(dense)([x, kernel, bias], d)], [...tensors, dy]);
  });

  describe('with workgroup memory', () => {
    beforeAll(() => useChoice(backend(), { ...defaultChoices.hardware, matMul: 'shared' }));

    it.each(TRANSPOSES)('large ones, transposed: $transposeA, $transposeB', async (transposes) => {
      for (const [sizes, biased] of [[[250, 33, 258], true], [[256, 16, 256], false], [[2100, 1, 7], false]] as const) {
        const [rows, inner, columns] = sizes;
        const [a, b, bias] = [numbers(rows * inner, 1), numbers(inner * columns, 2), numbers(columns, 3)] as const;
        a[2] = NaN;
        b[1] = -Infinity;
        await poison([rows, columns]);
        const added = biased ? bias : undefined;
        const actual = product(sizes, transposes, added, a, b);
        toBeAllclose(await valuesOf(actual), productReference(a, b, sizes, transposes, added));
      }
    });
  });

  describe('stacks', () => {
    beforeAll(() => useChoice(backend(), defaultChoices.hardware));
    const outer = [[[4], [4]], [[4], [1]], [[1], [4]], [[2, 3], [2, 3]], [[2, 1], [1, 3]], [[3, 2], [2]], [[], [3]], [[1], []]] as const;
    for (const [outerA, outerB] of outer) {
      const title = `[${outerA.join(', ')}] by [${outerB.join(', ')}], transposed: $transposeA, $transposeB`;
      it.each(TRANSPOSES)(title, async ({ transposeA, transposeB }) => {
        for (const [m, k, n] of [[5, 7, 3], [4, 8, 12]] as const) {
          const a = random([...outerA, ...(transposeA ? [k, m] : [m, k])], 1);
          const b = random([...outerB, ...(transposeB ? [n, k] : [k, n])], 2);
          const actual = tf.matMul(a, b, transposeA, transposeB);
          const shape = tf.broadcast_util.assertAndGetBroadcastShape([...outerA], [...outerB]);
          expect(actual.shape).toEqual([...shape, m, n]);
          const whole = await actual.data();
          const [as, bs] = await Promise.all([a, b].map((one) => tf.broadcastTo(one, [...shape, ...one.shape.slice(-2)]).data<'float32'>()));
          for (let i = 0; i < sizeOf(shape); i++) {
            const one = productReference(as!.subarray(i * m * k), bs!.subarray(i * k * n), [m, k, n], { transposeA, transposeB });
            toBeAllclose(whole.subarray(i * m * n, (i + 1) * m * n), one);
          }
        }
      });
    }
  });
});
