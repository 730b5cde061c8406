import { useState, type KeyboardEvent, type PointerEvent } from 'react';
import { NOT_SET, passes, type Brushes, type ParallelAxis, type Stretch } from '../../../store/lab/compare/parallel';
import { zoomOf } from '../../shared/zoom';
import type { Entry } from '../entries';
import classes from './parallel.module.css';

interface Props {
  readonly entries: readonly Entry[];
  readonly axes: readonly ParallelAxis[];
  readonly brushes: Brushes;
  readonly onBrush: (brushes: Brushes) => void;
  readonly width: number;
}

const HEIGHT = 330;
const TOP = 52;
const LENGTH = 230;
/** Where runs without a setting cross its axis. */
const UNSET = TOP + LENGTH + 26;
/** Axes nearer than this could not be told apart or hit; the box scrolls. */
const LEAST_GAP = 118;
const SIDE = 64;
/** How far a brush reaches beyond where it was begun, at least. */
const LEAST_BRUSH = 0.02;

const yOf = (place: number | undefined): number => (place === undefined ? UNSET : TOP + (1 - place) * LENGTH);

export function ParallelDrawing({ entries, axes, brushes, onBrush, width }: Props) {
  const gap = Math.max(LEAST_GAP, (width - 2 * SIDE) / (axes.length - 1));
  const whole = 2 * SIDE + gap * (axes.length - 1);
  const xOf = (axis: number): number => SIDE + axis * gap;
  const runs = entries.map((entry, run) => ({ ...entry, run, kept: passes(axes, brushes, run) })).toSorted((a, b) => Number(a.kept) - Number(b.kept));
  return (
    <svg width={whole} height={HEIGHT} className={classes.chart}>
      {runs.map(({ group, name, look, run, kept }) => (
        <path
          key={group.id}
          d={axes.map(({ at }, axis) => `${axis === 0 ? 'M' : 'L'}${xOf(axis).toFixed(1)} ${yOf(at[run]).toFixed(1)}`).join('')}
          fill="none"
          stroke={kept ? look.colour : 'var(--line)'}
          strokeWidth={kept ? 2 : 1}
          strokeDasharray={look.dash.join(' ')}
        >
          <title>{name}</title>
        </path>
      ))}
      {axes.map((axis, i) => (
        <Axis
          key={axis.key}
          axis={axis}
          x={xOf(i)}
          room={gap}
          brush={brushes[axis.key]}
          onBrush={(brush) => onBrush(Object.fromEntries([...Object.entries(brushes).filter(([key]) => key !== axis.key), ...(brush ? [[axis.key, brush]] : [])]))}
        />
      ))}
    </svg>
  );
}

interface AxisProps {
  readonly axis: ParallelAxis;
  readonly x: number;
  /** Pixels to the next axis. */
  readonly room: number;
  readonly brush: Stretch | undefined;
  readonly onBrush: (brush: Stretch | undefined) => void;
}

function Axis({ axis, x, room, brush, onBrush }: AxisProps) {
  const [from, setFrom] = useState<number>();
  const placeOf = (event: PointerEvent<SVGElement>): number => {
    const svg = event.currentTarget.ownerSVGElement!;
    const y = (event.clientY - svg.getBoundingClientRect().top) / zoomOf(svg);
    return Math.min(1, Math.max(0, 1 - (y - TOP) / LENGTH));
  };
  const drag = (event: PointerEvent<SVGElement>): void => {
    if (from === undefined) return;
    const to = placeOf(event);
    onBrush(Math.abs(to - from) < LEAST_BRUSH ? undefined : { low: Math.min(from, to), high: Math.max(from, to) });
  };
  const longest = Math.max(6, Math.floor((room - 16) / 6.6));
  const unset = axis.at.includes(undefined);
  return (
    <g>
      <text x={x} y={TOP - 30} textAnchor="middle" fontSize={12} fontWeight={600} fill="var(--ink)">
        {cut(axis.label, longest)}
        <title>{axis.label}</title>
      </text>
      <path d={`M${x} ${TOP}V${TOP + LENGTH}`} stroke="var(--quiet)" />
      {axis.ticks.map(({ at, text }, i) => (
        <g key={i}>
          <path d={`M${x - 4} ${yOf(at)}h8`} stroke="var(--quiet)" />
          <text x={x + 8} y={yOf(at) + 4} fontSize={11} fill="var(--quiet)" stroke="var(--page)" strokeWidth={3} paintOrder="stroke">
            {cut(text, longest)}
          </text>
        </g>
      ))}
      {unset && (
        <text x={x + 8} y={UNSET + 4} fontSize={11} fill="var(--quiet)" stroke="var(--page)" strokeWidth={3} paintOrder="stroke">
          {NOT_SET}
        </text>
      )}
      {brush && (
        <rect className={classes.brush} x={x - 8} y={yOf(brush.high)} width={16} height={Math.max(2, yOf(brush.low) - yOf(brush.high))} />
      )}
      <rect
        className={classes.track}
        x={x - 22}
        y={TOP - 10}
        width={44}
        height={LENGTH + 20}
        fill="transparent"
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          setFrom(placeOf(event));
        }}
        onPointerMove={drag}
        onPointerUp={(event) => {
          drag(event);
          setFrom(undefined);
        }}
      />
      <Handle axis={axis} x={x} end="high" brush={brush} onBrush={onBrush} />
      <Handle axis={axis} x={x} end="low" brush={brush} onBrush={onBrush} />
    </g>
  );
}

/** An end of the brush, for the keyboard: it moves from one value to the next. */
function Handle({ axis, x, end, brush, onBrush }: Pick<AxisProps, 'axis' | 'x' | 'brush' | 'onBrush'> & { readonly end: keyof Stretch }) {
  const { low, high } = brush ?? { low: 0, high: 1 };
  const place = end === 'low' ? low : high;
  const stops = [...new Set([0, 1, ...axis.at.flatMap((at) => at ?? [])])].sort((a, b) => a - b);
  const move = (to: number): void => {
    const next = end === 'low' ? { low: Math.min(to, high), high } : { low, high: Math.max(to, low) };
    onBrush(next.low <= 0 && next.high >= 1 ? undefined : next);
  };
  const press = (event: KeyboardEvent): void => {
    const moves: Record<string, () => void> = {
      ArrowUp: () => move(stops.find((stop) => stop > place + 1e-9) ?? 1),
      ArrowDown: () => move(stops.findLast((stop) => stop < place - 1e-9) ?? 0),
      Home: () => move(0),
      End: () => move(1),
      Escape: () => onBrush(undefined),
    };
    moves['ArrowRight'] = moves['ArrowUp']!;
    moves['ArrowLeft'] = moves['ArrowDown']!;
    const chosen = moves[event.key];
    if (!chosen) return;
    event.preventDefault();
    chosen();
  };
  // What stands nearest to the handle says where it is.
  const near = axis.at.reduce<number>((best, at, run) => (at !== undefined && (best < 0 || Math.abs(at - place) < Math.abs(axis.at[best]! - place)) ? run : best), -1);
  const y = yOf(place);
  const point = end === 'high' ? `M${x} ${y}l-8 -9h16z` : `M${x} ${y}l-8 9h16z`;
  return (
    <path
      className={classes.handle}
      d={point}
      role="slider"
      tabIndex={0}
      aria-label={`${end === 'high' ? 'Highest' : 'Lowest'} ${axis.label} that is shown`}
      aria-orientation="vertical"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(100 * place)}
      aria-valuetext={near < 0 ? 'no value' : axis.texts[near]!}
      onKeyDown={press}
    />
  );
}

function cut(text: string, longest: number): string {
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}
