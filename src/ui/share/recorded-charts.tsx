import { memo, useState } from 'react';
import type { SharedRun } from '../../store/lab/shared-results';
import { ChartFrame, ToolButton } from '../charts/chart-frame';
import { Curves } from '../charts/line-chart';
import { lossText, short } from '../format';
import { accuracyOf, COLOURS, hasTrainCurves, lossOf, recordedSeries } from './recorded-series';
import classes from './recorded.module.css';

const DEV = { style: 'solid', label: 'dev' } as const;
const TRAIN = { style: 'dashed', label: 'train' } as const;

/** Loss and accuracy of recorded runs. */
export const RecordedCharts = memo(function RecordedCharts({ runs }: { readonly runs: readonly SharedRun[] }) {
  const [log, setLog] = useState(false);
  const legend = hasTrainCurves(runs) ? [DEV, TRAIN] : [DEV];
  const end = Math.max(...runs.map(({ recorded: { steps, stepsPerEpoch } }) => steps / stepsPerEpoch));
  const losses = recordedSeries(runs, lossOf);
  const accuracies = recordedSeries(runs, accuracyOf);
  return (
    <div className={classes.charts}>
      {runs.length > COLOURS && <p className={classes.note}>Colours repeat after the {COLOURS}th run: hovering names each line, and “Compare them” draws them with dashes.</p>}
      <div>
        <ChartFrame
          title="Recorded loss"
          help="Cross-entropy on clean samples: lower is better."
          series={losses}
          format={lossText}
          legend={legend}
          tools={
            <ToolButton pressed={log} label="Recorded loss on a log axis" onClick={() => setLog(!log)}>
              log
            </ToolButton>
          }
        >
          <Curves series={losses} yTitle="cross-entropy (nats)" log={log} format={short} end={end} />
        </ChartFrame>
      </div>
      <div>
        <ChartFrame title="Recorded accuracy" help="The share of samples named rightly." series={accuracies} format={(y) => `${y.toFixed(1)} %`} legend={legend}>
          <Curves series={accuracies} yTitle="accuracy (%)" format={short} end={end} />
        </ChartFrame>
      </div>
    </div>
  );
});
