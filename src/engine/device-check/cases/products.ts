/** Products of matrices, and dense layers. */
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import { differentiable, random, shapeText, SUMS, type KernelCase } from '../case';
import { columnSumsReference, productReference } from '../references/products';

type Sizes = readonly [m: number, k: number, n: number];

/** Odd ones, ones that fill whole tiles, and those of the layers of small networks. */
const SIZES: readonly Sizes[] = [[1, 1, 1], [7, 33, 5], [10, 2, 8], [64, 64, 64], [130, 70, 31], [128, 784, 64]];
const SMALL: Sizes = [7, 33, 5];
const WORDS = ['', ', first transposed', ', second transposed', ', both transposed'];

export function products(): KernelCase[] {
  const transposes = WORDS.flatMap((words, i) => SIZES.map((sizes) => product(sizes, i % 2 === 1, i > 1, words)));
  return [...transposes, ...stacks(), ...SIZES.flatMap(dense)];
}

const isQuick = (sizes: Sizes): boolean => sizes.join() === SMALL.join();

function product(sizes: Sizes, transposeA: boolean, transposeB: boolean, words: string): KernelCase {
  const [m, k, n] = sizes;
  const inputs = [random(transposeA ? [k, m] : [m, k], 1), random(transposeB ? [n, k] : [k, n], 2)];
  return {
    title: `Product of matrices${words}`,
    kernel: 'BatchMatMul',
    shape: shapeText(...inputs.map(({ shape }) => shape)),
    inputs,
    tolerance: SUMS,
    quick: isQuick(sizes),
    run: ({ tf }, a, b) => [tf.matMul(a, b, transposeA, transposeB)],
    reference: (a, b) => [productReference(a, b, sizes, { transposeA, transposeB })],
  };
}

/** Several pairs of matrices at once, as attention has them. */
function stacks(): KernelCase[] {
  const [m, k, n]: Sizes = [5, 9, 4];
  return differentiable({
    title: 'Products of several pairs of matrices',
    kernel: 'BatchMatMul',
    shape: shapeText([3, m, k], [3, k, n]),
    inputs: [random([3, m, k], 1), random([3, k, n], 2)],
    f: ({ tf }, a, b) => tf.matMul(a, b),
    reference: (a, b) => {
      const one = (i: number) => productReference(Array.from(a).slice(i * m * k, (i + 1) * m * k), Array.from(b).slice(i * k * n, (i + 1) * k * n), [m, k, n]);
      return [0, 1, 2].flatMap((i) => [...one(i)]);
    },
  });
}

function dense(sizes: Sizes): KernelCase[] {
  const [m, k, n] = sizes;
  return differentiable({
    title: 'Dense layer',
    kernel: 'GrimoireDense',
    gradientKernel: 'GrimoireDenseGrad',
    shape: shapeText([m, k], [k, n]),
    inputs: [random([m, k], 3), random([k, n], 4), random([n], 5)],
    quick: isQuick(sizes),
    f: ({ ops }, x, kernel, bias) => ops.dense(x as Tensor2D, kernel as Tensor2D, bias as Tensor1D),
    reference: (x, kernel, bias) => productReference(x, kernel, sizes, undefined, bias),
    gradients: (dy, x, kernel) => [
      productReference(dy, kernel, [m, n, k], { transposeA: false, transposeB: true }),
      productReference(x, dy, [k, m, n], { transposeA: true, transposeB: false }),
      columnSumsReference(dy, n),
    ],
  });
}
