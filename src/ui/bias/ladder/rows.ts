/** What the drawing and the table of the ladder show: rungs from the bottom up, with the gap that leads up to each. */
import { percent, type Estimate } from '../../../core/statistics';
import { GAP_NAMES, ladderOf, type Gap, type Ladder, type RungId } from '../../../diagnose/ladder/gaps';
import { exactPercent, signedPoints } from '../../../diagnose/words';
import type { Attainable } from '../attainable';
import type { Measured, MeasuredErrors } from '../use-errors';

export interface RungRow {
  readonly id: RungId;
  readonly name: string;
  /** What it is the error of, in a few words. */
  readonly of: string;
  /** Undefined while it is not known. */
  readonly error: Estimate | undefined;
  readonly samples: number | undefined;
  /** Why there is no value. */
  readonly missing?: 'covered' | 'measuring' | 'none';
  /** The gap between the rung below and this one. */
  readonly gap: Gap | undefined;
}

export interface LadderView {
  readonly ladder: Ladder;
  readonly rows: readonly RungRow[];
}

const RUNGS: Readonly<Record<Exclude<RungId, 'floor'>, readonly [name: string, of: string]>> = {
  train: ['Train', 'samples it learned from'],
  trainDev: ['Train-dev', 'fresh samples of the same kind'],
  dev: ['Dev', 'what settings are chosen by'],
  test: ['Test', 'what nothing was chosen by'],
};

export function ladderView(errors: MeasuredErrors, floor: Attainable): LadderView {
  const { train, trainDev, dev, test } = errors;
  const known = typeof trainDev === 'object' ? trainDev : undefined;
  const ladder = ladderOf({ floor: floor.error, train: train.error, trainDev: known?.error, dev: dev.error, test: test?.error });
  const rung = (id: Exclude<RungId, 'floor'>, measured: Measured | undefined, missing: RungRow['missing']): RungRow => {
    const [name, of] = RUNGS[id];
    const gap = ladder.gaps.find(({ to }) => to === id);
    return { id, name, of, error: measured?.error, samples: measured?.samples, gap, ...(measured || !missing ? {} : { missing }) };
  };
  return {
    ladder,
    rows: [
      { id: 'floor', name: floor.name, of: FLOOR_MEANINGS[floor.kind], error: floor.error, samples: floor.samples, gap: undefined },
      rung('train', train, undefined),
      rung('trainDev', known, trainDev === 'none' ? 'none' : 'measuring'),
      rung('dev', dev, undefined),
      rung('test', test, 'covered'),
    ],
  };
}

const FLOOR_MEANINGS: Readonly<Record<Attainable['kind'], string>> = {
  human: 'a stand-in for what is attainable',
  bound: 'labels are wrong that often',
  zero: 'human level is not known yet',
};

export function gapName({ id, to }: Gap): string {
  return id === 'variance' && to === 'dev' ? 'variance or mismatch' : GAP_NAMES[id];
}

/** `+6.9 points (5.8 to 8.1)`. */
export function gapText({ size }: Gap): string {
  const [low, high] = [size.low, size.high].map((end) => signedPoints(end).replace(/ points?$/, '').replace(/^\+/, ''));
  return `${signedPoints(size.mean)} (${low} to ${high})`;
}

/** `8.1 % (7.6–8.7)`; an exact value alone. */
export function errorText(error: Estimate): string {
  const { low, high } = error;
  if (low === high) return exactPercent(error.mean);
  return `${percent(error)} (${(100 * low).toFixed(1)}–${(100 * high).toFixed(1)})`;
}

const STEPS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 25];

/** The error axis in per cent: from zero to a whole number of at most five steps, so that all intervals are seen. */
export function errorTicks(rows: readonly RungRow[]): number[] {
  const top = Math.max(0.2, ...rows.flatMap(({ error }) => (error ? [100 * error.high] : [])));
  const step = STEPS.find((candidate) => Math.ceil(top / candidate) <= 5) ?? 25;
  return Array.from({ length: Math.ceil(top / step - 1e-9) + 1 }, (_, i) => Number((i * step).toFixed(1)));
}
