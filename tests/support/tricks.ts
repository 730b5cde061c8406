/** One trick at a time: its effects by themselves. */
import { catalogue } from '../../src/catalogue';
import { clockAt } from '../../src/core/clock';
import { defaultsOf, type AnyValues, type FieldValue } from '../../src/core/fields';
import type { Effects, FoldContext, OptimizerContext, Schedule, StepContext } from '../../src/core/trick';
import type { Parameter } from '../../src/core/network';
import { createOps } from '../../src/kernels';
import { tf } from './engine';

const CONTEXT: FoldContext = { classes: 10, shape: [8, 8, 1], steps: 100, stepsPerEpoch: 10 };

/** The effects of a trick with some settings changed. */
export function effectsOf(id: string, values: AnyValues = {}, context: Partial<FoldContext> = {}): Effects {
  const trick = catalogue.tricks[id]!;
  return trick.effects({ ...defaultsOf(trick.fields), ...values }, { ...CONTEXT, ...context });
}

/** The factor of a schedule at every step of a run. */
export function factors(schedule: Schedule, steps: number, stepsPerEpoch: number): number[] {
  return Array.from({ length: steps }, (_, step) => schedule.at(clockAt(step, steps, stepsPerEpoch), schedule.init ?? {}).factor);
}

/** A step context whose numbers are given. */
export function stepContext(id: string, numbers: Readonly<Record<string, number>> = {}): StepContext {
  const defaults: Readonly<Record<string, FieldValue>> = defaultsOf(catalogue.tricks[id]!.fields);
  return {
    tf,
    ops: createOps(tf),
    knob: (field) => tf.scalar((numbers[field] ?? defaults[field]) as number),
    drawn: (name) => tf.scalar(numbers[name]!),
    key: () => tf.tensor1d([1, 2], 'int32'),
  };
}

export const anyParameter: Parameter = { name: 'kernel', path: 'layer/kernel', node: 'layer', shape: [2], role: 'kernel', fanIn: 2, fanOut: 2, init: 'kernel', depth: 0.5, head: false };

type Gradient = (w: readonly number[]) => number[];

/** Parameters after each of some steps of an optimizer from a start. */
export function trajectory(id: string, settings: Readonly<Record<string, number>>, start: readonly number[], gradient: Gradient, steps: number): number[][] {
  const optimizer = effectsOf(id, settings).optimizer!;
  let weight: ReturnType<typeof tf.tensor> = tf.tensor1d([...start]);
  let state = optimizer.slots.map(() => tf.zerosLike(weight));
  return Array.from({ length: steps }, (_, step) => {
    const context: OptimizerContext = { ...stepContext(id, settings), learningRate: tf.scalar(settings['lr']!), count: tf.scalar(step + 1) };
    const next = optimizer.update(context, weight, tf.tensor1d(gradient([...weight.dataSync()])), state, { role: 'kernel', parameters: [{ ...anyParameter, shape: [start.length] }] });
    weight = next.weight;
    state = [...next.state];
    return [...weight.dataSync()];
  });
}

export const rosenbrock: Gradient = ([x, y]) => [-2 * (1 - x!) - 400 * x! * (y! - x! * x!), 200 * (y! - x! * x!)];

const A = [
  [3, 0.5, 0],
  [0.5, 1, 0.2],
  [0, 0.2, 0.3],
];

export const quadratic: Gradient = (v) => A.map((row) => row.reduce((sum, a, i) => sum + a * v[i]!, 0) - 1);
