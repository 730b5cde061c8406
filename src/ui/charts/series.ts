/** What the charts draw, made from the records of runs. */
import { downsample, type Point } from '../../core/downsample';
import type { Evaluation, RunRecord } from '../../store/run-record';
import { runColour } from '../theme';

export type LineStyle = 'solid' | 'dashed' | 'dotted' | 'faint';

export interface Series {
  readonly id: string;
  /** As the tooltip and the table call it. */
  readonly name: string;
  readonly colour: string;
  readonly style: LineStyle;
  /** Of an earlier run, drawn beneath. */
  readonly earlier: boolean;
  /** x in epochs, ascending. */
  readonly points: readonly Point[];
}

/** As many points as a chart can show. */
const MOST_POINTS = 300;

/** Plain cross-entropy of train and dev for all runs; the objective of the current one alone, so that the picture stays legible. */
export function lossSeries(runs: readonly RunRecord[], withObjective: boolean): Series[] {
  const current = runs.at(-1);
  const objective: Series[] =
    current && withObjective
      ? [{ id: `${current.id} objective`, name: 'objective', colour: runColour(current.colour), style: 'faint', earlier: false, points: perStep(current, current.series.objective, 1) }]
      : [];
  return [...objective, ...evaluated(runs, ({ train }) => train.loss, ({ dev }) => dev.loss)];
}

/** Accuracies in percent. */
export function accuracySeries(runs: readonly RunRecord[]): Series[] {
  return evaluated(runs, ({ train }) => 100 * train.accuracy, ({ dev }) => 100 * dev.accuracy);
}

/** The whole plan of every run, faint, and the rate that the steps so far have really used. */
export function rateSeries(runs: readonly RunRecord[]): Series[] {
  return runs.flatMap((run, i): Series[] => {
    const common = { colour: runColour(run.colour), earlier: i < runs.length - 1 };
    const plan = run.plan.map(({ step, rate }) => ({ x: step / run.stepsPerEpoch, y: rate }));
    return [
      { ...common, id: `${run.id} plan`, name: `run ${run.id} planned`, style: 'faint', points: plan },
      { ...common, id: `${run.id} rate`, name: `run ${run.id}`, style: 'solid', points: perStep(run, run.series.learningRate, 0) },
    ];
  });
}

/** Epochs at which a learning-rate cycle of the current run ended. */
export function cycleEnds(run: RunRecord | undefined): number[] {
  return run ? run.evaluations.filter(({ cycleEnd, step }) => cycleEnd && step < run.steps).map(({ step }) => step / run.stepsPerEpoch) : [];
}

/** One row per x with the values of the series that have a point there, for the charting library. */
export function mergedRows(series: readonly Series[]): Record<string, number>[] {
  const rows = new Map<number, Record<string, number>>();
  for (const { id, points } of series) {
    for (const { x, y } of points) {
      const row = rows.get(x) ?? { x };
      row[id] = y;
      rows.set(x, row);
    }
  }
  return [...rows.values()].sort((a, b) => a['x']! - b['x']!);
}

/** The last point at or before x, or the first. */
export function valueAt(points: readonly Point[], x: number): number | undefined {
  let found = points[0];
  for (const point of points) {
    if (point.x > x) break;
    found = point;
  }
  return found?.y;
}

function evaluated(runs: readonly RunRecord[], train: (evaluation: Evaluation) => number, dev: (evaluation: Evaluation) => number): Series[] {
  return runs.flatMap((run, i): Series[] => {
    const common = { colour: runColour(run.colour), earlier: i < runs.length - 1 };
    const points = (value: (evaluation: Evaluation) => number) => finite(run.evaluations.map((evaluation) => ({ x: evaluation.step / run.stepsPerEpoch, y: value(evaluation) })));
    return [
      { ...common, id: `${run.id} train`, name: `run ${run.id} train`, style: 'dashed', points: points(train) },
      { ...common, id: `${run.id} dev`, name: `run ${run.id} dev`, style: 'solid', points: points(dev) },
    ];
  });
}

/** @param shift 0: a value that goes into a step, such as its rate; 1: one that comes out of it, such as its objective */
function perStep(run: RunRecord, values: Float32Array, shift: 0 | 1): Point[] {
  return downsample(run.series.step, values, run.points, MOST_POINTS).map(({ x, y }) => ({ x: (x + shift) / run.stepsPerEpoch, y }));
}

function finite(points: readonly Point[]): Point[] {
  return points.filter(({ y }) => Number.isFinite(y));
}
