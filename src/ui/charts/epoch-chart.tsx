import { useElementSize } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { CartesianGrid, Line, LineChart, Tooltip, XAxis, YAxis } from 'recharts';
import { short } from '../format';
import classes from './epoch-chart.module.css';
import { mergedRows, valueAt, type LineStyle, type Series } from './series';

/** The y axis. */
export interface Scale {
  /** With its unit. */
  readonly title: string;
  readonly log: boolean;
  /** The axis begins and ends with them; left out, it goes as far as the curves do. */
  readonly ticks?: readonly number[] | undefined;
  readonly formatTick: (y: number) => string;
  /** Pixels for title and ticks. */
  readonly width: number;
}

interface Props {
  readonly series: readonly Series[];
  readonly scale: Scale;
  readonly format: (y: number) => string;
  /** Epochs of the longest run. */
  readonly end: number;
  /** Marks of Recharts beneath the curves, and above them. */
  readonly beneath?: ReactNode;
  readonly above?: ReactNode;
}

const TICK = { fill: 'var(--quiet)', fontSize: 12 };
/** With fewer than this, a line alone would hardly be seen. */
const FEW_POINTS = 4;
const DASHES: Readonly<Record<LineStyle, string>> = { solid: '0', dashed: '5 4', dotted: '1 3', faint: '0' };

/** Curves over epochs, for all runs at once; hovering reads every one of them. */
export function EpochChart(props: Props) {
  const { ref, width, height } = useElementSize();
  // On a phone the screen that holds the chart may be hidden, and then it has no size.
  return (
    <div ref={ref} className={classes.canvas}>
      {width > 0 && height > 0 && <Drawing {...props} width={width} height={height} />}
    </div>
  );
}

function Drawing({ series, scale, format, end, beneath, above, width, height }: Props & { readonly width: number; readonly height: number }) {
  const { title, log, ticks, formatTick } = scale;
  const drawn = log ? series.map((one) => ({ ...one, points: one.points.filter(({ y }) => y > 0) })) : series;
  return (
    <LineChart width={width} height={height} data={mergedRows(drawn)} margin={{ top: 8, right: 10, bottom: 0, left: 0 }} accessibilityLayer={false}>
      <CartesianGrid stroke="var(--line)" vertical={false} />
      {beneath}
      <XAxis
        dataKey="x"
        type="number"
        domain={[0, end]}
        allowDataOverflow
        tickCount={6}
        tickFormatter={short}
        tick={TICK}
        stroke="var(--line)"
        height={40}
        label={{ value: 'epochs', position: 'insideBottom', offset: 2, ...TICK }}
      />
      <YAxis
        type="number"
        scale={log ? 'log' : 'linear'}
        domain={ticks ? [ticks[0]!, ticks.at(-1)!] : [log ? 'auto' : 0, 'auto']}
        {...(ticks ? { ticks: [...ticks] } : {})}
        allowDataOverflow={ticks !== undefined}
        tickFormatter={formatTick}
        tick={TICK}
        stroke="var(--line)"
        width={scale.width}
        label={{ value: title, angle: -90, position: 'insideLeft', style: { textAnchor: 'middle' }, offset: 8, ...TICK }}
      />
      <Tooltip
        isAnimationActive={false}
        cursor={{ stroke: 'var(--quiet)', strokeDasharray: '2 3' }}
        content={({ active, label }) => (active && typeof label === 'number' ? <Reading series={drawn} x={label} format={format} /> : null)}
      />
      {drawn.map(({ id, colour, style, earlier, points }) => (
        <Line
          key={id}
          dataKey={id}
          stroke={colour}
          strokeWidth={style === 'faint' ? 1 : earlier || style === 'dotted' ? 1.5 : 2}
          strokeOpacity={style === 'faint' ? 0.4 : earlier ? 0.6 : 1}
          strokeDasharray={DASHES[style]}
          dot={points.length < FEW_POINTS ? { r: 2, fill: colour, strokeDasharray: '0' } : false}
          activeDot={false}
          connectNulls
          isAnimationActive={false}
        />
      ))}
      {above}
    </LineChart>
  );
}

function Reading({ series, x, format }: { readonly series: readonly Series[]; readonly x: number; readonly format: (y: number) => string }) {
  return (
    <div className={classes.reading}>
      <b>epoch {x.toFixed(2)}</b>
      {series.map(({ id, name, colour, points }) => {
        const y = valueAt(points, x);
        return y === undefined ? null : (
          <span key={id}>
            <i style={{ background: colour }} />
            {name}
            <em>{format(y)}</em>
          </span>
        );
      })}
    </div>
  );
}
