/** The chosen row over time. It holds the charting library, so it is loaded when the first probe is there. */
import { useElementSize } from '@mantine/hooks';
import { CartesianGrid, Line, LineChart, ReferenceArea, Tooltip, XAxis, YAxis } from 'recharts';
import { mergedRows, valueAt, type Series } from '../../charts/series';
import { short } from '../../format';
import { USUAL_UPDATE } from './figures';
import classes from './health.module.css';
import type { History } from './history';
import { decadesOf, power } from './scale';

interface Props {
  readonly history: History;
  /** Epochs. */
  readonly end: number;
  /** Draws the band of the usual updates. */
  readonly band: boolean;
  /** Stretches in which the learning rate is low, in epochs. */
  readonly quiet: readonly { readonly start: number; readonly stop: number }[];
  readonly format: (y: number) => string;
}

const TICK = { fill: 'var(--quiet)', fontSize: 12 };
const DASHES = { solid: '0', dashed: '5 4', faint: '1 3' } as const;
/** With fewer than this, a line alone would hardly be seen. */
const FEW_POINTS = 4;
const MOST_TICKS = 6;

export default function HistoryChart(props: Props) {
  const { ref, width, height } = useElementSize();
  // On a phone the screen that holds the chart may be hidden, and then it has no size.
  return (
    <div ref={ref} className={classes.canvas}>
      {width > 0 && height > 0 && <Drawing {...props} width={width} height={height} />}
    </div>
  );
}

function Drawing({ history: { series, yTitle, log }, end, band, quiet, format, width, height }: Props & { readonly width: number; readonly height: number }) {
  const drawn = log ? series.map((one) => ({ ...one, points: one.points.filter(({ y }) => y > 0) })) : series;
  const values = drawn.map(({ points }) => Float64Array.from(points, ({ y }) => y));
  const usual = Float64Array.of(USUAL_UPDATE.low, USUAL_UPDATE.high);
  const axis = log ? decades(band ? [...values, usual] : values) : { domain: [0, 1] as const, ticks: [0, 0.25, 0.5, 0.75, 1] };
  return (
    <LineChart width={width} height={height} data={mergedRows(drawn)} margin={{ top: 8, right: 10, bottom: 0, left: 0 }} accessibilityLayer={false}>
      <CartesianGrid stroke="var(--line)" vertical={false} />
      {quiet.map(({ start, stop }) => (
        <ReferenceArea key={start} x1={start} x2={Math.min(end, stop)} fill="var(--quiet)" fillOpacity={0.16} />
      ))}
      {band && <ReferenceArea y1={USUAL_UPDATE.low} y2={USUAL_UPDATE.high} fill="var(--accent-ink)" fillOpacity={0.1} stroke="var(--accent-ink)" strokeOpacity={0.5} strokeDasharray="2 3" />}
      <XAxis
        dataKey="x"
        type="number"
        domain={[0, end]}
        allowDataOverflow
        tickCount={5}
        tickFormatter={short}
        tick={TICK}
        stroke="var(--line)"
        height={40}
        label={{ value: 'epochs', position: 'insideBottom', offset: 2, ...TICK }}
      />
      <YAxis
        type="number"
        scale={log ? 'log' : 'linear'}
        domain={[...axis.domain]}
        ticks={[...axis.ticks]}
        allowDataOverflow
        tickFormatter={(value: number) => (log ? power(Math.round(Math.log10(value))) : `${100 * value}`)}
        tick={TICK}
        stroke="var(--line)"
        width={56}
        label={{ value: yTitle, angle: -90, position: 'insideLeft', style: { textAnchor: 'middle' }, offset: 8, ...TICK }}
      />
      <Tooltip
        isAnimationActive={false}
        cursor={{ stroke: 'var(--quiet)', strokeDasharray: '2 3' }}
        content={({ active, label }) => (active && typeof label === 'number' ? <Readings series={drawn} x={label} format={format} /> : null)}
      />
      {drawn.map(({ id, colour, style, points }) => (
        <Line
          key={id}
          dataKey={id}
          stroke={colour}
          strokeWidth={style === 'faint' ? 1.5 : 2}
          strokeDasharray={DASHES[style]}
          dot={points.length < FEW_POINTS ? { r: 2, fill: colour, strokeDasharray: '0' } : false}
          activeDot={false}
          connectNulls
          isAnimationActive={false}
        />
      ))}
    </LineChart>
  );
}

/** An axis of whole decades, two at least, not all of them named where they are many. */
function decades(values: readonly Float64Array[]): { readonly domain: readonly [number, number]; readonly ticks: readonly number[] } {
  const [low, top] = decadesOf(values) ?? [-1, 0];
  const high = Math.max(low + 2, top);
  const stride = Math.ceil((high - low + 1) / MOST_TICKS);
  return { domain: [10 ** low, 10 ** high], ticks: Array.from({ length: Math.floor((high - low) / stride) + 1 }, (_, i) => 10 ** (low + i * stride)) };
}

function Readings({ series, x, format }: { readonly series: readonly Series[]; readonly x: number; readonly format: (y: number) => string }) {
  return (
    <div className={classes.tooltip}>
      <b>epoch {x.toFixed(2)}</b>
      {series.map(({ id, name, points }) => {
        const y = valueAt(points, x);
        return y === undefined ? null : (
          <span key={id}>
            {name} <em>{format(y)}</em>
          </span>
        );
      })}
    </div>
  );
}
