/** Losses on soft targets, and what turns logits into probabilities. */
import type { Tensor2D } from '@tensorflow/tfjs-core';
import { differentiable, FUNCTIONS, mapped, random, shapeText, type KernelCase, type Values } from '../case';

const SHAPES: readonly (readonly [number, number])[] = [[7, 10], [3, 2], [5, 100], [128, 10]];

export function losses(): KernelCase[] {
  return SHAPES.flatMap((shape, i) => [...crossEntropy(shape, 3, i === 0), ...crossEntropy(shape, 60, false), ...softmaxes(shape, i === 0)]);
}

const rowsOf = (x: Values, columns: number): number[][] => Array.from({ length: x.length / columns }, (_, row) => Array.from({ length: columns }, (_value, i) => x[row * columns + i]!));

function logSumOfExp(row: readonly number[]): number {
  const most = Math.max(...row);
  return most + Math.log(row.reduce((sum, value) => sum + Math.exp(value - most), 0));
}

const softmaxOf = (row: readonly number[]): number[] => row.map((value) => Math.exp(value - logSumOfExp(row)));

/** @param size of the logits: large ones overflow where the largest is not taken off first */
function crossEntropy(shape: readonly [number, number], size: number, quick: boolean): KernelCase[] {
  const [, classes] = shape;
  const targets = rowsOf(random(shape, 22).values, classes).flatMap((row) => softmaxOf(row.map((value) => 3 * value)));
  const target = rowsOf(Float32Array.from(targets), classes);
  return differentiable({
    title: 'Cross-entropy of soft targets',
    kernel: 'GrimoireCrossEntropy',
    gradientKernel: 'GrimoireCrossEntropyGrad',
    shape: `${shapeText(shape)}, logits up to ${size}`,
    inputs: [mapped(random(shape, 21), (value) => size * value)],
    tolerance: FUNCTIONS,
    quick,
    f: ({ tf, ops }, logits) => ops.crossEntropy(logits as Tensor2D, tf.tensor2d(targets, [...shape])),
    reference: (logits) => rowsOf(logits, classes).map((row, i) => row.reduce((sum, value, k) => sum + target[i]![k]! * (logSumOfExp(row) - value), 0)),
    gradients: (dy, logits) => [
      rowsOf(logits, classes).flatMap((row, i) => {
        const total = target[i]!.reduce((sum, share) => sum + share, 0);
        return softmaxOf(row).map((share, k) => dy[i]! * (share * total - target[i]![k]!));
      }),
    ],
  });
}

function softmaxes(shape: readonly [number, number], quick: boolean): KernelCase[] {
  const [, classes] = shape;
  const common = { shape: shapeText(shape), inputs: [mapped(random(shape, 23), (value) => 5 * value)], tolerance: FUNCTIONS, quick };
  const byRow = (change: (row: readonly number[]) => readonly number[]) => (x?: Values) => rowsOf(x!, classes).flatMap(change);
  const outer = (dy: Values) => rowsOf(dy, classes);
  const sum = (row: readonly number[]) => row.reduce((total, value) => total + value, 0);
  const gradient = (of: (row: readonly number[], dy: readonly number[]) => readonly number[]) => (dy: Values, x?: Values) => [rowsOf(x!, classes).flatMap((row, i) => of(row, outer(dy)[i]!))];
  return [
    ...differentiable({
      ...common,
      title: 'Softmax',
      kernel: 'Softmax',
      f: ({ tf }, x) => tf.softmax(x),
      reference: byRow(softmaxOf),
      gradients: gradient((row, dy) => {
        const shares = softmaxOf(row);
        const mean = sum(shares.map((share, i) => share * dy[i]!));
        return shares.map((share, i) => share * (dy[i]! - mean));
      }),
    }),
    ...differentiable({
      ...common,
      title: 'Log softmax',
      kernel: 'LogSoftmax',
      f: ({ tf }, x) => tf.logSoftmax(x),
      reference: byRow((row) => row.map((value) => value - logSumOfExp(row))),
      gradients: gradient((row, dy) => softmaxOf(row).map((share, i) => dy[i]! - share * sum(dy))),
    }),
  ];
}
