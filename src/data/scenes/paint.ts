/** Colours, noise and blending on a small RGB canvas of 0–255 levels. */

/** Pixels along each side of a scene. */
export const SIDE = 32;

export type Rgb = readonly [number, number, number];

/** @param hue in degrees, any number; saturation and value from 0 to 1 @returns levels 0–255 */
export function hsv(hue: number, saturation: number, value: number): Rgb {
  const sector = (hue / 60) - 6 * Math.floor(hue / 360);
  const channel = (offset: number): number => {
    const k = sector + offset - 6 * Math.floor((sector + offset) / 6);
    const ramp = Math.min(k, 4 - k);
    return 255 * value * (1 - saturation * (ramp < 0 ? 0 : ramp > 1 ? 1 : ramp));
  };
  return [channel(5), channel(3), channel(1)];
}

export function mix(a: Rgb, b: Rgb, t: number): Rgb {
  return [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1]), a[2] + t * (b[2] - a[2])];
}

/** Perceived lightness, 0–255 (the weights of ITU-R BT.601). */
export function lightness([r, g, b]: Rgb): number {
  return 0.299 * r + 0.587 * g + 0.114 * b;
}

/** Lays a colour over a pixel. `at`: the index of its red level. */
export function blend(canvas: Float32Array, at: number, r: number, g: number, b: number, opacity: number): void {
  canvas[at]! += opacity * (r - canvas[at]!);
  canvas[at + 1]! += opacity * (g - canvas[at + 1]!);
  canvas[at + 2]! += opacity * (b - canvas[at + 2]!);
}

export function clamp01(value: number): number {
  return value < 0 ? 0 : value > 1 ? 1 : value;
}

/** A triangle wave of period 1 between 0 (at whole numbers) and 1 (half-way between them). */
export function triangle(x: number): number {
  const t = x - Math.floor(x);
  return t < 0.5 ? 2 * t : 2 - 2 * t;
}

/** A random number in [0, 1) for a lattice point: the words are mixed as in MurmurHash3's finaliser (Appleby, public domain). */
export function latticeValue(x: number, y: number, seed: number): number {
  let h = Math.imul(x, 0x27d4eb2d) ^ Math.imul(y, 0x165667b1) ^ seed;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) / 4294967296;
}

/** Smooth value noise in [0, 1) with one random value per unit square. */
export function valueNoise(x: number, y: number, seed: number): number {
  const column = Math.floor(x);
  const row = Math.floor(y);
  const fx = x - column;
  const fy = y - row;
  const tx = fx * fx * (3 - 2 * fx);
  const ty = fy * fy * (3 - 2 * fy);
  const a = latticeValue(column, row, seed);
  const b = latticeValue(column + 1, row, seed);
  const c = latticeValue(column, row + 1, seed);
  const d = latticeValue(column + 1, row + 1, seed);
  const above = a + tx * (b - a);
  return above + ty * (c + tx * (d - c) - above);
}

/** A polygon placed on the canvas: vertices x, y, x, y … in pixels. */
export type Polygon = Float64Array;

/** How much of the pixel around (x, y) the polygon covers, 0–1, from the distance to its outline. */
export function polygonCover(polygon: Polygon, x: number, y: number): number {
  let nearest = Infinity;
  let inside = false;
  let ax = polygon[polygon.length - 2]! - x;
  let ay = polygon[polygon.length - 1]! - y;
  for (let i = 0; i < polygon.length; i += 2) {
    const bx = polygon[i]! - x;
    const by = polygon[i + 1]! - y;
    const dx = bx - ax;
    const dy = by - ay;
    const t = clamp01(-(ax * dx + ay * dy) / (dx * dx + dy * dy));
    const ex = ax + t * dx;
    const ey = ay + t * dy;
    const distance2 = ex * ex + ey * ey;
    if (distance2 < nearest) nearest = distance2;
    if (ay > 0 !== by > 0 && ax - (ay * dx) / dy > 0) inside = !inside;
    ax = bx;
    ay = by;
  }
  const distance = Math.sqrt(nearest);
  return clamp01(0.5 + (inside ? distance : -distance));
}

/** How much of the pixel around (x, y) a line with round ends covers, 0–1; all in pixels. */
export function capsuleCover(x: number, y: number, x0: number, y0: number, x1: number, y1: number, radius: number): number {
  const dx = x1 - x0;
  const dy = y1 - y0;
  const squared = dx * dx + dy * dy;
  const t = squared > 0 ? clamp01(((x - x0) * dx + (y - y0) * dy) / squared) : 0;
  const ex = x - x0 - t * dx;
  const ey = y - y0 - t * dy;
  return clamp01(radius + 0.5 - Math.sqrt(ex * ex + ey * ey));
}
