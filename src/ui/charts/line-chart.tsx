import { ReferenceDot, ReferenceLine } from 'recharts';
import { EpochChart } from './epoch-chart';
import type { Series } from './series';

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

/** More marks than this are too close together to be named. */
const MOST_NAMED = 5;
const AXIS_WIDTH = 66;

/** Curves over epochs, with marks where something ends and a dot where a run stands. */
export function Curves({ series, yTitle, log = false, ticks, format, end, marks = [], marksNamed = 'above', position }: LineChartProps) {
  const name = { value: marks.length > MOST_NAMED ? '' : 'cycle ends', position: marksNamed === 'above' ? 'insideTopLeft' : 'insideBottomLeft', fill: 'var(--quiet)', fontSize: 11 } as const;
  return (
    <EpochChart
      series={series}
      scale={{ title: yTitle, log, ticks, formatTick: format, width: AXIS_WIDTH }}
      format={format}
      end={end}
      beneath={marks.map((x) => (
        <ReferenceLine key={x} x={x} stroke="var(--quiet)" strokeDasharray="2 4" label={name} />
      ))}
      above={position && <ReferenceDot x={position.x} y={position.y} r={4.5} fill={position.colour} stroke="var(--page)" strokeWidth={2} />}
    />
  );
}
