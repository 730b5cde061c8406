import { useMemo } from 'react';
import { fold, planLearningRate } from '../../core/fold';
import { short } from '../format';
import { usePlayground, usePlaygroundState } from '../playground-context';
import classes from './experiment.module.css';

const WIDTH = 260;
const HEIGHT = 46;
const POINTS = 130;

/** The learning rate over the run to come, by the very function that training calls. */
export function SchedulePreview() {
  const { catalogue } = usePlayground();
  const experiment = usePlaygroundState((state) => state.experiment);
  const problem = usePlaygroundState((state) => state.problem);
  const plan = useMemo(() => (problem ? [] : planLearningRate(fold(catalogue, experiment), POINTS)), [catalogue, experiment, problem]);
  if (plan.length === 0) return null;
  // A run of a single step may have no rate but 0.
  const highest = Math.max(Number.MIN_VALUE, ...plan.map(({ rate }) => rate));
  const last = Math.max(1, plan.at(-1)!.step);
  const path = plan.map(({ step, rate }, i) => `${i === 0 ? 'M' : 'L'}${((step / last) * WIDTH).toFixed(1)} ${(HEIGHT - 2 - (rate / highest) * (HEIGHT - 4)).toFixed(1)}`).join('');
  return (
    <figure className={classes.preview}>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={`Learning rate over the run: starts at ${short(plan[0]!.rate)}, highest ${short(highest)}, ends at ${short(plan.at(-1)!.rate)}`}>
        <path d={path} />
      </svg>
      <figcaption>
        learning rate, up to {short(highest)}, over the run
      </figcaption>
    </figure>
  );
}
