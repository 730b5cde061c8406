/** The picture of the overlay: axes, the canvas with the lines, and the cursor that pointer and arrow keys move. */
import { useComputedColorScheme } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useEffect, useMemo, useRef, type KeyboardEvent, type PointerEvent, type Ref } from 'react';
import { useStore } from 'zustand';
import type { XAxisId } from '../../../store/lab/compare/axes';
import { neighbour, type Line } from '../../../store/lab/compare/lines';
import type { Quantity } from '../../../store/lab/compare/quantities';
import { areaOf, PlotFrame, type Area } from '../plot/plot-frame';
import { placeOn, valueOn } from '../plot/scale';
import type { LineLook } from '../styles';
import type { Cursor } from './cursor';
import { geometryOf, pathOf, type Geometry } from './geometry';
import classes from './overlay.module.css';
import { paintLines } from './paint';
import { readLine, tickText, valueText, xText, xTitle } from './reading';
import type { Scales } from './scales';

export interface DrawnLine {
  readonly line: Line;
  readonly name: string;
  readonly look: LineLook;
}

interface Props {
  readonly lines: readonly DrawnLine[];
  /** Id of the line that is looked at in the legend. */
  readonly lit: string | undefined;
  readonly scales: Scales;
  readonly quantity: Quantity;
  readonly axis: XAxisId;
  readonly cursor: Cursor;
  /** Holds the chart as SVG, axes and lines, for saving. */
  readonly ref: Ref<HTMLDivElement>;
}

export function OverlayDrawing(props: Props) {
  const { ref, width, height } = useElementSize();
  return (
    <div ref={ref} className={classes.plot}>
      {width > 0 && height > 0 && <Sized {...props} width={width} height={height} />}
    </div>
  );
}

function Sized({ lines, lit, scales, quantity, axis, cursor, ref, width, height }: Props & { readonly width: number; readonly height: number }) {
  const area = useMemo(() => areaOf(width, height), [width, height]);
  const geometries = useMemo(() => lines.map(({ line }) => geometryOf(line, scales, area)), [lines, scales, area]);
  const xAxis = useMemo(() => ({ scale: scales.x, title: `${xTitle(axis)}${scales.x.log ? ' (log scale)' : ''}`, format: tickText }), [scales, axis]);
  const yAxis = useMemo(() => ({ scale: scales.y, title: `${quantity.unit}${scales.y.log ? ', log scale' : ''}`, format: tickText }), [scales, quantity]);
  return (
    <>
      <div ref={ref} className={classes.axes}>
        <PlotFrame width={width} height={height} x={xAxis} y={yAxis} />
      </div>
      <Lines lines={lines} geometries={geometries} lit={lit} area={area} width={width} height={height} />
      <Reader lines={lines} scales={scales} area={area} quantity={quantity} axis={axis} cursor={cursor} />
    </>
  );
}

interface LinesProps {
  readonly lines: readonly DrawnLine[];
  readonly geometries: readonly Geometry[];
  readonly lit: string | undefined;
  readonly area: Area;
  readonly width: number;
  readonly height: number;
}

function Lines({ lines, geometries, lit, area, width, height }: LinesProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const scheme = useComputedColorScheme();
  useEffect(() => {
    const known = lines.some(({ line }) => line.id === lit);
    const painted = lines.map(({ line, look }, i) => ({ geometry: geometries[i]!, look, faded: known && line.id !== lit }));
    // The one that is looked at lies on top.
    if (canvas.current) paintLines(canvas.current, width, height, area, [...painted.filter(({ faded }) => faded), ...painted.filter(({ faded }) => !faded)]);
  }, [lines, geometries, lit, area, width, height, scheme]);
  return <canvas ref={canvas} className={classes.canvas} data-lines={geometries.filter(({ line }) => line.length > 0).length} aria-hidden />;
}

interface ReaderProps {
  readonly lines: readonly DrawnLine[];
  readonly scales: Scales;
  readonly area: Area;
  readonly quantity: Quantity;
  readonly axis: XAxisId;
  readonly cursor: Cursor;
}

