/**
 * A trick is declared whole in one file of `src/tricks`: its card, its fields and its effects. Effects are pure functions in typed slots; `fold`
 * joins those of all active tricks in a fixed order, and the engine calls them at these places of a training step:
 *
 *     at the beginning: start
 *     sampling, schedule → knobs → draws                         host: the samples and the numbers of this step
 *     gather → augment → batch → targets → reparam → forward → loss + lossTerms → gradients → optimizer → update      device
 *     between steps: average, keep
 *     evaluate: reparam → forward, then schedule.observe
 *     at the end: finish; evaluations from then on go through predict
 */
import type { Blueprint } from './blueprint';
import type { Clock } from './clock';
import type { DataDescription, ExtraLabel } from './dataset';
import type { AnyValues, Fields, Values } from './fields';
import type { LayerKind, ParameterRole } from './layer';
import type { ModelDeclaration } from './model';
import type { Parameter } from './network';
import type { Ops, Scalar, Tensor, Tf } from './ops';
import type { TorchCode } from './pytorch';
import type { Stream } from './random';
import type * as tfjs from '@tensorflow/tfjs-core';

export type TrickGroup = 'schedule' | 'optimizer' | 'regularisation' | 'architecture' | 'evaluation';

/** Slots that only one trick can fill; there is always exactly one schedule and one optimizer. */
export type ExclusiveSlot = 'schedule' | 'optimizer' | 'loss' | 'initialisation' | 'average' | 'normalisation' | 'augmentation policy' | 'order of the samples';

/** Augmentations take part in this order: first where things are, then learned or random policies, then colours, and at last what is cut away. */
export const AUGMENTATION_STAGES = ['geometry', 'policy', 'colour', 'erasing'] as const;
export type AugmentationStage = (typeof AUGMENTATION_STAGES)[number];

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

/** Random changes of single images that leave their labels as they are. */
export interface Augmentation {
  readonly stage: AugmentationStage;
  /**
   * @param x pixels in 0 … 1, [B, H, W, C]
   * @returns of the same shape, still in 0 … 1
   */
  apply(context: StepContext, x: tfjs.Tensor4D): tfjs.Tensor4D;
}

export interface Batch {
  /** [B, H, W, C] pixels in 0 … 1 before normalisation, or [B, features]. */
  readonly x: Tensor;
  /** Soft targets by head, each [B, K]; `main` is always there. */
  readonly targets: Targets;
}

export type Targets = Readonly<Record<string, tfjs.Tensor2D>> & { readonly main: tfjs.Tensor2D };

/** The same change of the targets of every head. */
export function mapTargets(targets: Targets, change: (target: tfjs.Tensor2D) => tfjs.Tensor2D): Targets {
  return Object.fromEntries(Object.entries(targets).map(([head, target]) => [head, change(target)])) as Targets;
}

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

/** Values by path of the parameters and of the state of layers, as a run starts with. */
export interface StartValues {
  readonly parameters: ReadonlyMap<string, Float32Array>;
  readonly states: ReadonlyMap<string, Float32Array>;
}

/** What can be asked before the first step. */
export interface StartContext {
  readonly parameters: readonly Parameter[];
  /** The mean and the variance of everything that a node puts out for the first training batch, with these values. */
  measure(node: string, values: StartValues): Promise<{ readonly mean: number; readonly variance: number }>;
  /**
   * Trains another experiment to its end, or finds that it has been trained a moment ago.
   * @param link of the experiment, as the page writes it
   * @throws RecipeError where that cannot be done, with a sentence for the user
   */
  trained(link: string): Promise<StartValues & { readonly shapes: ReadonlyMap<string, readonly number[]> }>;
}

/**
 * Log-probabilities [B, K] for pixels in 0 … 1 or points, [B, …], not normalised yet.
 * @param snapshot which of the kept networks to ask, oldest first; the present one where it is not given
 */
export type Predict = (x: Tensor, snapshot?: number) => tfjs.Tensor2D;

export interface PredictContext {
  readonly tf: Tf;
  readonly ops: Ops;
  /** How many networks `keep` has kept. */
  readonly snapshots: number;
  /** The augmentations of all active tricks, drawn anew for each copy 0, 1, 2 …. */
  augment(x: Tensor, copy: number): Tensor;
}

