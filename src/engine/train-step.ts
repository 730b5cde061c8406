/**
 * One training step. This is the loop that every trick hooks into:
 *
 *     numbers of this step (schedule → knobs → draws)                        host, in `run.ts`
 *     x, y      = gather(indices)                                            device, from here on
 *     x         = augmentations
 *     x, y      = batch effects, then target effects
 *     weights'  = reparam effects (inside the gradient)
 *     logits    = forward(weights', normalised x)
 *     objective = mean loss + loss terms
 *     gradients = autodiff, then gradient effects
 *     weights   = optimizer, then update effects
 *
 * Nothing is read back, and nothing depends on the number of the step but through {@link StepInputs}: that is what makes a step fit to be recorded.
 */
import type { Recipe } from '../core/fold';
import { healthPlan } from '../core/health';
import { sizeOf } from '../core/network';
import type { Ops, ProbedGroup, Scalar, Tensor, Tf } from '../core/ops';
import type { Batch, OptimizerContext, Outputs, StepContext } from '../core/trick';
import { contextsOf, reparametrise, type Contexts } from './contexts';
import type { DeviceSplit } from './device-split';
import { forward } from './forward';
import { measureLayers } from './health';
import { join } from './parameter-groups';
import type { StepInputs } from './step-inputs';
import { optimizerOf, weightsOf, type GroupState, type TrainState } from './train-state';
import type { Rank, Tensor1D, Tensor4D } from '@tensorflow/tfjs-core';

export interface StepArguments {
  readonly tf: Tf;
  readonly ops: Ops;
  readonly recipe: Recipe;
  /** The samples of the batch are present. */
  readonly data: DeviceSplit;
  readonly state: TrainState;
  readonly inputs: StepInputs;
  /** Measures the step's health, besides. */
  readonly probe?: boolean;
}

/** What a step has made; all tensors belong to the caller. */
export interface ComputedStep {
  /** [1]: the mean training objective of the batch, before the update; after it, if the step was probed, its health. */
  readonly report: Tensor1D;
  /** New layer state; the very tensor of before where nothing has changed. */
  readonly layers: Tensor[];
  /** For every group that is trained. */
  readonly updates: Update[];
}

type Update = {
  readonly weight: Tensor;
  readonly slots: Tensor[];
  /** The group's gradient as it was first computed, where the step was probed. */
  readonly gradient?: Tensor;
};

/** Takes a step: renews the tensors of `state`. @returns the report; the caller disposes it */
export function trainStep(args: StepArguments): Tensor1D {
  const computed = computeStep(args);
  renewState(args.ops, args.state, computed);
  return computed.report;
}

/** Everything of a step but that the new tensors take the place of the old. */
export function computeStep(args: StepArguments): ComputedStep {
  const { tf, recipe, state } = args;
  const contexts = contextsOf(tf, args.ops, recipe, args.inputs);
  return tf.tidy(() => {
    const batch = makeBatch(args, contexts);
    const { objective, gradients, layers, layerFigures } = differentiate(args, contexts, batch);
    const updates = update(args, contexts, trainedGroups(state), gradients);
    const report = tf.reshape<Rank.R1>(objective, [1]);
    if (!layerFigures) return { report, layers, updates };
    const figures = parameterFigures(args, updates, gradients);
    const whole = tf.concat([report, figures, layerFigures]);
    layerFigures.dispose();
    return { report: whole, layers, updates };
  });
}

/** The objective of a step and its gradients in the order of the plan's parameters, without taking the step; the caller tidies. */
export function gradientsOf(args: StepArguments): { readonly objective: Scalar; readonly gradients: readonly Tensor[] } {
  const contexts = contextsOf(args.tf, args.ops, args.recipe, args.inputs);
  const { objective, gradients, layers } = differentiate(args, contexts, makeBatch(args, contexts));
  layers.forEach((tensor, i) => tensor !== args.state.layers[i] && tensor.dispose());
  return { objective, gradients };
}

/** The figures of all parameters; those of frozen ones have an update of zero, and no gradient is kept of them. */
function parameterFigures({ tf, ops, state }: StepArguments, updates: ComputedStep['updates'], gradients: readonly Tensor[]): Tensor1D {
  const trained = trainedGroups(state);
  return ops.parameterRms(
    state.groups.map((held): ProbedGroup => {
      const { group, weights, probedGradient } = held;
      const update = updates[trained.indexOf(held)];
      const gradient = update?.gradient ?? join(ops, group, group.indices.map((i) => gradients[i]!));
      const sizes = group.parameters.map(({ shape }) => sizeOf(shape));
      return { weights, gradient, next: update?.weight ?? weights, previous: probedGradient ?? tf.zerosLike(weights), sizes, indices: group.indices };
    }),
  );
}

