/** From values to pixels: what of a line can be seen at this size. */
import { downsample } from '../../../core/downsample';
import type { Line } from '../../../store/lab/compare/lines';
import type { Area } from '../plot/plot-frame';
import { placeOn, type Scale } from '../plot/scale';

/** x and y in turn, in pixels of the chart. */
export type Polyline = Float32Array;

export interface Geometry {
  readonly id: string;
  /** As it is to be seen first: smoothed where smoothing is on. */
  readonly line: Polyline;
  /** As measured, where `line` is smoothed. */
  readonly raw?: Polyline;
  /** Around the line, closed. */
  readonly band?: Polyline;
}

/** Two points for each pixel, the lowest and the highest, are all that a screen can show. */
const POINTS_PER_PIXEL = 2;

export function geometryOf({ id, x, y, smooth, band }: Line, scales: { readonly x: Scale; readonly y: Scale }, area: Area): Geometry {
  const project = (values: Float64Array) => polyline(x, values, scales, area);
  return {
    id,
    line: project(smooth ?? y),
    ...(smooth ? { raw: project(y) } : {}),
    ...(band ? { band: enclosed(project(clipped(band.low, scales.y)), project(clipped(band.high, scales.y))) } : {}),
  };
}

function polyline(x: Float64Array, y: Float64Array, scales: { readonly x: Scale; readonly y: Scale }, area: Area): Polyline {
  // On a log axis there is no place for zero and below.
  const visible = (value: number, { log }: Scale): boolean => Number.isFinite(value) && (!log || value > 0);
  const kept: number[] = [];
  for (let i = 0; i < x.length; i++) if (visible(x[i]!, scales.x) && visible(y[i]!, scales.y)) kept.push(i);
  const points = downsample(kept.map((i) => x[i]!), kept.map((i) => y[i]!), kept.length, Math.max(4, POINTS_PER_PIXEL * Math.round(area.width)));
  const pixels = new Float32Array(2 * points.length);
  points.forEach((point, i) => {
    pixels[2 * i] = area.left + placeOn(scales.x, point.x) * area.width;
    pixels[2 * i + 1] = area.top + (1 - placeOn(scales.y, point.y)) * area.height;
  });
  return pixels;
}

/** An edge of a band that lies off a log axis is drawn at its end. */
function clipped(edge: Float64Array, scale: Scale): Float64Array {
  return scale.log ? edge.map((value) => (value > 0 ? value : scale.low)) : edge;
}

function enclosed(low: Polyline, high: Polyline): Polyline {
  const around = new Float32Array(low.length + high.length);
  around.set(low);
  for (let i = 0; i < high.length; i += 2) {
    around[low.length + i] = high[high.length - 2 - i]!;
    around[low.length + i + 1] = high[high.length - 1 - i]!;
  }
  return around;
}

/** The same as the path of an SVG, to a tenth of a pixel. */
export function pathOf(pixels: Polyline): string {
  const parts: string[] = [];
  for (let i = 0; i < pixels.length; i += 2) parts.push(`${i === 0 ? 'M' : 'L'}${pixels[i]!.toFixed(1)} ${pixels[i + 1]!.toFixed(1)}`);
  return parts.join('');
}
