/** Draws the cells of the heat strip onto a canvas. */
import { cssColour } from '../../shared/colours';
import { meanOf, type Column } from './columns';
import { standingOf, type Standing } from './judge';
import type { Row } from './rows';
import { colourIndex, paletteOf, type Scale } from './scale';

export interface Strip {
  readonly rows: readonly Row[];
  /** Of every row, one for each probe. */
  readonly values: readonly Float64Array[];
  readonly scale: Scale;
  /** Whether values outside the usual are marked; then also, for each probe, whether the rule does not hold. */
  readonly judged: boolean;
  readonly quiet: readonly boolean[];
}

export interface StripLook {
  /** CSS pixels. */
  readonly width: number;
  readonly rowHeight: number;
  /** Steps that the width stands for. */
  readonly end: number;
  readonly dark: boolean;
}

/** How strongly a cell is coloured that the rule is not for. */
const PALE = 0.4;
/** CSS pixels between the lines of a mark. */
const MARK_GAP = 6;

/** The canvas is set to the size and the density of the screen. */
export function paintStrip(canvas: HTMLCanvasElement, { rows, values, scale, judged, quiet }: Strip, columns: readonly Column[], { width, rowHeight, end, dark }: StripLook): void {
  const density = window.devicePixelRatio || 1;
  canvas.width = Math.round(width * density);
  canvas.height = Math.round(rows.length * rowHeight * density);
  const context = canvas.getContext('2d');
  if (!context) return;
  const colours = paletteOf(scale, dark).map(cssColour);
  const ink = dark ? 'black' : 'white';
  const marks = { above: lines(context, density, ink, 'rising'), below: lines(context, density, ink, 'falling'), inside: undefined } satisfies Record<Standing, CanvasPattern | null | undefined>;
  const lost = lines(context, density, ink, 'crossing');
  rows.forEach((row, r) => {
    const top = Math.round(r * rowHeight * density);
    // A hair's breadth between rows.
    const height = Math.round((r + 1) * rowHeight * density) - top - Math.max(1, Math.round(density / 2));
    for (const column of columns) {
      const value = meanOf(values[r]!, column, scale.type !== 'share');
      if (Number.isNaN(value)) continue;
      const left = Math.round((column.start / end) * canvas.width);
      const box = [left, top, Math.max(1, Math.round((column.stop / end) * canvas.width) - left), height] as const;
      const held = judged && quiet[column.to - 1]!;
      context.globalAlpha = held ? PALE : 1;
      context.fillStyle = value === Infinity ? (dark ? '#ececf1' : '#1b1b22') : colours[colourIndex(scale, value)]!;
      context.fillRect(...box);
      const mark = value === Infinity ? lost : judged && row.judged && !held ? marks[standingOf(value)] : undefined;
      if (!mark) continue;
      context.fillStyle = mark;
      context.fillRect(...box);
    }
  });
}

/** A pattern of thin slanting lines that go on from cell to cell. */
function lines(context: CanvasRenderingContext2D, density: number, colour: string, way: 'rising' | 'falling' | 'crossing'): CanvasPattern | null {
  const side = Math.round(MARK_GAP * density);
  const tile = new OffscreenCanvas(side, side);
  const pen = tile.getContext('2d');
  if (!pen) return null;
  pen.strokeStyle = colour;
  pen.lineWidth = 1.2 * density;
  for (const up of way === 'crossing' ? [true, false] : [way === 'rising']) {
    // The neighbours' lines reach into the corners of the tile.
    for (const shift of [-side, 0, side]) {
      pen.beginPath();
      pen.moveTo(shift - side, up ? 2 * side : -side);
      pen.lineTo(shift + 2 * side, up ? -side : 2 * side);
      pen.stroke();
    }
  }
  return context.createPattern(tile, 'repeat');
}
