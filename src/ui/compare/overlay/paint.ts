/** Draws dense lines on a canvas, where SVG cannot keep up. */
import type { LineLook } from '../styles';
import type { Area } from '../plot/plot-frame';
import type { Geometry, Polyline } from './geometry';

export interface Painted {
  readonly geometry: Geometry;
  readonly look: LineLook;
  /** Drawn palely, since another one is looked at. */
  readonly faded: boolean;
}

/** With fewer points than this, a line alone would hardly be seen. */
const FEW_POINTS = 4;

/** @param canvas whose style says how large it is, in pixels of the page */
export function paintLines(canvas: HTMLCanvasElement, width: number, height: number, area: Area, lines: readonly Painted[]): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const density = window.devicePixelRatio || 1;
  canvas.width = Math.round(width * density);
  canvas.height = Math.round(height * density);
  context.scale(density, density);
  context.beginPath();
  // Half a line's width more, so that what runs along an edge is not cut in two.
  context.rect(area.left - 1, area.top - 2, area.width + 2, area.height + 4);
  context.clip();
  context.lineJoin = 'round';
  const style = getComputedStyle(canvas);
  const colourOf = (look: LineLook): string => style.getPropertyValue(look.colour.slice('var('.length, -1));
  for (const { geometry, look, faded } of lines) {
    if (!geometry.band) continue;
    context.fillStyle = colourOf(look);
    context.globalAlpha = faded ? 0.04 : 0.16;
    trace(context, geometry.band);
    context.fill();
  }
  for (const { geometry, look, faded } of lines) {
    context.strokeStyle = context.fillStyle = colourOf(look);
    if (geometry.raw) {
      context.globalAlpha = faded ? 0.06 : 0.28;
      context.lineWidth = 1;
      context.setLineDash([]);
      trace(context, geometry.raw);
      context.stroke();
    }
    context.globalAlpha = faded ? 0.18 : 1;
    context.lineWidth = 1.75;
    context.setLineDash([...look.dash]);
    trace(context, geometry.line);
    context.stroke();
    if (geometry.line.length < 2 * FEW_POINTS) dots(context, geometry.line);
  }
}

function trace(context: CanvasRenderingContext2D, pixels: Polyline): void {
  context.beginPath();
  for (let i = 0; i < pixels.length; i += 2) context.lineTo(pixels[i]!, pixels[i + 1]!);
}

function dots(context: CanvasRenderingContext2D, pixels: Polyline): void {
  for (let i = 0; i < pixels.length; i += 2) {
    context.beginPath();
    context.arc(pixels[i]!, pixels[i + 1]!, 3, 0, 2 * Math.PI);
    context.fill();
  }
}