/** Puts what a step has made in place of what it found. */
export function renewState(ops: Ops, state: TrainState, { layers, updates }: ComputedStep): void {
  layers.forEach((tensor, i) => (state.layers[i] = ops.renew(state.layers[i]!, tensor)));
  trainedGroups(state).forEach((held, g) => {
    const { weight, slots, gradient } = updates[g]!;
    held.weights = ops.renew(held.weights, weight);
    slots.forEach((tensor, i) => (held.slots[i] = ops.renew(held.slots[i]!, tensor)));
    if (gradient) held.probedGradient = ops.renew(held.probedGradient!, gradient);
  });
}

/** All but the frozen ones. */
function trainedGroups({ groups }: TrainState): GroupState[] {
  return groups.filter(({ group }) => group.rate !== 0);
}

function makeBatch({ ops, recipe, data, inputs }: StepArguments, contexts: Contexts): Batch {
  const x = data.gather(inputs.integers('indices', recipe.batchSize));
  const main = ops.oneHot(inputs.integers('labels', recipe.batchSize), recipe.network.blueprint.classes);
  const { extraLabel } = recipe;
  const extra = extraLabel && ops.oneHot(inputs.integers('extra', recipe.batchSize), extraLabel.classes);
  let batch: Batch = { x, targets: { main, ...(extra ? { extra } : {}) } };
  for (const [{ effects }, context] of contexts) if (effects.augment) batch = { ...batch, x: effects.augment.apply(context, batch.x as Tensor4D) };
  for (const [{ effects }, context] of contexts) batch = effects.batch?.(context, batch) ?? batch;
  for (const [{ effects }, context] of contexts) batch = { ...batch, targets: effects.targets?.(context, batch.targets) ?? batch.targets };
  return { ...batch, x: data.normalise(batch.x) };
}

function differentiate({ tf, ops, recipe, state, inputs, probe }: StepArguments, contexts: Contexts, batch: Batch) {
  const { network } = recipe;
  let layers: Tensor[] = [];
  let layerFigures: Tensor1D | undefined;
  const objectiveOf = (...weights: Tensor[]): Scalar => {
    const used = reparametrise(contexts, weights, recipe);
    const shown = new Map<string, Tensor>();
    const pass = forward({
      tf,
      ops,
      plan: network,
      layers: recipe.layers,
      weights: used,
      state: state.layers,
      x: batch.x,
      heads: Object.keys(network.blueprint.heads),
      training: true,
      key: (node) => inputs.key('layer', node),
      knob: (name) => inputs.scalar(name),
      ...(probe ? { onOutput: (node: string, output: Tensor) => void shown.set(node, output) } : {}),
    });
    if (probe) layerFigures = tf.keep(measureLayers(tf, ops, healthPlan(network), shown));
    // Kept across the end of the gradient's own tidy; the outer one hands them to the caller.
    layers = pass.state.map((tensor, i) => (tensor === state.layers[i] ? tensor : tf.keep(tensor)));
    const outputs: Outputs = { logits: pass.logits as Outputs['logits'], targets: batch.targets, weights: used, parameters: network.parameters };
    let perSample: Tensor | undefined;
    for (const [{ effects }, context] of contexts) perSample = effects.loss?.(context, outputs) ?? perSample;
    let objective = tf.mean<Scalar>(perSample ?? ops.crossEntropy(outputs.logits.main, outputs.targets.main));
    for (const [{ effects }, context] of contexts) if (effects.lossTerms) objective = tf.add(objective, effects.lossTerms(context, outputs));
    return objective;
  };
  const weights = weightsOf(ops, state);
  const { value, grads } = tf.valueAndGrads(objectiveOf)(weights);
  // A weight that the objective does not reach (a head without a loss) gets no gradient from tfjs.
  const gradients: readonly Tensor[] = grads.map((gradient, i) => (gradient as Tensor | null) ?? tf.zerosLike(weights[i]!));
  return { objective: value, gradients, layers, layerFigures };
}

/** @param gradients in the order of the plan's parameters */
function update({ ops, recipe, inputs, probe }: StepArguments, contexts: Contexts, trained: readonly GroupState[], gradients: readonly Tensor[]): Update[] {
  const optimizer = optimizerOf(recipe);
  const owner = [...contexts].find(([{ effects }]) => effects.optimizer)![1];
  const groups = trained.map(({ group }) => group);
  const before = trained.map(({ weights }) => weights);
  const raw = groups.map((group) => join(ops, group, group.indices.map((i) => gradients[i]!)));
  let joined: readonly Tensor[] = raw;
  for (const [{ effects }, context] of contexts) joined = effects.gradients?.(context, joined, before, groups) ?? joined;
  return trained.map(({ group, weights, slots }, g) => {
    const optimizing = (context: StepContext): OptimizerContext => ({ ...context, learningRate: inputs.learningRate(group.rate), count: inputs.scalar('count') });
    const result = optimizer.update(optimizing(owner), weights, joined[g]!, slots, group);
    let weight = result.weight;
    for (const [{ effects }, context] of contexts) weight = effects.update?.(optimizing(context), weight, weights, group) ?? weight;
    return { weight, slots: [...result.state], ...(probe ? { gradient: raw[g]! } : {}) };
  });
}
