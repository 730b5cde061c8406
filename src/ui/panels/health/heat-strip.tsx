import { useComputedColorScheme } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import type { Probed } from '../../../store/run-record';
import { zoomOf } from '../../shared/zoom';
import { ColourBar } from './colour-bar';
import { columnAt, columnsOf, extentOf, meanOf, type Column } from './columns';
import classes from './health.module.css';
import { standingOf } from './judge';
import { paintStrip, type Strip } from './paint-strip';
import { roundTicks, valueText } from './scale';

interface Props {
  readonly title: string;
  readonly strip: Strip;
  readonly probes: readonly Probed[];
  /** Steps that the axis stands for. */
  readonly end: number;
  readonly stepsPerEpoch: number;
  /** The key of the row that is also drawn as curves. */
  readonly chosen: string;
  readonly onChoose: (key: string) => void;
}

/** CSS pixels. */
const LEAST_COLUMN = 2;
const LABEL_HEIGHT = 14;
const MOST_TICKS = 6;

/** All rows over time, as colours. A mouse reads a cell by pointing at it, the keyboard by the arrow keys, a finger by touching it. */
export function HeatStrip({ title, strip, probes, end, stepsPerEpoch, chosen, onChoose }: Props) {
  const { ref: frame, width } = useElementSize();
  const canvas = useRef<HTMLCanvasElement>(null);
  const dark = useComputedColorScheme('light') === 'dark';
  const columns = useMemo(() => columnsOf(probes, end, Math.floor(width / LEAST_COLUMN)), [probes, end, width]);
  const [pointed, setPointed] = useState<Cursor>();
  const [kept, setKept] = useState<number>();
  const { rows } = strip;
  const rowHeight = heightOf(rows.length);

  useLayoutEffect(() => {
    if (canvas.current && width > 0) paintStrip(canvas.current, strip, columns, { width, rowHeight, end, dark });
  }, [strip, columns, width, rowHeight, end, dark]);

  const chosenRow = Math.max(0, rows.findIndex(({ key }) => key === chosen));
  const row = Math.min(rows.length - 1, pointed?.row ?? chosenRow);
  const step = pointed?.step ?? kept;
  const column = step === undefined ? columns.length - 1 : columnAt(columns, step);

  const cursorOf = (event: PointerEvent<HTMLElement>): Cursor => {
    const box = event.currentTarget.getBoundingClientRect();
    const line = Math.floor((event.clientY - box.top) / zoomOf(event.currentTarget) / rowHeight);
    return { row: Math.min(rows.length - 1, Math.max(0, line)), step: Math.min(1, Math.max(0, (event.clientX - box.left) / box.width)) * end };
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const [down, right] = ARROWS[event.key] ?? [0, 0];
    const edge = { Home: 0, End: columns.length - 1 }[event.key];
    if (down === 0 && right === 0 && edge === undefined) return;
    event.preventDefault();
    setPointed(undefined);
    const next = columns[edge ?? Math.min(columns.length - 1, Math.max(0, column + right))];
    setKept(next?.start);
    onChoose(rows[Math.min(rows.length - 1, Math.max(0, row + down))]!.key);
  };

  const labelled = Math.ceil(LABEL_HEIGHT / rowHeight);
  const at = columns[column];
  return (
    <div>
      <div className={classes.strip}>
        <div className={classes.labels} aria-hidden>
          {rows.map(({ key, label }, i) => (
            <span key={key} title={key} data-chosen={i === chosenRow} data-hidden={i % labelled !== 0 && i !== chosenRow} style={{ height: rowHeight }}>
              {label}
            </span>
          ))}
        </div>
        <div ref={frame} className={classes.cells}>
          <canvas
            ref={canvas}
            role="application"
            aria-roledescription="heat map"
            aria-label={`${title} of ${rows.length} ${rows.length === 1 ? 'row' : 'rows'} over time. Arrow keys read its cells.`}
            tabIndex={0}
            style={{ height: rows.length * rowHeight }}
            onKeyDown={onKeyDown}
            onPointerMove={(event) => setPointed(cursorOf(event))}
            onPointerLeave={() => setPointed(undefined)}
            onPointerDown={(event) => {
              const cursor = cursorOf(event);
              onChoose(rows[cursor.row]!.key);
              setKept(cursor.step);
            }}
          />
          <i className={classes.chosen} style={{ top: chosenRow * rowHeight, height: rowHeight }} />
          {at && (pointed ?? step) !== undefined && <i className={classes.cursor} style={{ top: row * rowHeight, height: rowHeight, ...across(at, end) }} />}
        </div>
        <Epochs end={end / stepsPerEpoch} />
      </div>
      <Reading strip={strip} row={row} column={at} probes={probes} stepsPerEpoch={stepsPerEpoch} told={step !== undefined} />
      <ColourBar scale={strip.scale} dark={dark} judged={strip.judged} />
    </div>
  );
}

interface Cursor {
  readonly row: number;
  readonly step: number;
}

const ARROWS: Readonly<Record<string, readonly [down: number, right: number]>> = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

/** Few rows are as high as a line of text; many together stay about as high as a chart. */
function heightOf(rows: number): number {
  return Math.min(18, Math.max(6, Math.floor(300 / rows)));
}

function across({ start, stop }: Column, end: number): { readonly left: string; readonly width: string } {
  return { left: `${(100 * start) / end}%`, width: `${(100 * (stop - start)) / end}%` };
}

function Epochs({ end }: { readonly end: number }) {
  return (
    <div className={classes.epochs} aria-hidden>
      {roundTicks(end, MOST_TICKS).map((epoch) => (
        <span key={epoch} data-edge={epoch === 0 ? 'start' : epoch > 0.96 * end ? 'end' : undefined} style={{ left: `${(100 * epoch) / end}%` }}>
          {epoch}
        </span>
      ))}
      <b>epochs</b>
    </div>
  );
}

interface ReadingProps {
  readonly strip: Strip;
  readonly row: number;
  readonly column: Column | undefined;
  readonly probes: readonly Probed[];
  readonly stepsPerEpoch: number;
  /** Whether a screen reader says it: not the newest cell, which changes all the time while a run streams. */
  readonly told: boolean;
}

/** One cell in words and numbers. */
function Reading({ strip: { rows, values, scale, judged, quiet }, row, column, probes, stepsPerEpoch, told }: ReadingProps) {
  const one = rows[row];
  if (!one || !column) return null;
  const value = meanOf(values[row]!, column, scale.type !== 'share');
  const extent = column.to - column.from > 1 ? extentOf(values[row]!, column) : undefined;
  const [first, last] = [probes[column.from]!.step + 1, probes[column.to - 1]!.step + 1];
  const verdict = !judged || Number.isNaN(value) ? '' : !one.judged ? 'not judged' : quiet[column.to - 1]! ? 'not judged: low rate' : STANDINGS[standingOf(value)];
  return (
    <p className={classes.reading} aria-live={told ? 'polite' : 'off'}>
      <b>{one.key}</b>
      <span>
        step {first === last ? first : `${first}–${last}`}, epoch {(column.start / stepsPerEpoch).toFixed(2)}
      </span>
      <span>
        <b>{valueText(scale.type, value)}</b>
        {extent && ` (${valueText(scale.type, extent[0])} to ${valueText(scale.type, extent[1])})`}
      </span>
      {verdict && <span>{verdict}</span>}
    </p>
  );
}

const STANDINGS = { below: '▼ below the usual', inside: '● usual', above: '▲ above the usual' } as const;
