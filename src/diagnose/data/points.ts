/** What can be said of samples that are a few numbers each, such as points in the plane. */
import { counted, grouped, listed } from '../../core/words';
import { DEBUGGING_SLIDES } from '../sources';
import { judge, type Rule, type Verdict } from '../verdict';
import { numeral, sharePercent } from '../words';
import type { DuplicatePair } from './duplicates';
import type { LabelledSplit, ReadSplit } from './images';

export interface PointSplit extends LabelledSplit {
  /** [n, width]. */
  readonly values: Float32Array;
  /** Coordinates of a point. */
  readonly width: number;
}

export interface CoordinateStatistics {
  readonly samples: number;
  /** Per coordinate, of those values that are numbers. */
  readonly min: readonly number[];
  readonly max: readonly number[];
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
  /** Samples with a coordinate that is not a finite number. */
  readonly broken: number;
}

/** A value so many deviations from the mean is a mistake of input rather than chance. */
const FAR_OUT = 8;

const RANGE: Rule = {
  id: 'coordinate-range',
  rule: `Every coordinate should be a number and vary: bad where one is not a number or the same everywhere, watched where one lies more than ${FAR_OUT} deviations from the mean.`,
  source: DEBUGGING_SLIDES,
};

/** @returns undefined where the data are pixels */
export function asPoints({ features, ...split }: ReadSplit, shape: readonly number[]): PointSplit | undefined {
  return features instanceof Float32Array ? { ...split, values: features, width: shape.reduce((a, b) => a * b, 1) } : undefined;
}

export function coordinateStatistics({ values, width, labels }: PointSplit): CoordinateStatistics {
  const columns = Array.from({ length: width }, (_, a) => Float64Array.from(labels, (_label, i) => values[i * width + a]!).filter(Number.isFinite));
  const means = columns.map((column) => column.reduce((sum, value) => sum + value, 0) / column.length);
  const broken = Array.from(labels, (_, i) => values.subarray(i * width, (i + 1) * width)).filter((point) => !point.every(Number.isFinite)).length;
  return {
    samples: labels.length,
    min: columns.map((column) => column.reduce((least, value) => Math.min(least, value), Infinity)),
    max: columns.map((column) => column.reduce((most, value) => Math.max(most, value), -Infinity)),
    mean: means,
    deviation: columns.map((column, a) => Math.sqrt(column.reduce((sum, value) => sum + (value - means[a]!) ** 2, 0) / column.length)),
    broken,
  };
}

export function judgeCoordinates({ samples, min, max, mean, deviation, broken }: CoordinateStatistics): Verdict {
  if (samples === 0) return judge(RANGE, 'unknown', { samples }, 'There are no samples to look at.');
  const constant = deviation.flatMap((value, a) => (value === 0 ? [String(a + 1)] : []));
  const farthest = Math.max(...deviation.map((value, a) => Math.max(max[a]! - mean[a]!, mean[a]! - min[a]!) / value));
  const values = { samples, broken, constant: constant.length, farthest };
  const look = ['Look at these samples, and at the program that wrote them.'];
  if (broken > 0) return judge(RANGE, 'bad', values, `${counted(broken, 'sample')} of ${grouped(samples)} (${sharePercent(broken / samples)}) have a coordinate that is not a finite number.`, look);
  if (constant.length > 0) return judge(RANGE, 'bad', values, `Coordinate ${listed(constant)} is the same in every sample.`, look);
  const ranges = listed(min.map((low, a) => `coordinate ${a + 1} from ${numeral(low)} to ${numeral(max[a]!)}`));
  if (farthest > FAR_OUT) return judge(RANGE, 'watch', values, `One value lies ${numeral(farthest)} deviations from the mean of its coordinate; the values go: ${ranges}.`, look);
  return judge(RANGE, 'good', values, `Values go: ${ranges}; none lies farther than ${numeral(farthest)} deviations from the mean.`);
}

/** Pairs of points with the same coordinates, each with the first of its group and with the group's first of every other split. */
export function findEqualPoints(splits: readonly PointSplit[]): DuplicatePair[] {
  const groups = new Map<string, { readonly split: PointSplit; readonly index: number }[]>();
  return splits.flatMap((split) =>
    Array.from(split.labels, (label, index) => {
      const key = split.values.subarray(index * split.width, (index + 1) * split.width).join();
      const firsts = groups.get(key) ?? [];
      const pairs = firsts.map((first): DuplicatePair => {
        const places = { first: { split: first.split.name, index: first.index }, second: { split: split.name, index } };
        return { ...places, kind: 'exact', correlation: 1, sameLabel: first.split.labels[first.index] === label };
      });
      if (!firsts.some((first) => first.split === split)) groups.set(key, [...firsts, { split, index }]);
      return pairs;
    }).flat(),
  );
}
