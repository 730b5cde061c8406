/**
 * One training step. This is the loop that every trick hooks into:
 *
 *     numbers of this step (schedule → knobs → draws)                        host
 *     x, y      = gather(indices)                                            device, from here on
 *     x, y      = batch effects, then target effects
 *     weights'  = reparam effects (inside the gradient)
 *     logits    = forward(weights', normalised x)
 *     objective = mean loss + loss terms
 *     gradients = autodiff, then gradient effects
 *     weights   = optimizer, then update effects
 *     average   = average effects, when due
 *
 * Nothing is read back, and nothing depends on the number of the step but through {@link StepInputs}.
 */
import { clockAt } from '../core/clock';
import { knobsAt, type Recipe } from '../core/fold';
import type { Ops, Scalar, Tensor, Tf } from '../core/ops';
import { Stream } from '../core/random';
import type { Batch, OptimizerContext, Outputs, ScheduleState, StepContext } from '../core/trick';
import { contextsOf, reparametrise, type Contexts } from './contexts';
import type { DeviceSplit } from './device-split';
import { forward } from './forward';
import { oneHot } from './one-hot';
import { StepInputs } from './step-inputs';
import { optimizerOf, type TrainState } from './weights';

export interface StepArguments {
  readonly tf: Tf;
  readonly ops: Ops;
  readonly recipe: Recipe;
  readonly data: DeviceSplit;
  readonly state: TrainState;
  readonly step: number;
  readonly schedule: ScheduleState;
  /** The batch. */
  readonly indices: Int32Array;
}

export interface StepResult {
  /** The mean training objective of the batch, before the update; the caller disposes it. */
  readonly objective: Scalar;
  readonly learningRate: number;
}

/** Takes a step: replaces the tensors of `state` and disposes the old ones. */
export function trainStep(args: StepArguments): StepResult {
  const { tf, recipe, data, state } = args;
  const labels = data.ensure(args.indices);
  const values = hostNumbers(args);
  const inputs = new StepInputs(tf, values, recipe.experiment.run.seed, args.step);
  const contexts = contextsOf(tf, args.ops, recipe, inputs);

  const next = tf.tidy(() => {
    const batch = makeBatch(args, inputs, contexts, labels);
    const { objective, gradients, layerState } = differentiate(args, inputs, contexts, batch);
    const { weights, slots } = update(args, inputs, contexts, gradients);
    return { objective, layerState, weights, slots };
  });

  replace(state.weights, next.weights);
  replace(state.state, next.layerState);
  state.slots.forEach((slots, i) => replace(slots, next.slots[i]!));
  average(args);
  inputs.dispose();
  return { objective: next.objective, learningRate: values['lr']! };
}

/** Knobs by name, draws by `<trick>:<name>`, and `count`, how many updates there are with this one. */
function hostNumbers({ recipe, step, schedule }: StepArguments): Record<string, number> {
  const { knobs } = knobsAt(recipe, clockAt(step, recipe.steps, recipe.stepsPerEpoch), schedule);
  const values: Record<string, number> = { ...knobs, count: step + 1 };
  for (const { declaration, effects } of recipe.tricks) {
    const drawn = effects.draws?.(Stream.of(recipe.experiment.run.seed, declaration.id, 'draws', step), knobs) ?? {};
    for (const [name, value] of Object.entries(drawn)) values[`${declaration.id}:${name}`] = value;
  }
  return values;
}

function makeBatch({ tf, recipe, data, indices }: StepArguments, inputs: StepInputs, contexts: Contexts, labels: Int32Array): Batch {
  const x = data.gather(inputs.integers('indices', indices));
  const main = oneHot(tf, inputs.integers('labels', labels), recipe.network.blueprint.classes);
  let batch: Batch = { x, targets: { main } };
  for (const [{ effects }, context] of contexts) batch = effects.batch?.(context, batch) ?? batch;
  for (const [{ effects }, context] of contexts) batch = { ...batch, targets: effects.targets?.(context, batch.targets) ?? batch.targets };
  return { ...batch, x: data.normalise(batch.x) };
}

