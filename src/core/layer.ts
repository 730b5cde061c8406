/** What a kind of layer has to say about itself: shapes, parameters, cost, and how to compute it on any backend. */
import type { LayerConfig, Shape } from './blueprint';
import type { Ops, Scalar, Tensor, Tf } from './ops';
import type * as tfjs from '@tensorflow/tfjs-core';

/** Weight decay, learning rates and freezing are decided by role: kernels decay, biases and norms do not. */
export type ParameterRole = 'kernel' | 'bias' | 'norm';

export interface ParameterSpec {
  /** Local name, such as `kernel`. */
  readonly name: string;
  readonly shape: Shape;
  readonly role: ParameterRole;
  readonly fanIn: number;
  readonly fanOut: number;
  /** `kernel`: the experiment's initialisation; a number: that constant. */
  readonly init: 'kernel' | number;
  /** Multiplies the initial deviation; the output layer starts small. Default 1. */
  readonly gain?: number;
}

export interface StateSpec {
  readonly name: string;
  readonly shape: Shape;
  readonly init: number;
}

/** A layer's view of one forward pass. */
export interface LayerContext {
  readonly tf: Tf;
  readonly ops: Ops;
  readonly inputs: readonly Tensor[];
  readonly config: LayerConfig;
  /** This layer's parameters and state by local name. */
  weight(name: string): Tensor;
  state(name: string): Tensor;
  readonly training: boolean;
  /** Share of the batch's own statistics in new running ones, where it is not to be the layer's own. */
  readonly momentum?: number;
  /** A key for {@link Ops.uniform}, int32 [2], that changes every step; training only. */
  key(): tfjs.Tensor1D;
  /** A number of an active trick that may change from step to step, such as `dropout.rate`. */
  knob(name: string): Scalar;
}

export interface LayerResult {
  readonly output: Tensor;
  /** New values of the state that changed, by local name. */
  readonly state?: Readonly<Record<string, Tensor>>;
}

export interface LayerKind {
  readonly kind: string;
  outputShape(inputs: readonly Shape[], config: LayerConfig): Shape;
  parameters?(inputs: readonly Shape[], config: LayerConfig): readonly ParameterSpec[];
  state?(inputs: readonly Shape[], config: LayerConfig): readonly StateSpec[];
  /** Multiply–adds of the forward pass for one sample. */
  multiplyAdds?(inputs: readonly Shape[], config: LayerConfig): number;
  apply(context: LayerContext): LayerResult;
}

export type LayerKinds = Readonly<Record<string, LayerKind>>;
