/** Axes and grid of a chart whose content is drawn by others, on a canvas above it or as SVG within. */
import { memo, type ReactNode } from 'react';
import { CartesianGrid, LineChart, XAxis, YAxis } from 'recharts';
import type { Scale } from './scale';

export interface Axis {
  readonly scale: Scale;
  /** With its unit. */
  readonly title: string;
  readonly format: (value: number) => string;
}

interface Props {
  readonly width: number;
  readonly height: number;
  readonly x: Axis;
  readonly y: Axis;
  /** SVG in the pixels of the whole chart. */
  readonly children?: ReactNode;
}

/** Where the content is, in pixels of the chart. */
export interface Area {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

const MARGIN = { top: 10, right: 16, bottom: 0, left: 0 };
const Y_WIDTH = 66;
const X_HEIGHT = 42;
const TICK = { fill: 'var(--quiet)', fontSize: 12 };
const NO_ROWS: object[] = [];

export function areaOf(width: number, height: number): Area {
  return { left: Y_WIDTH, top: MARGIN.top, width: Math.max(1, width - Y_WIDTH - MARGIN.right), height: Math.max(1, height - X_HEIGHT - MARGIN.top) };
}

/** Drawn anew only when a scale or the size changes, so that data may stream above it. */
export const PlotFrame = memo(function PlotFrame({ width, height, x, y, children }: Props) {
  return (
    <LineChart width={width} height={height} data={NO_ROWS} margin={MARGIN} accessibilityLayer={false}>
      <CartesianGrid stroke="var(--line)" vertical={false} />
      <XAxis
        dataKey="x"
        {...axisProps(x)}
        height={X_HEIGHT}
        label={{ value: x.title, position: 'insideBottom', offset: 2, ...TICK }}
      />
      <YAxis
        {...axisProps(y)}
        width={Y_WIDTH}
        label={{ value: y.title, angle: -90, position: 'insideLeft', style: { textAnchor: 'middle' }, offset: 8, ...TICK }}
      />
      {children}
    </LineChart>
  );
});

function axisProps({ scale, format }: Axis) {
  return {
    type: 'number' as const,
    scale: scale.log ? ('log' as const) : ('linear' as const),
    domain: [scale.low, scale.high] as [number, number],
    ticks: [...scale.ticks],
    allowDataOverflow: true,
    tickFormatter: format,
    tick: TICK,
    stroke: 'var(--line)',
  };
}
