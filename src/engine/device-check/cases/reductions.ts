/** Sums and means over axes, and their opposite: arithmetic on tensors of different shapes. */
import { sizeOf } from '../../../core/network';
import { differentiable, random, shapeText, SUMS, EXACT, type KernelCase, type Values } from '../case';
import { reduced } from '../references/reductions';
import { spreadReference } from '../references/spread';

const SHAPES: readonly (readonly [shape: readonly number[], axes: readonly number[]])[] = [
  [[2, 3, 4], [1]],
  [[5, 7], [0]],
  [[5, 7], [1]],
  [[3, 5, 7, 6], [1, 2]],
  [[2, 33, 65], [0, 1, 2]],
  [[128, 64], [0]],
];

export function reductions(): KernelCase[] {
  return [...SHAPES.flatMap(([shape, axes], i) => [...total('Sum', shape, axes, i === 0), ...total('Mean', shape, axes, i === 3), largest(shape, axes)]), ...broadcasts(), rms()];
}

function total(kernel: 'Sum' | 'Mean', shape: readonly number[], axes: readonly number[], quick: boolean): KernelCase[] {
  const kept = shape.map((length, axis) => (axes.includes(axis) ? 1 : length));
  const share = kernel === 'Sum' ? 1 : sizeOf(kept) / sizeOf(shape);
  return differentiable({
    title: `${kernel} over axes`,
    kernel,
    gradientKernel: 'GrimoireSpread',
    shape: `${shapeText(shape)} over ${axes.join(', ')}`,
    inputs: [random(shape, 41)],
    quick,
    f: ({ tf }, x) => (kernel === 'Sum' ? tf.sum : tf.mean)(x, [...axes]),
    reference: (x) => reduced(x, shape, axes).map((sum) => sum * share),
    gradients: (dy) => [spreadReference(dy, kept, shape, share)],
  });
}

function largest(shape: readonly number[], axes: readonly number[]): KernelCase {
  return {
    title: 'Largest over axes',
    kernel: 'Max',
    shape: `${shapeText(shape)} over ${axes.join(', ')}`,
    inputs: [random(shape, 42)],
    tolerance: EXACT,
    quick: false,
    run: ({ tf }, x) => [tf.max(x, [...axes])],
    reference: (x) => [reduced(x, shape, axes, Math.max)],
  };
}

/** The second is repeated where it has one element and the first has several. */
function broadcasts(): KernelCase[] {
  const shapes: readonly (readonly [readonly number[], readonly number[]])[] = [[[4, 5, 6], [6]], [[2, 7, 7, 16], [2, 1, 1, 16]], [[33, 5], [33, 1]], [[9, 8], [9, 8]]];
  const spread = (y: Values, from: readonly number[], to: readonly number[]) => spreadReference(y, [...to.slice(from.length).map(() => 1), ...from].slice(-to.length), to, 1);
  const padded = (from: readonly number[], to: readonly number[]) => [...Array<number>(to.length - from.length).fill(1), ...from];
  const back = (values: Values, from: readonly number[], to: readonly number[]) => reduced(values, to, padded(from, to).flatMap((length, axis) => (length === 1 ? [axis] : [])));
  return shapes.flatMap(([a, b], i) => {
    const given = { shape: shapeText(a, b), inputs: [random(a, 43), random(b, 44)], quick: i < 2 };
    const wide = (y: Values) => spread(y, padded(b, a), a);
    return [
      ...differentiable({
        ...given,
        title: 'Sum of tensors',
        kernel: 'Add',
        f: ({ tf }, x, y) => tf.add(x, y),
        reference: (x, y) => wide(y).map((value, j) => x[j]! + value),
        gradients: (dy) => [dy, back(dy, b, a)],
      }),
      ...differentiable({
        ...given,
        title: 'Product of tensors',
        kernel: 'Multiply',
        f: ({ tf }, x, y) => tf.mul(x, y),
        reference: (x, y) => wide(y).map((value, j) => x[j]! * value),
        gradients: (dy, x, y) => [wide(y).map((value, j) => value * dy[j]!), back(Array.from(x, (value, j) => value * dy[j]!), b, a)],
      }),
      ...differentiable({
        ...given,
        title: 'Difference of tensors',
        kernel: 'Sub',
        f: ({ tf }, x, y) => tf.sub(x, y),
        reference: (x, y) => wide(y).map((value, j) => x[j]! - value),
        gradients: (dy) => [dy, back(dy, b, a).map((value) => -value)],
      }),
    ];
  });
}

function rms(): KernelCase {
  const shapes = [[3, 3, 4, 8], [8], [1], [130, 70]];
  return {
    title: 'Root mean square of several tensors',
    kernel: 'GrimoireRms',
    shape: shapeText(...shapes),
    inputs: shapes.map((shape, i) => random(shape, 45 + i)),
    tolerance: SUMS,
    quick: true,
    run: ({ ops }, ...tensors) => [ops.rms(tensors)],
    reference: (...tensors) => [tensors.map((values) => Math.sqrt(Array.from(values).reduce((sum, value) => sum + value * value, 0) / values.length))],
  };
}
