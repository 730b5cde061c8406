/**
 * A trick is declared whole in one file of `src/tricks`: its card, its fields and its effects. Effects are pure functions in typed slots; `fold`
 * joins those of all active tricks in a fixed order, and the engine calls them at these places of a training step:
 *
 *     schedule → knobs → draws                                   host: the numbers of this step
 *     gather → batch → targets → reparam → forward → loss + lossTerms → gradients → optimizer → update → average      device
 *     evaluate: reparam → forward, then schedule.observe
 *     at the end: finish
 */
import type { Blueprint } from './blueprint';
import type { Clock } from './clock';
import type { Fields, Values } from './fields';
import type { LayerKind, ParameterRole } from './layer';
import type { Parameter } from './network';
import type { Ops, Scalar, Tensor, Tf } from './ops';
import type { Stream } from './random';
import type * as tfjs from '@tensorflow/tfjs-core';

export type TrickGroup = 'schedule' | 'optimizer' | 'regularisation' | 'architecture' | 'evaluation';

/** Slots that only one trick can fill; there is always exactly one schedule and one optimizer. */
export type ExclusiveSlot = 'schedule' | 'optimizer' | 'loss' | 'initialisation' | 'average';

/** Numbers of one step by name: `lr`, and `<trick>.<field>` for every value field of an active trick. */
export type Knobs = Readonly<Record<string, number>>;

/** What a schedule says of one step: the factor of the base rate, which cycle it is in, and how far through that cycle (0 … 1). */
export interface SchedulePoint {
  readonly factor: number;
  readonly cycle: number;
  readonly phase: number;
}

export interface EvaluationResult {
  /** Mean plain cross-entropy in nats. */
  readonly loss: number;
  /** Fraction correct, 0 … 1. */
  readonly accuracy: number;
  /** Samples it was measured on. */
  readonly samples: number;
}

/** A schedule's state is plain data, so that a checkpoint can hold it. */
export type ScheduleState = Readonly<Record<string, number>>;

export interface Schedule {
  at(clock: Clock, state: ScheduleState): SchedulePoint;
  /** Only for schedules that react to the run. */
  readonly init?: ScheduleState;
  observe?(state: ScheduleState, dev: EvaluationResult): ScheduleState;
}

/** What a device-side effect can use. All of it is read anew every step, so a recorded step can be replayed. */
export interface StepContext {
  readonly tf: Tf;
  readonly ops: Ops;
  /** One of this trick's own value fields, as it stands at this step. */
  knob(field: string): Scalar;
  /** A number that this trick's `draws` made for this step. */
  drawn(name: string): Scalar;
  /** A fresh random key of this trick for this step, int32 [2]; a different one for each purpose. */
  key(purpose?: string): tfjs.Tensor1D;
}

export interface Batch {
  /** [B, H, W, C] pixels in 0 … 1 before normalisation, or [B, features]. */
  readonly x: Tensor;
  /** Soft targets by head, each [B, K]; `main` is always there. */
  readonly targets: Targets;
}

export type Targets = Readonly<Record<string, tfjs.Tensor2D>> & { readonly main: tfjs.Tensor2D };

export interface Outputs {
  /** Logits by head, each [B, K]. */
  readonly logits: Readonly<Record<string, tfjs.Tensor2D>> & { readonly main: tfjs.Tensor2D };
  readonly targets: Targets;
  readonly weights: readonly Tensor[];
  readonly parameters: readonly Parameter[];
}

/**
 * Parameters that are updated together, because they are of one role and have one learning rate: their tensors are vectors [P] that hold all of them,
 * padded with zeros. Where a trick looks at whole tensors, each parameter is a group of its own, in its own shape.
 */
export interface ParameterGroup {
  readonly role: ParameterRole;
  readonly parameters: readonly Parameter[];
}

export interface Optimizer {
  /** State tensors by name, each shaped like the weights and starting at zero. */
  readonly slots: readonly string[];
  /**
   * One step for one group of parameters.
   * @returns the new weights, and the new state in the order of `slots`
   */
  update(context: OptimizerContext, weight: Tensor, gradient: Tensor, state: readonly Tensor[], group: ParameterGroup): { weight: Tensor; state: readonly Tensor[] };
}

export interface OptimizerContext extends StepContext {
  /** This step's rate for this group, with its multipliers. */
  readonly learningRate: Scalar;
  /** 1, 2, 3 …: how many updates there have been, this one included. */
  readonly count: Scalar;
}

