/** What augmentations cost, as a table. */
import type { AugmentationCost, StepTime } from '../results';
import { spreadOf, type Spread } from './figures';
import { number, percent, table } from './format';

type Measure = (time: StepTime) => number;

const wall: Measure = ({ ms }) => ms;
const processor: Measure = ({ cpuMs }) => cpuMs ?? NaN;

/** What an augmentation adds to the step, as a share of the plain step of the same round. */
export function shareOf({ plain, augmented }: AugmentationCost, measure = wall): Spread {
  return spreadOf(augmented.map((time, round) => measure(time) / measure(plain[round]!) - 1));
}

export function keepsLimit(cost: AugmentationCost): boolean {
  return cost.problem === undefined && (cost.limit === undefined || shareOf(cost).median < cost.limit);
}

const measured = (cost: AugmentationCost, cell: (cost: AugmentationCost) => string): string => (cost.augmented.length > 0 ? cell(cost) : '');
const between = ({ low, high }: Spread): string => `${percent(low)} … ${percent(high)}`;
const right = true;

/** The processor's time is what a machine that does something else as well does not disturb; the limit is on the time on the clock. */
export function augmentationTable(costs: readonly AugmentationCost[]): string {
  const median = (times: readonly StepTime[]) => number(spreadOf(times.map(wall)).median);
  return table<AugmentationCost>(
    [
      { title: 'experiment', cell: ({ title }) => title },
      { title: 'augmentation', cell: ({ augmentation }) => augmentation },
      { title: 'ms/step without', right, cell: (cost) => measured(cost, ({ plain }) => median(plain)) },
      { title: 'with', right, cell: (cost) => measured(cost, ({ augmented }) => median(augmented)) },
      { title: 'adds (median of pairs)', right, cell: (cost) => measured(cost, () => percent(shareOf(cost).median)) },
      { title: 'quartiles', right, cell: (cost) => measured(cost, () => between(shareOf(cost))) },
      { title: 'adds to processor time', right, cell: (cost) => measured(cost, () => percent(shareOf(cost, processor).median)) },
      { title: 'its quartiles', right, cell: (cost) => measured(cost, () => between(shareOf(cost, processor))) },
      { title: 'pairs', right, cell: (cost) => measured(cost, () => String(cost.augmented.length)) },
      { title: 'limit', right, cell: ({ limit }) => percent(limit) },
      { title: '', cell: (cost) => cost.problem ?? (cost.limit === undefined ? '' : keepsLimit(cost) ? 'kept' : 'exceeded') },
    ],
    costs,
  );
}
