/** What has to be known of a parameter to judge the numbers that probes measure of it. */
import type { Recipe } from './fold';
import { sizeOf } from './network';

export interface ParameterFacts {
  /** Whether it multiplies a signal: kernels, unlike biases and norms. */
  readonly kernel: boolean;
  /** Number of elements. */
  readonly size: number;
  readonly startsAtZero: boolean;
  readonly frozen: boolean;
}

/** In the order of the network's parameters. */
export function parameterFacts({ network, tricks }: Pick<Recipe, 'network' | 'tricks'>): ParameterFacts[] {
  return network.parameters.map((parameter) => ({
    kernel: parameter.role === 'kernel',
    size: sizeOf(parameter.shape),
    startsAtZero: parameter.init === 0,
    frozen: tricks.some(({ effects }) => effects.rates?.(parameter) === 0),
  }));
}
