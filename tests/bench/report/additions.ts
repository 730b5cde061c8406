/** What additions to a run cost, as a table. */
import type { AdditionCost, StepTime } from '../results';
import { spreadOf, type Spread } from './figures';
import { number, percent, table } from './format';

type Measure = (time: StepTime) => number;

const wall: Measure = ({ ms }) => ms;
const processor: Measure = ({ cpuMs }) => cpuMs ?? NaN;

/** What it adds to the step, as a share of the plain step of the same round. */
export function shareOf({ plain, added }: AdditionCost, measure = wall): Spread {
  return spreadOf(added.map((time, round) => measure(time) / measure(plain[round]!) - 1));
}

export function keepsLimit(cost: AdditionCost): boolean {
  return cost.problem === undefined && (cost.limit === undefined || shareOf(cost).median < cost.limit);
}

const measured = (cost: AdditionCost, cell: (cost: AdditionCost) => string): string => (cost.added.length > 0 ? cell(cost) : '');
const between = ({ low, high }: Spread): string => `${percent(low)} … ${percent(high)}`;
const right = true;

/** The processor's time is what a machine that does something else as well does not disturb; the limit is on the time on the clock. */
export function additionTable(costs: readonly AdditionCost[]): string {
  const median = (times: readonly StepTime[]) => number(spreadOf(times.map(wall)).median);
  return table<AdditionCost>(
    [
      { title: 'experiment', cell: ({ title }) => title },
      { title: 'addition', cell: ({ addition }) => addition },
      { title: 'ms/step without', right, cell: (cost) => measured(cost, ({ plain }) => median(plain)) },
      { title: 'with', right, cell: (cost) => measured(cost, ({ added }) => median(added)) },
      { title: 'adds (median of pairs)', right, cell: (cost) => measured(cost, () => percent(shareOf(cost).median)) },
      { title: 'quartiles', right, cell: (cost) => measured(cost, () => between(shareOf(cost))) },
      { title: 'adds to processor time', right, cell: (cost) => measured(cost, () => percent(shareOf(cost, processor).median)) },
      { title: 'its quartiles', right, cell: (cost) => measured(cost, () => between(shareOf(cost, processor))) },
      { title: 'pairs', right, cell: (cost) => measured(cost, () => String(cost.added.length)) },
      { title: 'limit', right, cell: ({ limit }) => percent(limit) },
      { title: '', cell: (cost) => cost.problem ?? (cost.limit === undefined ? '' : keepsLimit(cost) ? 'kept' : 'exceeded') },
    ],
    costs,
  );
}
