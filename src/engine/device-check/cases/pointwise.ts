/** Functions of one element: activations, and the arithmetic that tricks are made of. */
import type { Tensor } from '../../../core/ops';
import { differentiable, EXACT, FUNCTIONS, mapped, random, shapeText, SUMS, type KernelCase, type Tools } from '../case';

const SHAPES: readonly (readonly number[])[] = [[3, 7], [2, 7, 7, 16], [1], [1000]];
/** Of the numeric gradient of a function of one element. */
const STEP = 1e-6;

type Pointwise = readonly [title: string, kernel: string, on: (tools: Tools, x: Tensor) => Tensor, plain: (x: number) => number];

const ACTIVATIONS: readonly Pointwise[] = [
  ['ReLU', 'Relu', ({ tf }, x) => tf.relu(x), (x) => Math.max(0, x)],
  ['Leaky ReLU', 'LeakyRelu', ({ tf }, x) => tf.leakyRelu(x, 0.1), (x) => (x > 0 ? x : 0.1 * x)],
  ['ELU', 'Elu', ({ tf }, x) => tf.elu(x), (x) => (x > 0 ? x : Math.expm1(x))],
  ['Sigmoid', 'Sigmoid', ({ tf }, x) => tf.sigmoid(x), (x) => 1 / (1 + Math.exp(-x))],
  ['Tanh', 'Tanh', ({ tf }, x) => tf.tanh(x), Math.tanh],
  ['Swish', 'Sigmoid, Multiply', ({ tf }, x) => tf.mul(x, tf.sigmoid(x)), (x) => x / (1 + Math.exp(-x))],
];

const ARITHMETIC: readonly Pointwise[] = [
  ['Exponential', 'Exp', ({ tf }, x) => tf.exp(x), Math.exp],
  ['Absolute value', 'Abs', ({ tf }, x) => tf.abs(x), Math.abs],
  ['Square', 'Square', ({ tf }, x) => tf.square(x), (x) => x * x],
  ['Logarithm', 'Log', ({ tf }, x) => tf.log(tf.add(tf.square(x), 1)), (x) => Math.log1p(x * x)],
  ['Square root', 'Sqrt', ({ tf }, x) => tf.sqrt(tf.add(tf.square(x), 1)), (x) => Math.sqrt(x * x + 1)],
  ['Reciprocal square root', 'Rsqrt', ({ tf }, x) => tf.rsqrt(tf.add(tf.square(x), 1)), (x) => 1 / Math.sqrt(x * x + 1)],
  ['Sum with a number', 'Add', ({ tf }, x) => tf.add(x, 0.3), (x) => x + Math.fround(0.3)],
  ['Difference from a number', 'Sub', ({ tf }, x) => tf.sub(0.3, x), (x) => Math.fround(0.3) - x],
  ['Quotient', 'RealDiv', ({ tf }, x) => tf.div(x, 0.7), (x) => x / 0.7],
];

/** Without a gradient. */
const ROUNDING: readonly Pointwise[] = [
  ['Rounding down', 'Floor', ({ tf }, x) => tf.floor(x), Math.floor],
  ['Rounding', 'Round', ({ tf }, x) => tf.round(x), Math.round],
  ['Comparison, less', 'Less', ({ tf }, x) => tf.cast(tf.less(x, 0.25), 'float32'), (x) => Number(x < 0.25)],
  ['Comparison, at most', 'LessEqual', ({ tf }, x) => tf.cast(tf.lessEqual(x, 0.25), 'float32'), (x) => Number(x <= 0.25)],
  ['Comparison, at least', 'GreaterEqual', ({ tf }, x) => tf.cast(tf.greaterEqual(x, 0.25), 'float32'), (x) => Number(x >= 0.25)],
  ['Clipping', 'ClipByValue', ({ tf }, x) => tf.clipByValue(x, -0.5, 0.25), (x) => Math.min(0.25, Math.max(-0.5, x))],
  ['Ones', 'OnesLike', ({ tf }, x) => tf.onesLike(x), () => 1],
  ['Conversion to integers', 'Cast', ({ tf }, x) => tf.cast(tf.cast(x, 'int32'), 'float32'), Math.trunc],
];

export function pointwise(): { readonly activations: KernelCase[]; readonly arithmetic: KernelCase[] } {
  return {
    activations: ACTIVATIONS.flatMap((one) => withGradient(one, SHAPES, 4)),
    arithmetic: [...ARITHMETIC.flatMap((one) => withGradient(one, SHAPES.slice(0, 2), 2)), ...ROUNDING.flatMap(withoutGradient)],
  };
}

/** @param extent of the inputs around zero */
function withGradient([title, kernel, on, plain]: Pointwise, shapes: typeof SHAPES, extent: number): KernelCase[] {
  return shapes.flatMap((shape, i) =>
    differentiable({
      title,
      kernel,
      shape: shapeText(shape),
      inputs: [mapped(random(shape, 31), (value) => extent * value)],
      tolerance: FUNCTIONS,
      quick: i === 0,
      f: (tools, x) => on(tools, x),
      reference: (x) => Array.from(x, plain),
      // Element by element, since none depends on another.
      gradients: (dy, x) => [Array.from(x, (value, j) => (dy[j]! * (plain(value + STEP) - plain(value - STEP))) / (2 * STEP))],
    }),
  );
}

function withoutGradient([title, kernel, on, plain]: Pointwise): KernelCase[] {
  return SHAPES.slice(0, 2).map((shape, i) => ({
    title,
    kernel,
    shape: shapeText(shape),
    inputs: [mapped(random(shape, 32), (value) => 4 * value)],
    tolerance: kernel === 'ClipByValue' ? SUMS : EXACT,
    quick: i === 0,
    run: (tools, x) => [on(tools, x)],
    reference: (x) => [Array.from(x, plain)],
  }));
}
