/** The curves of recorded runs, as the charts draw them. */
import type { RecordedEvaluation } from '../../core/result-link/recorded';
import type { EvaluationResult } from '../../core/trick';
import type { SharedRun } from '../../store/lab/shared-results';
import type { Series } from '../charts/series';
import { runColour } from '../theme';

/** As many run colours there are. */
export const COLOURS = 6;
/** With more runs than this, train curves would hide those of dev. */
const MOST_WITH_TRAIN = 3;

export const hasTrainCurves = (runs: readonly SharedRun[]): boolean => runs.length <= MOST_WITH_TRAIN;

/** Colours are used again after the sixth run; the table and the tooltip tell runs apart by their numbers. */
export const recordedColour = (index: number): string => runColour(index % COLOURS);

export const lossOf = ({ loss }: EvaluationResult): number => loss;
export const accuracyOf = ({ accuracy }: EvaluationResult): number => 100 * accuracy;

/** Over epochs. */
export function recordedSeries(runs: readonly SharedRun[], value: (result: EvaluationResult) => number): Series[] {
  return runs.flatMap(({ id, recorded }, i): Series[] => {
    const points = (split: (evaluation: RecordedEvaluation) => EvaluationResult) =>
      recorded.evaluations.map((evaluation) => ({ x: evaluation.step / recorded.stepsPerEpoch, y: value(split(evaluation)) })).filter(({ y }) => Number.isFinite(y));
    const name = runs.length === 1 ? '' : `run ${i + 1} `;
    const common = { colour: recordedColour(i), earlier: false };
    const dev: Series = { ...common, id: `${id} dev`, name: `${name}dev`, style: 'solid', points: points(({ dev }) => dev) };
    return hasTrainCurves(runs) ? [{ ...common, id: `${id} train`, name: `${name}train`, style: 'dashed', points: points(({ train }) => train) }, dev] : [dev];
  });
}
