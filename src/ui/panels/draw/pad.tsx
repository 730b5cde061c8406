import { useElementSize, useMergedRef } from '@mantine/hooks';
import { useLayoutEffect, useRef, useState, type Dispatch, type KeyboardEvent, type PointerEvent } from 'react';
import styles from './draw.module.css';
import { beginStroke, extendStroke, pressKey, type Drawing } from './pen';
import type { PadPoint } from './to-image';

interface Props {
  readonly drawing: Drawing;
  /** Given the step from the present drawing to the next. */
  readonly onChange: Dispatch<(drawing: Drawing) => Drawing>;
  /** What to draw, as its name says. */
  readonly label: string;
  readonly describedBy: string;
}

/** Width of the line on the pad, as a part of its side. */
const LINE = 0.065;

/** A square to draw on with mouse, finger, pen or the arrow keys. */
export function Pad({ drawing, onChange, label, describedBy }: Props) {
  const { ref: sizeRef, width } = useElementSize<HTMLCanvasElement>();
  const canvas = useRef<HTMLCanvasElement>(null);
  const ref = useMergedRef(canvas, sizeRef);
  const [focused, setFocused] = useState(false);

  useLayoutEffect(() => {
    if (canvas.current && width > 0) paint(canvas.current, drawing, width, focused);
  }, [drawing, width, focused]);

  const onPointerDown = (event: PointerEvent<HTMLCanvasElement>): void => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const point = placeOn(event.currentTarget, event);
    onChange((before) => beginStroke(before, point));
  };
  const onPointerMove = (event: PointerEvent<HTMLCanvasElement>): void => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    // A fast pen moves several times between two frames; without these its curves would have corners.
    const moves = event.nativeEvent.getCoalescedEvents();
    const points = (moves.length > 0 ? moves : [event]).map((move) => placeOn(event.currentTarget, move));
    onChange((before) => points.reduce(extendStroke, before));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey || pressKey(drawing, event.key) === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    onChange((before) => pressKey(before, event.key) ?? before);
  };

  return (
    <canvas
      ref={ref}
      className={styles.pad}
      role="application"
      aria-label={label}
      aria-describedby={describedBy}
      tabIndex={0}
      {...{ onPointerDown, onPointerMove, onKeyDown }}
      onFocus={(event) => setFocused(event.currentTarget.matches(':focus-visible'))}
      onBlur={() => setFocused(false)}
    />
  );
}

function placeOn(canvas: HTMLCanvasElement, { clientX, clientY }: { readonly clientX: number; readonly clientY: number }): PadPoint {
  const box = canvas.getBoundingClientRect();
  return { x: (clientX - box.left) / box.width, y: (clientY - box.top) / box.height };
}

/** White ink on black, as the data have it. */
function paint(canvas: HTMLCanvasElement, { strokes, pen, penDown }: Drawing, side: number, showPen: boolean): void {
  const density = window.devicePixelRatio || 1;
  canvas.width = canvas.height = Math.round(side * density);
  const context = canvas.getContext('2d');
  if (!context) return;
  context.scale(canvas.width, canvas.height);
  context.lineWidth = LINE;
  context.lineCap = context.lineJoin = 'round';
  context.strokeStyle = '#fff';
  for (const [first, ...more] of strokes) {
    if (!first) continue;
    context.beginPath();
    context.moveTo(first.x, first.y);
    // A line to itself shows the dot of a single touch.
    for (const { x, y } of more.length > 0 ? more : [first]) context.lineTo(x, y);
    context.stroke();
  }
  if (!showPen) return;
  context.beginPath();
  context.lineWidth = 0.01;
  context.strokeStyle = context.fillStyle = '#ffb020';
  context.arc(pen.x, pen.y, 0.025, 0, 2 * Math.PI);
  context.stroke();
  if (penDown) context.fill();
}
