/** Random numbers made on the device, against the generator that the host uses. */
import type { Tensor1D } from '@tensorflow/tfjs-core';
import { threefry } from '../../../core/random';
import { EXACT, FUNCTIONS, shapeText, type KernelCase } from '../case';

const KEY = [0x12345678, -0x789abcde] as const;

export function randomNumbers(): KernelCase[] {
  return [[7], [3, 5], [8, 28, 28]].flatMap((shape, i) => {
    const size = shape.reduce((product, length) => product * length, 1);
    const common = { shape: shapeText(shape), inputs: [{ shape: [2], values: KEY, dtype: 'int32' as const }], quick: i === 0 };
    const uniform: KernelCase = {
      ...common,
      title: 'Uniform random numbers',
      kernel: 'GrimoireUniform',
      tolerance: EXACT,
      run: ({ ops }, key) => [ops.uniform(key as Tensor1D, shape)],
      reference: () => [uniformNumbers(size)],
    };
    const normal: KernelCase = {
      ...common,
      title: 'Normal random numbers',
      kernel: 'GrimoireNormal',
      tolerance: FUNCTIONS,
      run: ({ ops }, key) => [ops.normal(key as Tensor1D, shape)],
      reference: () => [normalNumbers(size)],
    };
    return [uniform, normal];
  });
}

/** In 0 … 1, of 24 bits: two for each counter. */
function uniformNumbers(size: number): number[] {
  const pairs = Array.from({ length: Math.ceil(size / 2) }, (_, i) => threefry(KEY, i, 0));
  return pairs.flat().slice(0, size).map((word) => (word >>> 8) / 2 ** 24);
}

/** Box and Muller's transform of each pair. */
function normalNumbers(size: number): number[] {
  const even = uniformNumbers(size + (size % 2));
  return even.map((_, i) => {
    const [u, v] = [even[i - (i % 2)]!, even[i - (i % 2) + 1]!];
    const angle = 2 * Math.PI * v;
    return Math.sqrt(-2 * Math.log(1 - u)) * (i % 2 === 0 ? Math.cos(angle) : Math.sin(angle));
  }).slice(0, size);
}
