/** Draws the plane onto a canvas. */
import type { BoundaryView } from '../../../engine/protocol';
import { classColour, cssColour, type Rgb } from '../../shared/colours';
import { fieldPixels } from './plane';

/** A sample in the picture, in CSS pixels. */
export interface Dot {
  readonly place: readonly [column: number, row: number];
  readonly label: number;
  readonly kind: 'train' | 'dev';
}

export interface PlaneLook {
  readonly dark: boolean;
  /** CSS pixels along each side. */
  readonly side: number;
  readonly selected: Dot | undefined;
}

const LIGHT: Rgb = [255, 255, 255];
/** About that of the page in the dark. */
const DARK: Rgb = [22, 22, 27];

/** Paints field and dots; the canvas is set to the size and the density of the screen. */
export function paintPlane(canvas: HTMLCanvasElement, field: BoundaryView | undefined, dots: readonly Dot[], { dark, side, selected }: PlaneLook): void {
  const density = window.devicePixelRatio || 1;
  canvas.width = canvas.height = Math.round(side * density);
  const context = canvas.getContext('2d');
  if (!context) return;
  context.scale(density, density);
  const background = dark ? DARK : LIGHT;
  if (field) paintField(context, field, background, dark ? 0.6 : 0.5, side);
  for (const dot of dots) paintDot(context, dot, dark);
  if (selected) {
    context.strokeStyle = dark ? '#fff' : '#000';
    context.lineWidth = 2;
    context.beginPath();
    context.arc(...selected.place, 8, 0, 2 * Math.PI);
    context.stroke();
  }
}

function paintField(context: CanvasRenderingContext2D, field: BoundaryView, background: Rgb, strength: number, side: number): void {
  const { resolution } = field;
  const small = new OffscreenCanvas(resolution, resolution);
  small.getContext('2d')?.putImageData(new ImageData(fieldPixels(field, background, strength), resolution, resolution), 0, 0);
  context.imageSmoothingEnabled = true;
  context.imageSmoothingQuality = 'high';
  context.drawImage(small, 0, 0, side, side);
}

/** Training samples are discs, dev samples larger diamonds. */
function paintDot(context: CanvasRenderingContext2D, { place: [x, y], label, kind }: Dot, dark: boolean): void {
  context.fillStyle = cssColour(classColour(label));
  context.strokeStyle = dark ? 'rgb(0 0 0 / 0.75)' : 'rgb(255 255 255 / 0.9)';
  context.lineWidth = 1;
  context.beginPath();
  if (kind === 'train') {
    context.arc(x, y, 3, 0, 2 * Math.PI);
  } else {
    context.strokeStyle = dark ? 'rgb(255 255 255 / 0.85)' : 'rgb(0 0 0 / 0.7)';
    context.moveTo(x, y - 4.5);
    context.lineTo(x + 4.5, y);
    context.lineTo(x, y + 4.5);
    context.lineTo(x - 4.5, y);
    context.closePath();
  }
  context.fill();
  context.stroke();
}