function differentiate(args: StepArguments, inputs: StepInputs, contexts: Contexts, batch: Batch) {
  const { tf, ops, recipe, state } = args;
  const { network } = recipe;
  let layerState: Tensor[] = [];
  const objectiveOf = (...weights: Tensor[]): Scalar => {
    const used = reparametrise(contexts, weights, recipe);
    const pass = forward({
      tf,
      ops,
      plan: network,
      layers: recipe.layers,
      weights: used,
      state: state.state,
      x: batch.x,
      heads: Object.keys(network.blueprint.heads),
      training: true,
      key: (node) => inputs.key('layer', node),
      knob: (name) => inputs.scalar(name),
    });
    // Kept across the end of the gradient's own tidy; the outer one hands them to the caller.
    layerState = pass.state.map((tensor, i) => (tensor === state.state[i] ? tensor : tf.keep(tensor)));
    const outputs: Outputs = { logits: pass.logits as Outputs['logits'], targets: batch.targets, weights: used, parameters: network.parameters };
    let perSample: Tensor | undefined;
    for (const [{ effects }, context] of contexts) perSample = effects.loss?.(context, outputs) ?? perSample;
    let objective = tf.mean<Scalar>(perSample ?? ops.crossEntropy(outputs.logits.main, outputs.targets.main));
    for (const [{ effects }, context] of contexts) if (effects.lossTerms) objective = tf.add(objective, effects.lossTerms(context, outputs));
    return objective;
  };
  const { value, grads } = tf.valueAndGrads(objectiveOf)(state.weights);
  // A weight that the objective does not reach (a head without a loss) gets no gradient from tfjs.
  let gradients: readonly Tensor[] = grads.map((gradient, i) => (gradient as Tensor | null) ?? tf.zerosLike(state.weights[i]!));
  for (const [{ effects }, context] of contexts) gradients = effects.gradients?.(context, gradients, state.weights, network.parameters) ?? gradients;
  return { objective: value, gradients, layerState };
}

function update({ recipe, state }: StepArguments, inputs: StepInputs, contexts: Contexts, gradients: readonly Tensor[]) {
  const optimizer = optimizerOf(recipe);
  const owner = [...contexts].find(([{ effects }]) => effects.optimizer)![1];
  const weights: Tensor[] = [];
  const slots: Tensor[][] = [];
  recipe.network.parameters.forEach((parameter, i) => {
    const before = state.weights[i]!;
    const rate = recipe.tricks.reduce((product, { effects }) => product * (effects.rates?.(parameter) ?? 1), 1);
    if (rate === 0) {
      weights.push(before);
      slots.push(state.slots[i]!);
      return;
    }
    const optimizing = (context: StepContext): OptimizerContext => ({ ...context, learningRate: inputs.learningRate(rate), count: inputs.scalar('count') });
    const result = optimizer.update(optimizing(owner), before, gradients[i]!, state.slots[i]!, parameter);
    let after = result.weight;
    for (const [{ effects }, context] of contexts) after = effects.update?.(optimizing(context), after, before, parameter) ?? after;
    weights.push(after);
    slots.push([...result.state]);
  });
  return { weights, slots };
}

function average({ tf, recipe, state, step }: StepArguments): void {
  const clock = clockAt(step, recipe.steps, recipe.stepsPerEpoch);
  for (const { effects } of recipe.tricks) {
    if (!effects.average?.due(clock)) continue;
    const update = effects.average.update;
    const next =
      state.averaged === 0
        ? state.weights.map((weight) => tf.clone(weight))
        : tf.tidy(() => state.average.map((held, i) => update({ tf, count: state.averaged }, held, state.weights[i]!)));
    for (const held of state.average) held.dispose();
    state.average = next;
    state.averaged++;
  }
}

/** Puts the new tensors in place of the old and disposes those that are gone. */
function replace(held: Tensor[], next: readonly Tensor[]): void {
  next.forEach((tensor, i) => {
    if (held[i] === tensor) return;
    held[i]!.dispose();
    held[i] = tensor;
  });
}
