/** Puts a scene together: clutter, the object with its shadow and light, what stands in front of it, and the weather. */
import { cos, sin } from '../../core/exact-math';
import type { Stream } from '../../core/random';
import type { Hardships } from './difficulty';
import { patternAt, type Coat, type ObjectClass } from './objects';
import { OUTLINES, SOLID } from './outlines';
import { blend, capsuleCover, hsv, lightness, mix, polygonCover, SIDE, type Polygon, type Rgb } from './paint';

const RADIANS = Math.PI / 180;
const LARGEST = 13;
/** Distance of the outline's farthest corner from the centre, in radii. */
const EXTENT = 1.1;

/** Room for the object's mask, reused from sample to sample. */
export interface Stage {
  /** [SIDE, SIDE]: how much of each pixel the object covers. */
  readonly mask: Float32Array;
}

export function newStage(): Stage {
  return { mask: new Float32Array(SIDE * SIDE) };
}

/** Where the object stands and how it is turned; all in pixels and degrees. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  /** Degrees clockwise. */
  readonly rotation: number;
  readonly outer: Polygon;
  readonly hole: Polygon | undefined;
  /** Every pixel whose middle is nearer than this to x, y lies within the outer polygon; there its cover need not be worked out. */
  readonly solid: number;
  /** From pixels (relative to x, y) to the object's own frame, in radii. */
  readonly inverse: readonly [number, number, number, number];
}

/** Chooses the object's place so that all of it is in the picture. */
export function placeObject(stream: Stream, object: ObjectClass, hardships: Hardships): Place {
  const radius = stream.uniform(hardships.smallest, LARGEST);
  const rotation = hardships.rotation * stream.uniform(-1, 1);
  const mirror = stream.chance(0.5) ? -1 : 1;
  const squeezed = 1 - hardships.squeeze * stream.uniform();
  const tall = stream.chance(0.5);
  const room = SIDE / 2 - EXTENT * radius - 0.5;
  const x = SIDE / 2 + room * stream.uniform(-1, 1);
  const y = SIDE / 2 + room * stream.uniform(-1, 1);
  const sx = radius * mirror * (tall ? squeezed : 1);
  const sy = radius * (tall ? 1 : squeezed);
  const c = cos(rotation * RADIANS);
  const s = sin(rotation * RADIANS);
  const polygon = (by: number): Polygon =>
    Float64Array.from(OUTLINES[object.outline].flatMap(([u, v]) => [x + by * (c * sx * u - s * sy * v), y + by * (s * sx * u + c * sy * v)]));
  return {
    x,
    y,
    radius,
    rotation,
    outer: polygon(1),
    hole: object.hole === undefined ? undefined : polygon(object.hole),
    solid: Math.max(0, SOLID[object.outline] * radius * squeezed - 0.5),
    inverse: [c / sx, s / sx, -s / sy, c / sy],
  };
}

/** Small things of any colour lying about behind the object. */
export function paintClutter(canvas: Float32Array, stream: Stream, { clutter }: Hardships): void {
  const count = Math.floor(clutter * stream.uniform(0.5, 1.5) + stream.uniform());
  for (let i = 0; i < count; i++) {
    const x = stream.uniform(0, SIDE);
    const y = stream.uniform(0, SIDE);
    const length = stream.uniform(0, 5);
    const dx = length * stream.uniform(-1, 1);
    const dy = length * stream.uniform(-1, 1);
    const colour = hsv(stream.uniform(0, 360), stream.uniform(0.2, 0.8), stream.uniform(0.25, 0.95));
    paintCapsule(canvas, x, y, x + dx, y + dy, stream.uniform(0.6, 2.2), colour, stream.uniform(0.5, 0.95));
  }
}

/** Paints the object over its own shadow and remembers its mask. */
export function paintObject(
  canvas: Float32Array,
  { mask }: Stage,
  stream: Stream,
  object: ObjectClass,
  place: Place,
  coat: Coat,
  backgroundColour: Rgb,
  hardships: Hardships,
): void {
  const { x, y, radius, inverse } = place;
  const hidden = hardships.camouflage * stream.uniform();
  const first = mix(coat.first, backgroundColour, hidden * 0.6);
  const second = mix(coat.second, backgroundColour, hidden * 0.6);
  const line: Rgb = lightness(backgroundColour) > 110 ? [25, 20, 30] : [250, 245, 235];
  const lineOpacity = hardships.outline * stream.uniform(0.4, 1);
  const lightX = stream.uniform(-0.7, 0.7);
  const relief = stream.uniform(0.1, 0.4);
  const shade = stream.uniform(0.15, 0.5);
  const seed = stream.uint32();
  const soft = 1 / radius;
  mask.fill(0);
  const reach = EXTENT * radius + 3;
  for (let row = Math.max(0, Math.floor(y - reach)); row < Math.min(SIDE, y + reach); row++) {
    for (let column = Math.max(0, Math.floor(x - reach)); column < Math.min(SIDE, x + reach); column++) {
      const px = column + 0.5;
      const py = row + 0.5;
      const at = row * SIDE + column;
      const cover = coverAt(place, px, py);
      const shadow = cover === 1 ? 0 : coverAt(place, px + 2 * lightX, py - 1.5);
      if (shadow > 0) blend(canvas, 3 * at, 10, 8, 20, shade * shadow);
      if (cover === 0) continue;
      mask[at] = cover;
      const u = inverse[0] * (px - x) + inverse[1] * (py - y);
      const v = inverse[2] * (px - x) + inverse[3] * (py - y);
      const share = patternAt(object.pattern, u, v, soft, seed);
      const bright = 1 - relief * (0.5 * v + 0.5 * lightX * u + 0.35 * (u * u + v * v) - 0.1);
      const rim = cover < 1 ? lineOpacity : 0;
      const level = (c: 0 | 1 | 2): number => {
        const body = bright * (first[c] + share * (second[c] - first[c]));
        return body + rim * (line[c] - body);
      };
      blend(canvas, 3 * at, level(0), level(1), level(2), cover);
    }
  }
}

