/** The checks that make sense for points, in the order in which they are run and shown: the others ask about pictures. */
import { worstOf } from '../worst-verdict';
import type { Place } from './duplicates';
import type { Check, Shown } from './finding';
import { recognised, suspectsOf } from './image-checks';
import { judgeLabels } from './label-agreement';
import { balance, copiesFound, groups, splitsOf } from './labelled-checks';
import { judgeNormalisation } from './pixels';
import { coordinateStatistics, findEqualPoints, judgeCoordinates, type PointSplit } from './points';
import { recognise } from './recognition';
import { judgeShift, testPointShift } from './shift';

const copies: Check<PointSplit> = {
  id: 'copies',
  run(data) {
    const splits = splitsOf(data);
    const splitNamed = new Map(splits.map((split) => [split.name, split]));
    return copiesFound(findEqualPoints(splits), data, ({ split, index }: Place) => showPoint(splitNamed.get(split)!, index));
  },
};

const values: Check<PointSplit> = {
  id: 'values',
  run(data) {
    const splits = splitsOf(data).map((split) => ({ split: split.name, statistics: coordinateStatistics(split) }));
    return {
      verdicts: [
        worstOf(Object.fromEntries(splits.map(({ split, statistics }) => [split, judgeCoordinates(statistics)])), 'train'),
        judgeNormalisation(splits[0]!.statistics, data.mean, data.deviation),
      ],
      evidence: [{ kind: 'coordinates', splits }],
    };
  },
};

const shift: Check<PointSplit> = {
  id: 'shift',
  run({ train, dev }) {
    const test = testPointShift(train, dev);
    return { verdicts: [judgeShift(test)], evidence: test ? [{ kind: 'shares', shares: [{ name: 'told apart', share: test.accuracy }], chance: 0.5 }] : [] };
  },
};

const labels: Check<PointSplit> = {
  id: 'labels',
  run({ train, dev, classNames }) {
    const rowsOf = ({ values, width, labels: given }: PointSplit) => ({ rows: { values, width }, labels: given });
    const test = recognise(rowsOf(train), rowsOf(dev), classNames.length);
    return { verdicts: [judgeLabels(test)], evidence: [...recognised(test), ...suspectsOf(test, train.labels, classNames.length, (index) => showPoint(train, index))] };
  },
};

export const POINT_CHECKS: readonly Check<PointSplit>[] = [balance, copies, groups, values, shift, labels];

function showPoint({ name, values, width, labels: given }: PointSplit, index: number): Shown {
  return { split: name, index, label: given[index]!, features: values.slice(index * width, (index + 1) * width) };
}
