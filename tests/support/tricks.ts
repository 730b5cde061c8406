/** One trick at a time: its effects by themselves. */
import { catalogue } from '../../src/catalogue';
import type { LayerConfig } from '../../src/core/blueprint';
import { clockAt } from '../../src/core/clock';
import { defaultsOf, type AnyValues, type FieldValue } from '../../src/core/fields';
import type { Effects, FoldContext, OptimizerContext, Schedule, StepContext } from '../../src/core/trick';
import type { LayerKind, LayerResult } from '../../src/core/layer';
import type { Parameter } from '../../src/core/network';
import type { TorchCode } from '../../src/core/pytorch';
import type { Tensor } from '../../src/core/ops';
import { createOps } from '../../src/kernels';
import { tf } from './engine';

const CONTEXT: FoldContext = { classes: 10, shape: [8, 8, 1], batchSize: 8, steps: 100, stepsPerEpoch: 10 };

/** The effects of a trick with some settings changed. */
export function effectsOf(id: string, values: AnyValues = {}, context: Partial<FoldContext> = {}): Effects {
  const trick = catalogue.tricks[id]!;
  return trick.effects({ ...defaultsOf(trick.fields), ...values }, { ...CONTEXT, ...context });
}

/** What a trick with some settings changed looks like in PyTorch. */
export function torchOf(id: string, values: AnyValues = {}, context: Partial<FoldContext> = {}): TorchCode {
  const trick = catalogue.tricks[id]!;
  return trick.pytorch!({ ...defaultsOf(trick.fields), ...values }, { ...CONTEXT, ...context });
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

interface LayerInputs {
  readonly x: Tensor;
  readonly weights?: Readonly<Record<string, Tensor>>;
  readonly config?: LayerConfig;
  readonly training?: boolean;
  /** By the name of a knob. */
  readonly numbers?: Readonly<Record<string, number>>;
  readonly key?: readonly [number, number];
}

/** One layer by itself, without state. */
export function applyLayer(layer: LayerKind, { x, weights = {}, config = {}, training = true, numbers = {}, key = [1, 2] }: LayerInputs): LayerResult {
  const absent = (name: string): never => {
    throw new Error(`This layer was given no "${name}"`);
  };
  return layer.apply({
    tf,
    ops: createOps(tf),
    inputs: [x],
    config,
    training,
    weight: (name) => weights[name] ?? absent(name),
    state: absent,
    key: () => tf.tensor1d([...key], 'int32'),
    knob: (name) => tf.scalar(numbers[name] ?? absent(name)),
  });
}

/** The gradients of Σ dy · y in a layer's input and weights; element i of dy is cos i unless it is given. */
export function layerGradients(layer: LayerKind, given: LayerInputs, dy?: Tensor): Readonly<Record<string, Tensor>> {
  const names = Object.keys(given.weights ?? {});
  const f = (x: Tensor, ...weights: Tensor[]) => applyLayer(layer, { ...given, x, weights: Object.fromEntries(names.map((name, i) => [name, weights[i]!])) }).output;
  const { shape, size } = f(given.x, ...Object.values(given.weights ?? {}));
  const outer = dy ?? tf.tensor(Array.from({ length: size }, (_, i) => Math.cos(i)), shape);
  const gradients = tf.grads(f)([given.x, ...Object.values(given.weights ?? {})], outer);
  return Object.fromEntries(['x', ...names].map((name, i) => [name, gradients[i]!]));
}

export const anyParameter: Parameter = { name: 'kernel', path: 'layer/kernel', node: 'layer', shape: [2], role: 'kernel', fanIn: 2, fanOut: 2, init: 'kernel', depth: 0.5, layersAfter: 1, head: false };

type Gradient = (w: readonly number[]) => number[];

/** A trick and its settings, those of the run's that concern it among them. */
export interface TrickSettings {
  readonly id: string;
  readonly settings: AnyValues;
}

/**
 * Parameters after each of some steps of an optimizer from a start.
 * @param also another trick, which may change gradients before the step and weights after it
 */
export async function trajectory(
  id: string,
  settings: Readonly<Record<string, number>>,
  start: readonly number[],
  gradient: Gradient,
  steps: number,
  also?: TrickSettings,
): Promise<number[][]> {
  const optimizer = effectsOf(id, settings).optimizer!;
  const { gradients, update } = also ? effectsOf(also.id, also.settings) : ({} as Effects);
  const group = { role: 'kernel', parameters: [{ ...anyParameter, shape: [start.length] }] } as const;
  let weight: ReturnType<typeof tf.tensor> = tf.tensor1d([...start]);
  let state = optimizer.slots.map(() => tf.zerosLike(weight));
  const points = [[...start]];
  for (let step = 0; step < steps; step++) {
    const optimizing = (trick: TrickSettings): OptimizerContext => ({
      ...stepContext(trick.id, trick.settings as Readonly<Record<string, number>>),
      learningRate: tf.scalar(settings['lr']!),
      count: tf.scalar(step + 1),
    });
    const raw = tf.tensor1d(gradient(points.at(-1)!));
    const [used] = gradients?.(optimizing(also!), [raw], [weight], [group]) ?? [raw];
    const next = optimizer.update(optimizing({ id, settings }), weight, used!, state, group);
    weight = update?.(optimizing(also!), next.weight, weight, group) ?? next.weight;
    state = [...next.state];
    points.push([...(await weight.data())]);
  }
  return points.slice(1);
}

export const rosenbrock: Gradient = ([x, y]) => [-2 * (1 - x!) - 400 * x! * (y! - x! * x!), 200 * (y! - x! * x!)];

const A = [
  [3, 0.5, 0],
  [0.5, 1, 0.2],
  [0, 0.2, 0.3],
];

export const quadratic: Gradient = (v) => A.map((row) => row.reduce((sum, a, i) => sum + a * v[i]!, 0) - 1);
