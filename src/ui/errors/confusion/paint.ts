/** The confusion matrix on a canvas: a cell is the stronger coloured the larger its share of its row, and bears its number. */
import type { Confusion } from '../../../diagnose/errors/predictions';

export interface MatrixLayout {
  /** CSS pixels. */
  readonly cell: number;
  /** Room for the names of rows, and above for those of columns. */
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Whether the names of columns stand upright, because they are words. */
  readonly upright: boolean;
}

/** Of a side of a cell in CSS pixels. A number of two digits fits into the smallest; more classes than fit are scrolled to. */
const SMALLEST = 19;
const LARGEST = 52;
const LARGEST_OF_FEW = 84;
const FEW_CLASSES = 5;
const CHARACTER = 6.6;
const LONGEST_NAME = 92;
const PADDING = 8;

export function layOut(classes: number, names: readonly string[], width: number): MatrixLayout {
  const longest = Math.max(...names.map(({ length }) => length), 1);
  const upright = longest > 3;
  const left = Math.min(LONGEST_NAME, Math.ceil(longest * CHARACTER)) + PADDING;
  const top = upright ? left : 18;
  const cell = Math.max(SMALLEST, Math.min(classes > FEW_CLASSES ? LARGEST : LARGEST_OF_FEW, Math.floor((width - left - 1) / classes)));
  return { cell, left, top, width: left + classes * cell + 1, height: top + classes * cell + 1, upright };
}

/** The cell at a place of the canvas, in CSS pixels; undefined beside all cells. */
export function cellAt({ cell, left, top }: MatrixLayout, classes: number, x: number, y: number): { readonly truth: number; readonly said: number } | undefined {
  const [truth, said] = [Math.floor((y - top) / cell), Math.floor((x - left) / cell)];
  return truth >= 0 && said >= 0 && truth < classes && said < classes ? { truth, said } : undefined;
}

/** The opacity of a cell's colour, 0 … 1: mistakes by the root of their share, since most shares are small. */
export function strength(count: number, rowTotal: number, diagonal: boolean): number {
  if (count === 0) return 0;
  const share = count / rowTotal;
  return diagonal ? 0.06 + 0.44 * share : 0.12 + 0.48 * Math.sqrt(share);
}

interface Look {
  readonly dark: boolean;
  readonly names: readonly string[];
}

export function paintMatrix(canvas: HTMLCanvasElement, { classes, counts }: Confusion, layout: MatrixLayout, { dark, names }: Look): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const { cell, left, top, width, height, upright } = layout;
  const scale = window.devicePixelRatio || 1;
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.clearRect(0, 0, width, height);
  const ink = dark ? '#ececf1' : '#1b1b22';
  const quiet = dark ? '#a2a3b0' : '#5d5e69';
  const line = dark ? '#30303a' : '#e3e3e8';
  const [right, wrong] = dark ? ['86, 180, 233', '255, 143, 71'] : ['0, 114, 178', '213, 94, 0'];
  const family = getComputedStyle(canvas).fontFamily;

  context.textBaseline = 'middle';
  context.font = `${cell < 24 ? 9.5 : 12}px ${family}`;
  for (let truth = 0; truth < classes; truth++) {
    let total = 0;
    for (let said = 0; said < classes; said++) total += counts[truth * classes + said]!;
    for (let said = 0; said < classes; said++) {
      const count = counts[truth * classes + said]!;
      const [x, y] = [left + said * cell, top + truth * cell];
      context.fillStyle = `rgba(${truth === said ? right : wrong}, ${strength(count, total, truth === said)})`;
      context.fillRect(x, y, cell, cell);
      if (count === 0) continue;
      context.fillStyle = ink;
      context.textAlign = 'center';
      context.fillText(String(count), x + cell / 2, y + cell / 2 + 0.5, cell - 2);
    }
  }

  context.strokeStyle = line;
  context.beginPath();
  for (let i = 0; i <= classes; i++) {
    context.moveTo(left + i * cell + 0.5, top);
    context.lineTo(left + i * cell + 0.5, height);
    context.moveTo(left, top + i * cell + 0.5);
    context.lineTo(width, top + i * cell + 0.5);
  }
  context.stroke();

  context.fillStyle = quiet;
  context.font = `${cell < 24 ? 10.5 : 12}px ${family}`;
  for (let i = 0; i < classes; i++) {
    const middle = (i + 0.5) * cell;
    context.textAlign = 'right';
    context.fillText(names[i] ?? String(i), left - PADDING / 2, top + middle, left - PADDING);
    context.save();
    context.translate(left + middle, top - PADDING / 2);
    if (upright) context.rotate(-Math.PI / 2);
    context.textAlign = upright ? 'left' : 'center';
    context.fillText(names[i] ?? String(i), 0, upright ? 0 : -PADDING / 2, top - PADDING);
    context.restore();
  }
}
