/** What a run has measured, as all formats of metrics see it. */
import type { Trial, TrialCurves } from '../../lab/trial';

/** A trial, or a run of the page that tells the same of itself, with its curves where they were kept. */
export type MeasuredRun = Pick<
  Trial,
  'id' | 'experiment' | 'link' | 'name' | 'label' | 'note' | 'tags' | 'created' | 'status' | 'step' | 'steps' | 'stepsPerEpoch' | 'batchSize' | 'seconds' | 'parameters'
> &
  Partial<Pick<Trial, 'backend' | 'data' | 'final' | 'test' | 'path' | 'failure'>> & { readonly curves: TrialCurves | undefined };

/** All that was measured after one number of steps. */
export interface Row {
  /** Steps taken by then; the objective and the rate are those of the last of them. */
  readonly step: number;
  readonly epoch: number;
  /** Training samples seen, repetitions counted. */
  readonly examples: number;
  /** Seconds of training, as if all steps had taken equally long. */
  readonly seconds: number;
  readonly objective?: number;
  readonly learningRate?: number;
  readonly trainLoss?: number;
  readonly trainAccuracy?: number;
  readonly devLoss?: number;
  readonly devAccuracy?: number;
  /** Whether a learning-rate cycle has just ended. */
  readonly cycleEnd?: boolean;
}

/** What the run is called: by its owner, or by what differs from its parent. */
export function titleOf({ label, name }: Pick<MeasuredRun, 'label' | 'name'>): string {
  return label === '' ? name : label;
}

/** In the order of steps, each at most once. */
export function rowsOf(run: MeasuredRun): Row[] {
  const { curves, stepsPerEpoch, batchSize } = run;
  if (!curves) return [];
  const rows = new Map<number, Row>();
  const put = (step: number, measured: Omit<Row, 'step' | 'epoch' | 'examples' | 'seconds'>): void => {
    const before = rows.get(step) ?? { step, epoch: step / stepsPerEpoch, examples: step * batchSize, seconds: secondsAt(run, step) };
    rows.set(step, { ...before, ...measured });
  };
  // A step of the curves is counted from 0, and ends with one more step taken.
  curves.at.forEach((step, i) => put(step + 1, { objective: curves.objective[i]!, learningRate: curves.learningRate[i]! }));
  for (const { step, train, dev, cycleEnd } of curves.evaluations) {
    put(step, { trainLoss: train.loss, trainAccuracy: train.accuracy, devLoss: dev.loss, devAccuracy: dev.accuracy, cycleEnd });
  }
  return [...rows.values()].sort((a, b) => a.step - b.step);
}

/** Only the seconds of the whole run are kept. */
export function secondsAt({ seconds, step }: Pick<MeasuredRun, 'seconds' | 'step'>, at: number): number {
  return step > 0 ? (seconds * at) / step : 0;
}

/** A float32 in the shortest decimal digits that name it among its kind, as a number; others as they are. */
export function shortest(value: number): number {
  if (Math.fround(value) !== value || Number.isInteger(value)) return value;
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return value;
}