/** Where the pointer is, or where the arrow keys have moved to; the legend shows the values. */
function Reader({ lines, scales, area, quantity, axis, cursor }: ReaderProps) {
  const x = useStore(cursor, (reading) => reading.x);
  const { low, high } = scales.x;
  const shown = x === undefined || x < low || x > high ? undefined : x;
  const move = (to: number | undefined): void => cursor.setState({ x: to === undefined ? undefined : Math.min(high, Math.max(low, to)) });

  const point = (event: PointerEvent<HTMLDivElement>): void => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const found = valueOn(scales.x, Math.min(1, Math.max(0, (event.clientX - left) / width)));
    move(axis === 'step' || axis === 'example' ? Math.round(found) : found);
  };
  const press = (event: KeyboardEvent): void => {
    const drawn = lines.map(({ line }) => line);
    const step = (direction: 1 | -1, times: number): number => {
      let at = shown ?? (direction === 1 ? low - (high - low) * 1e-9 : high);
      for (let i = 0; i < times; i++) at = neighbour(drawn, at, direction) ?? at;
      return at;
    };
    const moves: Record<string, () => number | undefined> = {
      ArrowRight: () => step(1, event.shiftKey ? 10 : 1),
      ArrowLeft: () => step(-1, event.shiftKey ? 10 : 1),
      ArrowUp: () => step(1, 1),
      ArrowDown: () => step(-1, 1),
      PageUp: () => step(1, 20),
      PageDown: () => step(-1, 20),
      Home: () => low,
      End: () => high,
      Escape: () => undefined,
    };
    const chosen = moves[event.key];
    if (!chosen) return;
    event.preventDefault();
    move(chosen());
  };

  const at = shown === undefined ? undefined : 100 * placeOn(scales.x, shown);
  const spoken = lines.map(({ name, line }) => {
    const read = readLine(line, shown);
    return `${name}: ${read ? valueText(quantity, read.y) : 'not measured yet'}`;
  });
  return (
    <div
      className={classes.reader}
      style={{ left: area.left, top: area.top, width: area.width, height: area.height }}
      role="slider"
      tabIndex={0}
      aria-label={`Where ${quantity.title} is read, in ${xTitle(axis)}: move with the arrow keys`}
      aria-valuemin={low}
      aria-valuemax={high}
      aria-valuenow={shown ?? high}
      aria-valuetext={`${shown === undefined ? 'at the end' : xText(axis, shown)}. ${spoken.join('; ')}`}
      onPointerMove={point}
      onPointerDown={point}
      onPointerLeave={(event) => event.pointerType === 'mouse' && document.activeElement !== event.currentTarget && move(undefined)}
      onKeyDown={press}
    >
      {at !== undefined && (
        <>
          <i className={classes.cursor} style={{ left: `${at}%` }} />
          {lines.map(({ line, look }) => {
            const read = readLine(line, shown);
            const y = read && (read.smooth ?? read.y);
            if (!read || y === undefined || !Number.isFinite(y) || read.x < low || (scales.y.log && y <= 0)) return null;
            const [left, top] = [`${100 * placeOn(scales.x, read.x)}%`, `${100 * (1 - placeOn(scales.y, y))}%`];
            return <i key={line.id} className={classes.dot} style={{ left, top, background: look.colour }} />;
          })}
        </>
      )}
    </div>
  );
}

/** The lines as SVG paths in the pixels of the chart, for a picture that is saved. */
export function linesAsSvg(lines: readonly DrawnLine[], scales: Scales, width: number, height: number): string {
  const area = areaOf(width, height);
  return lines
    .map(({ line, look }) => {
      const { line: pixels, raw, band } = geometryOf(line, scales, area);
      const dash = look.dash.length > 0 ? ` stroke-dasharray="${look.dash.join(' ')}"` : '';
      return [
        band ? `<path d="${pathOf(band)}z" fill="${look.colour}" fill-opacity="0.16"/>` : '',
        raw ? `<path d="${pathOf(raw)}" fill="none" stroke="${look.colour}" stroke-opacity="0.28"/>` : '',
        `<path d="${pathOf(pixels)}" fill="none" stroke="${look.colour}" stroke-width="1.75" stroke-linejoin="round"${dash}/>`,
      ].join('');
    })
    .join('');
}
