/** One step of the optimizers, by the formulas of their own tricks. */
import type { Parameter } from '../../../core/network';
import { defaultsOf } from '../../../core/fields';
import type { TrickDeclaration } from '../../../core/trick';
import { adam } from '../../../tricks/adam';
import { momentum } from '../../../tricks/momentum';
import { nesterov } from '../../../tricks/nesterov';
import { rmsprop } from '../../../tricks/rmsprop';
import { sgd } from '../../../tricks/sgd';
import { mapped, random, shapeText, SUMS, type KernelCase } from '../case';

const RATE = 0.125;
/** Updates so far, with this one. */
const COUNT = 3;
const PARAMETER: Parameter = { name: 'kernel', path: 'layer/kernel', node: 'layer', shape: [1], role: 'kernel', fanIn: 1, fanOut: 1, init: 'kernel', depth: 1, layersAfter: 0, head: true };

/** The new weight and slots of one weight from the old ones and its gradient, by the definition of the optimizer. */
type Step = (w: number, g: number, slots: readonly number[]) => readonly number[];

const OPTIMIZERS: readonly (readonly [trick: TrickDeclaration, slots: number, step: Step])[] = [
  [sgd, 0, (w, g) => [w - RATE * g]],
  [momentum, 1, (w, g, [v]) => [w - RATE * (0.9 * v! + g), 0.9 * v! + g]],
  [nesterov, 1, (w, g, [v]) => [w - RATE * (g + 0.9 * (0.9 * v! + g)), 0.9 * v! + g]],
  [
    rmsprop,
    1,
    (w, g, [held]) => {
      const square = 0.99 * held! + 0.01 * g * g;
      return [w - (RATE * g) / (Math.sqrt(square) + 1e-8), square];
    },
  ],
  [
    adam,
    2,
    (w, g, [m, v]) => {
      const [first, second] = [0.9 * m! + 0.1 * g, 0.999 * v! + 0.001 * g * g];
      const step = first / (1 - 0.9 ** COUNT) / (Math.sqrt(second / (1 - 0.999 ** COUNT)) + 1e-8);
      return [w - RATE * step, first, second];
    },
  ],
];

export function optimizers(): KernelCase[] {
  return OPTIMIZERS.flatMap(([trick, slots, step]) => [[7], [33, 65]].map((shape, i) => optimizer(trick, slots, step, shape, i === 0)));
}

function optimizer(trick: TrickDeclaration, slots: number, step: Step, shape: readonly number[], quick: boolean): KernelCase {
  const settings = defaultsOf(trick.fields);
  const { optimizer: effect } = trick.effects(settings, { classes: 10, shape: [8, 8, 1], batchSize: 8, steps: 10, stepsPerEpoch: 10 });
  return {
    title: `Step of ${trick.title}`,
    kernel: 'GrimoireElementwise',
    shape: shapeText(shape),
    // Averages of squares are positive.
    inputs: [random(shape, 51), random(shape, 52), ...Array.from({ length: slots }, (_, i) => mapped(random(shape, 53 + i), (value) => 1 + value / 2))],
    // 1 − 0.999³ has few digits left in float32.
    tolerance: 10 * SUMS,
    quick,
    run: ({ tf, ops }, weight, gradient, ...held) => {
      const context = {
        tf,
        ops,
        knob: (name: string) => tf.scalar(settings[name] as number),
        drawn: () => tf.scalar(0),
        key: () => tf.tensor1d([1, 2], 'int32'),
        learningRate: tf.scalar(RATE),
        count: tf.scalar(COUNT),
      };
      const { weight: next, state } = effect!.update(context, weight, gradient, held, { role: 'kernel', parameters: [{ ...PARAMETER, shape }] });
      return [next, ...state];
    },
    reference: (weight, gradient, ...held) => {
      const steps = Array.from(weight, (w, i) => step(w, gradient[i]!, held.map((values) => values[i]!)));
      return Array.from({ length: 1 + slots }, (_, output) => steps.map((values) => values[output]!));
    },
  };
}