export interface Average {
  /** Whether the weights after this step enter the average. The clock is that of the step just taken. */
  due(clock: Clock): boolean;
  /** @param count how many weights are in the average already, at least 1 */
  update(context: { readonly tf: Tf; readonly ops: Ops; readonly count: number }, average: Tensor, weight: Tensor): Tensor;
}

/** Work at the end of a run that needs data. */
export interface FinishContext {
  readonly tf: Tf;
  /** The average, where one was kept, else the last weights, by group. The callee must not dispose them. */
  readonly weights: readonly Tensor[];
  /** Makes `weights` the final ones and estimates the running statistics of normalisation layers anew over the training data. */
  adopt(weights: readonly Tensor[]): Promise<void>;
}

export interface Effects {
  readonly schedule?: Schedule;
  readonly knobs?: (knobs: Knobs, clock: Clock, point: SchedulePoint) => Knobs;
  /** Numbers drawn on the host each step (a Beta variate needs rejection). */
  readonly draws?: (stream: Stream, knobs: Knobs) => Readonly<Record<string, number>>;
  readonly batch?: (context: StepContext, batch: Batch) => Batch;
  readonly targets?: (context: StepContext, targets: Targets) => Targets;
  /** The weight that the forward pass uses, inside the gradient. */
  readonly reparam?: (context: StepContext, weight: Tensor, parameter: Parameter) => Tensor;
  /** Per-sample loss [B]; the default is cross-entropy of the main head. */
  readonly loss?: (context: StepContext, outputs: Outputs) => tfjs.Tensor1D;
  readonly lossTerms?: (context: StepContext, outputs: Outputs) => Scalar;
  readonly optimizer?: Optimizer;
  /** Multipliers of the learning rate per parameter; those of all tricks are multiplied. 0 freezes. */
  readonly rates?: (parameter: Parameter) => number;
  /** On the gradients of all groups before the optimizer: clipping, coupled decay. */
  readonly gradients?: (context: StepContext, gradients: readonly Tensor[], weights: readonly Tensor[], groups: readonly ParameterGroup[]) => readonly Tensor[];
  /** On the weights of one group after the optimizer: decoupled decay, clamping. */
  readonly update?: (context: OptimizerContext, after: Tensor, before: Tensor, group: ParameterGroup) => Tensor;
  /** `optimizer`, `gradients` or `update` look at whole tensors (a norm for each, say): every parameter is a group of its own. */
  readonly perTensor?: true;
  /** Why a step with this trick cannot be recorded and replayed on WebGPU, as the end of a sentence; the run then goes step by step. */
  readonly stepByStep?: string;
  readonly blueprint?: (blueprint: Blueprint) => Blueprint;
  readonly layers?: readonly LayerKind[];
  /** Initial values of one kernel, row-major; others keep the default. */
  readonly initialise?: (parameter: Parameter, stream: Stream) => Float32Array;
  readonly average?: Average;
  readonly finish?: (context: FinishContext) => Promise<void>;
}

/** What effects may depend on besides their own fields. */
export interface FoldContext {
  readonly classes: number;
  readonly shape: readonly number[];
  readonly steps: number;
  readonly stepsPerEpoch: number;
}

export interface TrickDeclaration<F extends Fields = Fields> {
  readonly id: string;
  /** Short name in links; the id where it is short already. */
  readonly key: string;
  readonly title: string;
  readonly group: TrickGroup;
  /** One line: what it does. */
  readonly summary: string;
  /** When it helps, and when not. */
  readonly advice: string;
  /** TeX. */
  readonly formula: string;
  readonly source: { readonly citation: string; readonly url: string };
  readonly fields: F;
  /** The slot it fills alone; two tricks of the same slot exclude each other. */
  readonly exclusive?: ExclusiveSlot;
  /** Ids of tricks it cannot be combined with, each with the reason. */
  readonly conflicts?: Readonly<Record<string, string>>;
  /** A setting under which training is the same as without the trick. */
  readonly neutral?: Partial<Values<F>>;
  /** Settings that the checklist tries. */
  readonly trials?: readonly Partial<Values<F>>[];
  /** For optimizers: a base rate from which to start. */
  readonly suggestedRate?: number;
  /** Whether it can act on this network; if not, the sentence that says why. */
  applies?(blueprint: Blueprint): true | string;
  effects(values: Values<F>, context: FoldContext): Effects;
}

/** Keeps the precise field types of a declaration. */
export function declareTrick<F extends Fields>(declaration: TrickDeclaration<F>): TrickDeclaration<F> {
  return declaration;
}
