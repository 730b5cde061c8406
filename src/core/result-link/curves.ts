/**
 * The evaluations of a run in few bytes: steps and right answers as differences, losses on a logarithmic scale of 1,022 levels between the run's own
 * smallest and largest. Right answers come back exactly, losses within half a level: 0.2 % where the largest loss is a hundred times the smallest.
 */
import type { EvaluationResult } from '../trick';
import { Damaged, type ByteReader, type ByteWriter } from './bytes';
import { MOST_EVALUATIONS, type RecordedEvaluation } from './recorded';

const LEVELS = 1022;
/** Of a loss that is not a number. */
const NO_NUMBER = 0;
/** A loss of nothing has no logarithm. */
const SMALLEST_LOSS = 1e-9;
const MOST_SAMPLES = 10_000_000;

export const SPLITS = ['train', 'dev'] as const;

/** As many evaluations as a link carries at most, evenly chosen, with the first and the last. */
export function thinEvaluations<T>(evaluations: readonly T[]): T[] {
  if (evaluations.length <= MOST_EVALUATIONS) return [...evaluations];
  return Array.from({ length: MOST_EVALUATIONS }, (_, i) => evaluations[Math.round((i * (evaluations.length - 1)) / (MOST_EVALUATIONS - 1))]!);
}

/** @param before those of the run before, whose steps need not be written again */
export function writeCurves(to: ByteWriter, evaluations: readonly RecordedEvaluation[], before: readonly RecordedEvaluation[] | undefined): void {
  to.whole(evaluations.length);
  if (evaluations.length === 0) return;
  const steps = (of: readonly RecordedEvaluation[]) => of.map(({ step, cycleEnd }) => 2 * step + Number(cycleEnd)).join();
  const same = before !== undefined && steps(before) === steps(evaluations);
  to.byte(Number(same));
  if (!same) evaluations.forEach(({ step, cycleEnd }, i) => to.whole(2 * (step - (evaluations[i - 1]?.step ?? 0)) + Number(cycleEnd)));

  const losses = evaluations.flatMap(({ train, dev }) => [train.loss, dev.loss]).filter(Number.isFinite);
  const low = Math.fround(Math.max(SMALLEST_LOSS, Math.min(...losses)));
  const high = Math.fround(Math.max(low, ...losses));
  to.float(losses.length > 0 ? low : 1);
  to.float(losses.length > 0 ? high : 1);
  for (const split of SPLITS) {
    const results = evaluations.map((evaluation) => evaluation[split]);
    // One number for the whole run: the same samples are asked every time.
    const { samples } = results[0]!;
    to.whole(samples);
    writeDifferences(to, results.map(({ accuracy }) => Math.min(samples, correctOf(accuracy, samples))));
    writeDifferences(to, results.map(({ loss }) => levelOf(loss, low, high)));
  }
}

/** @param lastStep no step is beyond it */
export function readCurves(from: ByteReader, before: readonly RecordedEvaluation[] | undefined, lastStep: number): RecordedEvaluation[] {
  const count = from.whole(MOST_EVALUATIONS);
  if (count === 0) return [];
  let marks: { step: number; cycleEnd: boolean }[];
  if (from.byte() === 1) {
    if (before?.length !== count) throw new Damaged('Steps refer to a run that has none');
    marks = before.map(({ step, cycleEnd }) => ({ step, cycleEnd }));
  } else {
    let step = 0;
    marks = Array.from({ length: count }, (_, i) => {
      const value = from.whole();
      if (i > 0 && value < 2) throw new Damaged('Steps do not ascend');
      step += Math.floor(value / 2);
      return { step, cycleEnd: value % 2 === 1 };
    });
  }
  if (marks.at(-1)!.step > lastStep) throw new Damaged('An evaluation lies beyond the end of its run');
  const low = from.float();
  const high = from.float();
  if (!(low > 0 && high >= low && Number.isFinite(high))) throw new Damaged('The scale of losses is impossible');
  const [train, dev] = SPLITS.map(() => {
    const samples = from.whole(MOST_SAMPLES);
    if (samples === 0) throw new Damaged('An evaluation is of no samples');
    const correct = readDifferences(from, count, samples);
    const levels = readDifferences(from, count, LEVELS + 1);
    return levels.map((level, i): EvaluationResult => ({ loss: lossOf(level, low, high), accuracy: correct[i]! / samples, samples }));
  });
  return marks.map((mark, i) => ({ ...mark, train: train![i]!, dev: dev![i]! }));
}

/** How many of so many samples were named rightly. */
export function correctOf(accuracy: number, samples: number): number {
  return Number.isFinite(accuracy) ? Math.max(0, Math.round(accuracy * samples)) : 0;
}

function levelOf(loss: number, low: number, high: number): number {
  if (!Number.isFinite(loss)) return NO_NUMBER;
  if (high <= low) return 1;
  const share = Math.log(Math.max(low, loss) / low) / Math.log(high / low);
  return 1 + Math.round(LEVELS * Math.min(1, Math.max(0, share)));
}

function lossOf(level: number, low: number, high: number): number {
  return level === NO_NUMBER ? NaN : low * (high / low) ** ((level - 1) / LEVELS);
}

function writeDifferences(to: ByteWriter, values: readonly number[]): void {
  values.forEach((value, i) => to.signed(value - (values[i - 1] ?? 0)));
}

function readDifferences(from: ByteReader, count: number, most: number): number[] {
  let value = 0;
  return Array.from({ length: count }, () => {
    value += from.signed();
    if (!(value >= 0 && value <= most)) throw new Damaged(`A value of a curve is not within 0 … ${most}`);
    return value;
  });
}
