import { useMemo, useState } from 'react';
import { percent } from '../../../core/statistics';
import { grouped } from '../../../core/words';
import { calibrate, describeBin, judgeCalibration, type Calibration as Measured } from '../../../diagnose/errors/calibration';
import { sharePercent } from '../../../diagnose/words';
import { ToolButton } from '../../charts/chart-frame';
import { icons } from '../../icons';
import { Panel } from '../../shared/panel';
import { intervalText, type Facts } from '../shared/facts';
import { NumberTable } from '../../shared/number-table';
import { VerdictNote } from '../shared/verdict-note';
import classes from './calibration.module.css';

/** Whether the network is as often right as it says. */
export function Calibration({ facts: { predictions } }: { readonly facts: Facts }) {
  const [table, setTable] = useState(false);
  const measured = useMemo(() => calibrate(predictions), [predictions]);
  const verdict = useMemo(() => judgeCalibration(measured), [measured]);
  const filled = measured.bins.filter(({ count }) => count > 0);
  return (
    <Panel
      title="Calibration"
      help="Of the samples on which it says “80 % sure”, 80 % should be right. Bars: the share that is right, with its 95 % interval; diamonds: how sure it was. On the dashed line the two are the same."
      controls={
        <ToolButton pressed={table} label="Calibration as a table" onClick={() => setTable(!table)}>
          {icons.table}
        </ToolButton>
      }
    >
      <p className={classes.error}>
        Expected calibration error <b>{sharePercent(measured.error)}</b>; chance alone would give {sharePercent(measured.byChance)}.
      </p>
      {table ? (
        <NumberTable
          label="Calibration, numbers"
          columns={['said', 'samples', 'mean said', 'right', '95 % interval']}
          rows={filled.map(({ low, high, count, confidence, accuracy }) => [`${sharePercent(low)}–${sharePercent(high)}`, grouped(count), sharePercent(confidence), percent(accuracy), intervalText(accuracy)])}
        />
      ) : (
        <Diagram measured={measured} />
      )}
      <VerdictNote verdict={verdict} />
    </Panel>
  );
}

/** In units of the drawing. */
const SIDE = 260;
const LEFT = 44;
const BOTTOM = 38;
const TOP = 8;
const TICKS = [0, 0.25, 0.5, 0.75, 1];

function Diagram({ measured: { bins, error, samples } }: { readonly measured: Measured }) {
  const x = (share: number): number => LEFT + share * SIDE;
  const y = (share: number): number => TOP + (1 - share) * SIDE;
  return (
    <svg
      className={classes.diagram}
      viewBox={`0 0 ${LEFT + SIDE + 12} ${TOP + SIDE + BOTTOM}`}
      role="img"
      aria-label={`Reliability diagram of ${grouped(samples)} samples: how often answers of each confidence are right; calibration error ${sharePercent(error)}`}
    >
      {TICKS.map((tick) => (
        <g key={tick} className={classes.tick}>
          <line x1={x(0)} x2={x(1)} y1={y(tick)} y2={y(tick)} />
          <text x={x(0) - 6} y={y(tick) + 4} textAnchor="end">
            {100 * tick}
          </text>
          <text x={x(tick)} y={y(0) + 15} textAnchor="middle">
            {100 * tick}
          </text>
        </g>
      ))}
      <text className={classes.title} x={x(0.5)} y={y(0) + 32} textAnchor="middle">
        said (%)
      </text>
      <text className={classes.title} transform={`translate(11 ${y(0.5)}) rotate(-90)`} textAnchor="middle">
        right (%)
      </text>
      {bins.map((bin) => {
        if (bin.count === 0) return null;
        const { low, high, confidence, accuracy } = bin;
        const middle = x((low + high) / 2);
        return (
          <g key={low}>
            <title>{describeBin(bin)}</title>
            <rect className={classes.bar} x={x(low) + 1} width={x(high) - x(low) - 2} y={y(accuracy.mean)} height={y(0) - y(accuracy.mean)} />
            <path className={classes.whisker} d={`M${middle} ${y(accuracy.low)}V${y(accuracy.high)}M${middle - 3} ${y(accuracy.low)}h6M${middle - 3} ${y(accuracy.high)}h6`} />
            <path className={classes.said} d={`M${x(confidence)} ${y(confidence) - 4.5}l4.5 4.5l-4.5 4.5l-4.5 -4.5z`} />
          </g>
        );
      })}
      <line className={classes.ideal} x1={x(0)} y1={y(0)} x2={x(1)} y2={y(1)} />
    </svg>
  );
}
