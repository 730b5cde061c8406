/** The forward pass: a blueprint applied to a batch. */
import { ancestors } from '../core/blueprint';
import type { LayerKinds } from '../core/layer';
import type { NetworkPlan } from '../core/network';
import type { Ops, Scalar, Tensor, Tf } from '../core/ops';
import type * as tfjs from '@tensorflow/tfjs-core';

export interface ForwardPass {
  readonly tf: Tf;
  readonly ops: Ops;
  readonly plan: NetworkPlan;
  readonly layers: LayerKinds;
  /** In the order of the plan's parameters and states. */
  readonly weights: readonly Tensor[];
  readonly state: readonly Tensor[];
  /** Normalised input [B, …]. */
  readonly x: Tensor;
  /** Which heads to compute. */
  readonly heads: readonly string[];
  readonly training: boolean;
  /** See `LayerContext.momentum`. */
  readonly momentum?: number;
  key(node: string): tfjs.Tensor1D;
  knob(name: string): Scalar;
  /** Shown every layer's output as it is made, by a probe. */
  onOutput?(node: string, output: Tensor): void;
}

export interface ForwardResult {
  /** Logits [B, K] by head. */
  readonly logits: Readonly<Record<string, tfjs.Tensor2D>>;
  /** In the order of the plan's states; the very tensor that came in where nothing changed. */
  readonly state: readonly Tensor[];
}

/** Computes the heads asked for and what they depend on. The caller tidies. */
export function forward(pass: ForwardPass): ForwardResult {
  const { tf, ops, plan, layers, training } = pass;
  const needed = new Set(pass.heads.flatMap((head) => [...ancestors(plan.blueprint, plan.blueprint.heads[head]!)]));
  const weights = new Map(plan.parameters.map(({ path }, i) => [path, pass.weights[i]!]));
  const state = new Map(plan.states.map(({ path }, i) => [path, pass.state[i]!]));
  const outputs = new Map<string, Tensor>([['input', pass.x]]);
  for (const node of plan.blueprint.nodes) {
    if (!needed.has(node.name)) continue;
    const result = layers[node.kind]!.apply({
      tf,
      ops,
      inputs: node.inputs.map((name) => outputs.get(name)!),
      config: node.config,
      weight: (name) => weights.get(`${node.name}/${name}`)!,
      state: (name) => state.get(`${node.name}/${name}`)!,
      training,
      ...(pass.momentum === undefined ? {} : { momentum: pass.momentum }),
      key: () => pass.key(node.name),
      knob: pass.knob,
    });
    outputs.set(node.name, result.output);
    pass.onOutput?.(node.name, result.output);
    for (const [name, value] of Object.entries(result.state ?? {})) state.set(`${node.name}/${name}`, value);
  }
  return {
    logits: Object.fromEntries(pass.heads.map((head) => [head, outputs.get(plan.blueprint.heads[head]!) as tfjs.Tensor2D])),
    state: plan.states.map(({ path }) => state.get(path)!),
  };
}
