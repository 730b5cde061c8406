/** The health of a network in numbers: what a probed step measures of every parameter and layer, and where each figure stands. */
import type { NetworkPlan } from './network';

/** Of each parameter, in this order: root mean squares. `sum` is that of its gradient plus the gradient of the probe before. */
export const PARAMETER_FIGURES = ['weight', 'gradient', 'update', 'sum'] as const;
/** Of each layer with an output worth looking at: root mean square, share of dead units, share of saturated outputs. */
export const LAYER_FIGURES = ['activation', 'dead', 'saturated'] as const;

export interface HealthPlan {
  /** Paths, in the order of the network's parameters. */
  readonly parameters: readonly string[];
  readonly layers: readonly { readonly name: string; readonly kind: string; readonly bend?: string }[];
}

/** Which numbers a probe of this network gives. */
export function healthPlan({ blueprint, nodes, parameters }: NetworkPlan): HealthPlan {
  const config = new Map(blueprint.nodes.map((node) => [node.name, node.config]));
  return {
    parameters: parameters.map(({ path }) => path),
    layers: nodes.map(({ name, kind }) => {
      const bend = config.get(name)?.['function'];
      return { name, kind, ...(typeof bend === 'string' ? { bend } : {}) };
    }),
  };
}

/** How many numbers a probe gives. */
export function healthSize({ parameters, layers }: HealthPlan): number {
  return PARAMETER_FIGURES.length * parameters.length + LAYER_FIGURES.length * layers.length;
}

export type ParameterHealth = Readonly<Record<(typeof PARAMETER_FIGURES)[number], number>>;
export type LayerHealth = Readonly<Record<(typeof LAYER_FIGURES)[number], number>>;

/** What one probe has measured, in the order of the plan. */
export interface Health {
  readonly parameters: readonly ParameterHealth[];
  readonly layers: readonly LayerHealth[];
}

/** @param figures of one probe, [healthSize(plan)] */
export function readHealth(plan: HealthPlan, figures: ArrayLike<number>): Health {
  const read = <F extends string>(names: readonly F[], count: number, offset: number): Record<F, number>[] =>
    Array.from({ length: count }, (_, i) => Object.fromEntries(names.map((name, kind) => [name, figures[offset + kind * count + i]!])) as Record<F, number>);
  const count = plan.parameters.length;
  return { parameters: read(PARAMETER_FIGURES, count, 0), layers: read(LAYER_FIGURES, plan.layers.length, PARAMETER_FIGURES.length * count) };
}

/**
 * The mean product of a parameter's gradients in two probes, per element: what two batches agree on. Over several probes its mean estimates the square of
 * the true gradient, while that of the squared gradients contains the noise of one batch as well.
 */
export function agreement(before: ParameterHealth, now: ParameterHealth): number {
  return (now.sum ** 2 - now.gradient ** 2 - before.gradient ** 2) / 2;
}
