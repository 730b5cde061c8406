import { useElementSize } from '@mantine/hooks';
import { CartesianGrid, Line, LineChart, ReferenceDot, ReferenceLine, Tooltip, XAxis, YAxis } from 'recharts';
import { short } from '../format';
import classes from './charts.module.css';
import { mergedRows, valueAt, type Series } from './series';

export interface LineChartProps {
  readonly series: readonly Series[];
  /** With its unit. */
  readonly yTitle: string;
  readonly log?: boolean;
  /** Of the y axis, which then begins and ends with them. */
  readonly ticks?: readonly number[];
  readonly format: (y: number) => string;
  /** Epochs of the longest run. */
  readonly end: number;
  /** Epochs to mark with a line. */
  readonly marks?: readonly number[];
  /** Where the marks are named, out of the way of the curves. */
  readonly marksNamed?: 'above' | 'below';
  readonly position?: { readonly x: number; readonly y: number; readonly colour: string };
}

const TICK = { fill: 'var(--quiet)', fontSize: 12 };
/** More marks than this are too close together to be named. */
const MOST_NAMED = 5;
/** With fewer than this, a line alone would hardly be seen. */
const FEW_POINTS = 4;
const DASHES = { solid: '0', dashed: '5 4', faint: '0' } as const;

/** Curves over epochs, for all runs at once; hovering reads every one of them. */
export function Curves(props: LineChartProps) {
  const { ref, width, height } = useElementSize();
  // On a phone the screen that holds the chart may be hidden, and then it has no size.
  return (
    <div ref={ref} className={classes.canvas}>
      {width > 0 && height > 0 && <Drawing {...props} width={width} height={height} />}
    </div>
  );
}

function Drawing({ series, yTitle, log = false, ticks, format, end, marks = [], marksNamed = 'above', position, width, height }: LineChartProps & { readonly width: number; readonly height: number }) {
  const drawn = log ? series.map((one) => ({ ...one, points: one.points.filter(({ y }) => y > 0) })) : series;
  return (
    <LineChart width={width} height={height} data={mergedRows(drawn)} margin={{ top: 8, right: 10, bottom: 0, left: 0 }} accessibilityLayer={false}>
      <CartesianGrid stroke="var(--line)" vertical={false} />
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
        tickFormatter={format}
        tick={TICK}
        stroke="var(--line)"
        width={66}
        label={{ value: yTitle, angle: -90, position: 'insideLeft', style: { textAnchor: 'middle' }, offset: 8, ...TICK }}
      />
      <Tooltip
        isAnimationActive={false}
        cursor={{ stroke: 'var(--quiet)', strokeDasharray: '2 3' }}
        content={({ active, label }) => (active && typeof label === 'number' ? <Reading series={drawn} x={label} format={format} /> : null)}
      />
      {marks.map((x) => (
        <ReferenceLine key={x} x={x} stroke="var(--quiet)" strokeDasharray="2 4" label={{ value: marks.length > MOST_NAMED ? '' : 'cycle ends', position: marksNamed === 'above' ? 'insideTopLeft' : 'insideBottomLeft', fill: 'var(--quiet)', fontSize: 11 }} />
      ))}
      {drawn.map(({ id, colour, style, earlier, points }) => (
        <Line
          key={id}
          dataKey={id}
          stroke={colour}
          strokeWidth={style === 'faint' ? 1 : earlier ? 1.5 : 2}
          strokeOpacity={style === 'faint' ? 0.4 : earlier ? 0.6 : 1}
          strokeDasharray={DASHES[style]}
          dot={points.length < FEW_POINTS ? { r: 2, fill: colour, strokeDasharray: '0' } : false}
          activeDot={false}
          connectNulls
          isAnimationActive={false}
        />
      ))}
      {position && <ReferenceDot x={position.x} y={position.y} r={4.5} fill={position.colour} stroke="var(--page)" strokeWidth={2} />}
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
