/** What happens to a drawing: pure steps from one state to the next. */
import type { PadPoint, Stroke } from './to-image';

export interface Drawing {
  readonly strokes: readonly Stroke[];
  /** The pen that the keyboard moves. */
  readonly pen: PadPoint;
  readonly penDown: boolean;
}

export const BLANK: Drawing = { strokes: [], pen: { x: 0.5, y: 0.3 }, penDown: false };

/** Movements below this part of the pad add nothing to a stroke. */
const LEAST_MOVE = 0.006;
/** How far an arrow key moves the pen. */
const KEY_STEP = 0.04;

const ARROWS: Readonly<Record<string, readonly [dx: number, dy: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

export function beginStroke(drawing: Drawing, point: PadPoint): Drawing {
  return { ...drawing, strokes: [...drawing.strokes, [onPad(point)]], pen: onPad(point), penDown: false };
}

/** Draws on to a point; movements too small to see are left out. */
export function extendStroke(drawing: Drawing, point: PadPoint): Drawing {
  const place = onPad(point);
  const stroke = drawing.strokes.at(-1);
  const last = stroke?.at(-1);
  if (!stroke || !last || Math.hypot(place.x - last.x, place.y - last.y) < LEAST_MOVE) return drawing;
  return { ...drawing, strokes: [...drawing.strokes.slice(0, -1), [...stroke, place]], pen: place };
}

/** The keyboard's pen: arrows move it, Enter lowers or lifts it, Escape lifts it, Delete and Backspace wipe the pad. Undefined for other keys. */
export function pressKey(drawing: Drawing, key: string): Drawing | undefined {
  const arrow = ARROWS[key];
  if (arrow) {
    const point = onPad({ x: drawing.pen.x + arrow[0] * KEY_STEP, y: drawing.pen.y + arrow[1] * KEY_STEP });
    return drawing.penDown ? { ...extendStroke(drawing, point), penDown: true } : { ...drawing, pen: point };
  }
  if (key === 'Enter') return drawing.penDown ? { ...drawing, penDown: false } : { ...beginStroke(drawing, drawing.pen), penDown: true };
  if (key === 'Escape' && drawing.penDown) return { ...drawing, penDown: false };
  if (key === 'Delete' || key === 'Backspace') return { ...BLANK, pen: drawing.pen };
  return undefined;
}

function onPad({ x, y }: PadPoint): PadPoint {
  return { x: Math.min(1, Math.max(0, x)), y: Math.min(1, Math.max(0, y)) };
}
