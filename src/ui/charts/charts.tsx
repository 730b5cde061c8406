/** The three charts of training. They hold the charting library, so they are loaded after the page itself. */
import { memo, useState } from 'react';
import { describeData } from '../../core/experiment';
import type { RunRecord } from '../../store/run-record';
import { lossText, short } from '../format';
import { useCurrentRun, usePlayground } from '../playground-context';
import { runColour } from '../theme';
import { ChartFrame, ToolButton } from './chart-frame';
import classes from './charts.module.css';
import { Curves } from './line-chart';
import { accuracySeries, cycleEnds, lossSeries, rateSeries } from './series';
import { useRuns } from './use-runs';

/** Drawing takes some milliseconds per curve, and the eye needs no more than this, in ms. */
const REDRAW_INTERVAL = 400;
const REDRAW_RATE_INTERVAL = 1000;

const TRAIN_AND_DEV = [
  { style: 'solid', label: 'dev' },
  { style: 'dashed', label: 'train' },
] as const;

const USED_AND_PLANNED = [
  { style: 'solid', label: 'used' },
  { style: 'faint', label: 'planned' },
] as const;

/** The charts there are; all are shown where not said otherwise. */
export type ChartId = 'loss' | 'accuracy' | 'rate';

export default function Charts({ only = ['loss', 'accuracy', 'rate'] }: { readonly only?: readonly ChartId[] }) {
  const begun = useCurrentRun() !== undefined;
  const perStep = useRuns(({ points, evaluations }) => `${points} ${evaluations.length}`, REDRAW_INTERVAL);
  const perEvaluation = useRuns(({ evaluations }) => evaluations.length, REDRAW_INTERVAL);
  const rarely = useRuns(({ points }) => points, REDRAW_RATE_INTERVAL);
  if (!begun) return null;
  return (
    <div className={classes.charts}>
      {only.includes('loss') && <LossChart runs={perStep} />}
      {only.includes('accuracy') && <AccuracyChart runs={perEvaluation} />}
      {only.includes('rate') && <RateChart runs={rarely} />}
    </div>
  );
}

interface ChartProps {
  readonly runs: readonly RunRecord[];
}

const LossChart = memo(function LossChart({ runs }: ChartProps) {
  const [log, setLog] = useState(false);
  const [objective, setObjective] = useState(true);
  const { catalogue } = usePlayground();
  const series = lossSeries(runs, objective);
  const current = runs.at(-1);
  const guessing = current && Math.log(describeData(catalogue, current.experiment.data).classes).toFixed(2);
  return (
    <ChartFrame
      title="Loss"
      help={`Cross-entropy on clean samples: lower is better, guessing gets ${guessing}. Thin: the objective that training minimises.`}
      series={series}
      format={lossText}
      legend={TRAIN_AND_DEV}
      tools={
        <>
          <ToolButton pressed={objective} label="Show the objective" onClick={() => setObjective(!objective)}>
            objective
          </ToolButton>
          <ToolButton pressed={log} label="Loss on a log axis" onClick={() => setLog(!log)}>
            log
          </ToolButton>
        </>
      }
    >
      <Curves series={series} yTitle="cross-entropy (nats)" log={log} format={short} end={longest(runs)} marks={cycleEnds(current)} />
    </ChartFrame>
  );
});

const AccuracyChart = memo(function AccuracyChart({ runs }: ChartProps) {
  const series = accuracySeries(runs);
  const lowest = Math.min(100, ...series.flatMap(({ points }) => points.map(({ y }) => y)));
  return (
    <ChartFrame
      title="Accuracy"
      help="The share of samples named rightly. The gap between train and dev is what the network has learned by heart."
      series={series}
      format={(y) => `${y.toFixed(1)} %`}
      legend={TRAIN_AND_DEV}
    >
      <Curves
        series={series}
        yTitle="accuracy (%)"
        ticks={ticksUpTo100(lowest)}
        format={short}
        end={longest(runs)}
        marks={cycleEnds(runs.at(-1))}
        marksNamed="below"
      />
    </ChartFrame>
  );
});

const RateChart = memo(function RateChart({ runs }: ChartProps) {
  const series = rateSeries(runs);
  const current = runs.at(-1);
  const rate = current && (current.points > 0 ? current.series.learningRate[current.points - 1] : current.plan[0]?.rate);
  const position = current && rate !== undefined ? { x: Math.max(0, current.step - 1) / current.stepsPerEpoch, y: rate, colour: runColour(current.colour) } : undefined;
  return (
    <ChartFrame title="Learning rate" help="The whole plan of the schedule, and where the run is on it." series={series} format={short} legend={USED_AND_PLANNED}>
      <Curves series={series} yTitle="learning rate" format={short} end={longest(runs)} {...(position ? { position } : {})} />
    </ChartFrame>
  );
});

/** Epochs of the longest run. */
function longest(runs: readonly RunRecord[]): number {
  return Math.max(...runs.map(({ steps, stepsPerEpoch }) => steps / stepsPerEpoch));
}

/** Round percentages from below the lowest value up to 100. */
function ticksUpTo100(lowest: number): number[] {
  const step = lowest < 50 ? 20 : lowest < 80 ? 10 : 5;
  const first = Math.floor(lowest / step) * step;
  return Array.from({ length: Math.floor((100 - first) / step) + 1 }, (_, i) => first + i * step);
}
