/** The chosen row over time. It holds the charting library, so it is loaded when the first probe is there. */
import { ReferenceArea } from 'recharts';
import { EpochChart } from '../../charts/epoch-chart';
import { USUAL_UPDATE } from './figures';
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

const MOST_TICKS = 6;
const SHARES = [0, 0.25, 0.5, 0.75, 1];
const AXIS_WIDTH = 56;

export default function HistoryChart({ history: { series, yTitle, log }, end, band, quiet, format }: Props) {
  const values = series.map(({ points }) => Float64Array.from(points, ({ y }) => y));
  const usual = Float64Array.of(USUAL_UPDATE.low, USUAL_UPDATE.high);
  const formatTick = (value: number): string => (log ? power(Math.round(Math.log10(value))) : `${100 * value}`);
  return (
    <EpochChart
      series={series}
      scale={{ title: yTitle, log, ticks: log ? decades(band ? [...values, usual] : values) : SHARES, formatTick, width: AXIS_WIDTH }}
      format={format}
      end={end}
      beneath={
        <>
          {quiet.map(({ start, stop }) => (
            <ReferenceArea key={start} x1={start} x2={Math.min(end, stop)} fill="var(--quiet)" fillOpacity={0.16} />
          ))}
          {band && <ReferenceArea y1={USUAL_UPDATE.low} y2={USUAL_UPDATE.high} fill="var(--accent-ink)" fillOpacity={0.1} stroke="var(--accent-ink)" strokeOpacity={0.5} strokeDasharray="2 3" />}
        </>
      }
    />
  );
}

/** Ticks from the first to the last of whole decades, two at least, not all of them where they are many. */
function decades(values: readonly Float64Array[]): readonly number[] {
  const [low, top] = decadesOf(values) ?? [-1, 0];
  const high = Math.max(low + 2, top);
  const stride = Math.ceil((high - low + 1) / MOST_TICKS);
  // The axis ends with the last tick, so that one lies at or beyond the highest decade.
  return Array.from({ length: Math.ceil((high - low) / stride) + 1 }, (_, i) => 10 ** (low + i * stride));
}