function coverAt({ outer, hole, solid, x: middleX, y: middleY, radius }: Place, x: number, y: number): number {
  const distance2 = (x - middleX) * (x - middleX) + (y - middleY) * (y - middleY);
  const away = EXTENT * radius + 0.5;
  if (distance2 > away * away) return 0;
  const cover = distance2 < solid * solid ? 1 : polygonCover(outer, x, y);
  return cover === 0 || hole === undefined ? cover : cover * (1 - polygonCover(hole, x, y));
}

/**
 * Bars across the object.
 * @returns the share of the object that they hide, 0–1
 */
export function paintOccluders(
  canvas: Float32Array,
  { mask }: Stage,
  stream: Stream,
  { x, y, radius }: Place,
  backgroundColour: Rgb,
  { occluders }: Hardships,
): number {
  const whole = sum(mask);
  const count = Math.floor(occluders * stream.uniform(0.4, 1.6) + stream.uniform());
  for (let i = 0; i < count; i++) {
    const nearX = x + radius * stream.uniform(-1, 1);
    const nearY = y + radius * stream.uniform(-1, 1);
    const dx = stream.uniform(-14, 14);
    const dy = stream.uniform(-14, 14);
    const any = hsv(stream.uniform(0, 360), stream.uniform(0.1, 0.6), stream.uniform(0.2, 0.9));
    const colour = mix(any, backgroundColour, stream.uniform(0.3, 0.9));
    const width = stream.uniform(0.7, 0.9 + 0.16 * radius);
    paintCapsule(canvas, nearX - dx, nearY - dy, nearX + dx, nearY + dy, width, colour, 1, mask);
  }
  return whole === 0 ? 0 : 1 - sum(mask) / whole;
}

/** Paints a line with round ends; where it covers the mask, the mask is taken away. */
function paintCapsule(
  canvas: Float32Array,
  x0: number,
  y0: number,
  x1: number,
  y1: number,
  radius: number,
  [r, g, b]: Rgb,
  opacity: number,
  mask?: Float32Array,
): void {
  const reach = radius + 1;
  const right = Math.min(SIDE, Math.max(x0, x1) + reach);
  const bottom = Math.min(SIDE, Math.max(y0, y1) + reach);
  for (let row = Math.max(0, Math.floor(Math.min(y0, y1) - reach)); row < bottom; row++) {
    for (let column = Math.max(0, Math.floor(Math.min(x0, x1) - reach)); column < right; column++) {
      const cover = opacity * capsuleCover(column + 0.5, row + 0.5, x0, y0, x1, y1, radius);
      if (cover === 0) continue;
      const at = row * SIDE + column;
      blend(canvas, 3 * at, r, g, b, cover);
      if (mask !== undefined) mask[at]! *= 1 - cover;
    }
  }
}

function sum(values: Float32Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

/** Middle grey, about which contrast turns. */
const MIDDLE = 120;

/** Changes brightness, contrast and the light's tint of the whole picture, with a fall-off from one side to the other. */
export function adjustLight(canvas: Float32Array, stream: Stream, { light }: Hardships): { readonly brightness: number; readonly contrast: number } {
  const brightness = 1 + light * stream.uniform(-1, 0.6);
  const contrast = 1 + light * stream.uniform(-1, 0.5);
  const slopeX = (light * stream.uniform(-1, 1)) / SIDE;
  const slopeY = (light * stream.uniform(-1, 1)) / SIDE;
  const tint = [1 + 0.3 * light * stream.uniform(-1, 1), 1, 1 + 0.3 * light * stream.uniform(-1, 1)] as const;
  for (let row = 0; row < SIDE; row++) {
    for (let column = 0; column < SIDE; column++) {
      const local = brightness * (1 + slopeX * (column - SIDE / 2) + slopeY * (row - SIDE / 2));
      const at = 3 * (row * SIDE + column);
      for (let c = 0; c < 3; c++) canvas[at + c] = local * tint[c]! * (MIDDLE + contrast * (canvas[at + c]! - MIDDLE));
    }
  }
  return { brightness, contrast };
}
