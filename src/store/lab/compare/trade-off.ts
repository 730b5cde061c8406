/** What accuracy costs: time, arithmetic or size. */
import type { Catalogue } from '../../../core/catalogue';
import { fold } from '../../../core/fold';
import { paretoFront } from '../../../core/pareto';
import type { Estimate } from '../../../core/statistics';
import type { Trial } from '../../../lab/trial';
import { resultsOf } from './results';
import type { SeedGroup } from './seed-groups';

export const COSTS = {
  seconds: { title: 'seconds of training', label: 'Seconds', help: 'Seconds of training on the device that ran it; runs that trained beside others took longer.' },
  multiplyAdds: {
    title: 'multiplications a sample',
    label: 'Multiplications',
    help: 'Multiply–adds of the forward pass of one sample, counted from the network: the same on every device.',
  },
  parameters: { title: 'parameters', label: 'Parameters', help: 'Numbers that the network learns.' },
} as const;

export type CostId = keyof typeof COSTS;

export interface TradeOffPoint {
  /** Of the group. */
  readonly id: string;
  readonly cost: number;
  /** Dev accuracy as a fraction. */
  readonly accuracy: Estimate;
  /** Whether no other costs at most as much and is at least as accurate. */
  readonly best: boolean;
}

/** @param cost of a trial; groups whose cost or accuracy is not known are left out */
export function tradeOff(groups: readonly SeedGroup[], cost: (trial: Trial) => number | undefined): TradeOffPoint[] {
  const points = groups.flatMap(({ id, seeds }) => {
    const { accuracy } = resultsOf(seeds);
    const costs = seeds.flatMap((trial) => cost(trial) ?? []);
    const mean = costs.reduce((sum, value) => sum + value, 0) / costs.length;
    return accuracy && mean > 0 && Number.isFinite(accuracy.mean) ? [{ id, cost: mean, accuracy }] : [];
  });
  const front = new Set(paretoFront(points.map((point) => ({ cost: point.cost, value: point.accuracy.mean }))));
  return points.map((point, i) => ({ ...point, best: front.has(i) }));
}

const counted = new Map<string, number>();

/** Multiply–adds of one sample's forward pass, by trial; counted one trial after the other, so that the page never waits for many. */
export async function countMultiplyAdds(catalogue: Catalogue, trials: readonly Trial[]): Promise<ReadonlyMap<string, number>> {
  const found = new Map<string, number>();
  for (const { id, link, experiment } of trials) {
    if (!counted.has(link)) {
      await new Promise((resolve) => setTimeout(resolve));
      counted.set(link, multiplyAddsOf(catalogue, experiment));
    }
    const count = counted.get(link)!;
    if (!Number.isNaN(count)) found.set(id, count);
  }
  return found;
}

/** NaN where the network cannot be built any more, such as one of another version. */
function multiplyAddsOf(catalogue: Catalogue, experiment: Trial['experiment']): number {
  try {
    return fold(catalogue, experiment).network.multiplyAdds;
  } catch {
    return NaN;
  }
}
