import { useMemo } from 'react';
import type { TradeOffPoint } from '../../../store/lab/compare/trade-off';
import { tickText } from '../overlay/reading';
import { areaOf, PlotFrame } from '../plot/plot-frame';
import { linearScale, logScale, placeOn, type Scale } from '../plot/scale';
import { SHAPES, type LineLook } from '../styles';
import { placeLabels } from './labels';

export interface NamedPoint extends TradeOffPoint {
  readonly name: string;
  readonly look: LineLook;
}

interface Props {
  readonly points: readonly NamedPoint[];
  /** The cheapest first. */
  readonly front: readonly NamedPoint[];
  readonly error: boolean;
  readonly costTitle: string;
  readonly width: number;
  readonly height: number;
}

/** Points with their intervals and names; the front as steps, since nothing between two runs was measured. */
export function TradeOffDrawing({ points, front, error, costTitle, width, height }: Props) {
  const { x, y } = useMemo(() => scalesOf(points, error), [points, error]);
  const area = areaOf(width, height);
  const px = (cost: number): number => area.left + placeOn(x, cost) * area.width;
  const py = (accuracy: number): number => area.top + (1 - Math.min(1, Math.max(0, placeOn(y, shown(accuracy, error, y))))) * area.height;
  const steps = front.map(({ cost, accuracy }, i) => (i === 0 ? `M${px(cost)} ${py(accuracy.mean)}` : `H${px(cost)}V${py(accuracy.mean)}`));
  const obstacles = front.slice(1).flatMap(({ cost, accuracy }, i) => {
    const [left, right, from, to] = [px(front[i]!.cost), px(cost), py(front[i]!.accuracy.mean), py(accuracy.mean)];
    return [{ left, right, top: from - 1, bottom: from + 1 }, { left: right - 1, right: right + 1, top: to, bottom: from }];
  });
  const places = points.map(({ cost, accuracy, name }) => ({ x: px(cost), y: py(accuracy.mean), text: name.length > 30 ? `${name.slice(0, 29)}…` : name }));
  const labels = placeLabels(places, { left: area.left, right: area.left + area.width, top: area.top, bottom: area.top + area.height }, obstacles);
  const xAxis = useMemo(() => ({ scale: x, title: `${costTitle}${x.log ? ' (log scale)' : ''}`, format: tickText }), [x, costTitle]);
  const yAxis = useMemo(() => ({ scale: y, title: error ? 'dev error (%), log scale' : 'dev accuracy (%)', format: tickText }), [y, error]);
  return (
    <PlotFrame width={width} height={height} x={xAxis} y={yAxis}>
      <g>
        <path d={steps.join('')} fill="none" stroke="var(--quiet)" strokeWidth={1.5} strokeDasharray="5 3" />
        {points.map(({ id, cost, accuracy, look, best }, i) => (
          <g key={id}>
            <path d={`M${px(cost)} ${py(accuracy.low)}V${py(accuracy.high)}`} stroke={look.colour} strokeOpacity={0.45} strokeWidth={1.5} />
            <g transform={`translate(${px(cost)} ${py(accuracy.mean)})`}>
              <path d={SHAPES[look.shape]} fill={best ? look.colour : 'var(--page)'} stroke={look.colour} strokeWidth={2} />
            </g>
            {labels[i] && (
              <text x={labels[i].x} y={labels[i].y} textAnchor={labels[i].anchor} fontSize={12} fontWeight={best ? 600 : 400} fill="var(--ink)">
                {places[i]!.text}
              </text>
            )}
          </g>
        ))}
      </g>
    </PlotFrame>
  );
}

/** In percent; an error of zero is drawn at the end of its log axis. */
function shown(accuracy: number, error: boolean, scale: Scale): number {
  return error ? Math.max(scale.low, 100 * (1 - accuracy)) : 100 * accuracy;
}

function scalesOf(points: readonly NamedPoint[], error: boolean): { x: Scale; y: Scale } {
  const costs = points.map(({ cost }) => cost);
  const [cheap, dear] = [Math.min(...costs), Math.max(...costs)];
  const reach = (dear - cheap) * 0.08;
  const x = dear > 4 * cheap ? logScale(cheap / 1.15, dear * 1.15) : linearScale(Math.max(0, cheap - reach), dear + reach);
  // Intervals that are endless or reach far out must not press the points together.
  const means = points.map(({ accuracy }) => 100 * accuracy.mean);
  const [low, high] = [Math.min(...means), Math.max(...means)];
  const reachOfEnds = 2 * (high - low) + 5;
  const ends = points.flatMap(({ accuracy }) => [100 * accuracy.low, 100 * accuracy.high]).filter((end) => end >= low - reachOfEnds && end <= high + reachOfEnds);
  const [least, most] = [Math.max(0, Math.min(low, ...ends)), Math.min(100, Math.max(high, ...ends))];
  if (!error) return { x, y: linearScale(least, most) };
  const smallest = Math.max(0.01, Math.min(...means.map((mean) => 100 - mean).filter((value) => value > 0), 100));
  return { x, y: logScale(Math.max(smallest / 2, 100 - most), Math.max(smallest * 1.5, 100 - least)) };
}