/** Copies of the network, kept on the way for `predict`. */
export interface Keep {
  /** How many; with more, the oldest goes. */
  readonly most: number;
  /** Whether the network as it is after this step is kept. */
  due(clock: Clock, end: { readonly ofCycle: boolean }): boolean;
}

/** Which samples an epoch goes through, in which order. */
export type Sampling = (stream: Stream, size: number) => Uint32Array;

export interface Effects {
  /** Settings of the model in place of those given; called before the network is built. */
  readonly model?: (settings: AnyValues, model: ModelDeclaration) => AnyValues;
  /** Initial weights that need data or another run; effects of several tricks follow one another. */
  readonly start?: (context: StartContext, values: StartValues) => Promise<StartValues>;
  /** Targets have another head, `extra`, for the data's extra label. */
  readonly extraLabel?: true;
  /** As many indices as there are samples; called with a fresh stream for every epoch. The default is a random order of all. */
  readonly sampling?: Sampling;
  readonly schedule?: Schedule;
  readonly knobs?: (knobs: Knobs, clock: Clock, point: SchedulePoint) => Knobs;
  /** Numbers drawn on the host each step (a Beta variate needs rejection). */
  readonly draws?: (stream: Stream, knobs: Knobs) => Readonly<Record<string, number>>;
  readonly augment?: Augmentation;
  /** On whole batches, after all augmentations: what mixes samples, and their targets with them. */
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
  readonly blueprint?: (blueprint: Blueprint) => Blueprint;
  readonly layers?: readonly LayerKind[];
  /** Initial values of one kernel, row-major; others keep the default. */
  readonly initialise?: (parameter: Parameter, stream: Stream) => Float32Array;
  readonly average?: Average;
  readonly keep?: Keep;
  /** How the finished network is asked in an evaluation. */
  readonly predict?: (context: PredictContext, predict: Predict) => Predict;
  readonly finish?: (context: FinishContext) => Promise<void>;
}

/** What effects may depend on besides their own fields. */
export interface FoldContext {
  readonly classes: number;
  readonly shape: readonly number[];
  readonly extraLabel?: ExtraLabel | undefined;
  readonly batchSize: number;
  readonly steps: number;
  readonly stepsPerEpoch: number;
}

/** What decides whether a trick can act. */
export interface Situation<V = AnyValues> {
  /** Its own settings. */
  readonly values: V;
  readonly data: DataDescription;
  readonly model: ModelDeclaration;
  /** The model's settings, before tricks change them. */
  readonly settings: AnyValues;
  /** The network as the model builds it, before tricks rewrite it. */
  readonly blueprint: Blueprint;
  /** Settings of all tricks that are on, by id. */
  readonly tricks: Readonly<Record<string, AnyValues>>;
  /** The declaration of any trick there is. */
  declaration(id: string): TrickDeclaration | undefined;
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
  /** What it changes besides itself; all else stays as it is without the trick, so that two runs differ through the trick alone. */
  readonly changes?: readonly ('initial values' | 'order of the samples')[];
  /** A setting under which training is the same as without the trick. */
  readonly neutral?: Partial<Values<F>>;
  /** Settings that the checklist tries. */
  readonly trials?: readonly Partial<Values<F>>[];
  /** For optimizers: a base rate from which to start. */
  readonly suggestedRate?: number;
  /** Whether it can act here; if not, the end of a sentence that begins with "cannot act here:". */
  applies?(situation: Situation<Values<F>>): true | string;
  /** What of it cannot act here, though the rest can; a whole sentence. */
  caveat?(situation: Situation<Values<F>>): string | undefined;
  effects(values: Values<F>, context: FoldContext): Effects;
  /** The same in PyTorch; a comment where there is no equivalent. */
  pytorch?(values: Values<F>, context: FoldContext): TorchCode;
}

/** Keeps the precise field types of a declaration. */
export function declareTrick<F extends Fields>(declaration: TrickDeclaration<F>): TrickDeclaration<F> {
  return declaration;
}
