/** What happens to a path on its way to the canvas: an affine map, a smooth displacement field, and a last fit into the frame. */
import { cos, sin } from '../../core/exact-math';
import type { Stream } from '../../core/random';
import { SIDE } from './canvas';
import type { Path, Skeleton } from './skeleton';

const RADIANS = Math.PI / 180;
/** Clear pixels along every edge of the frame. */
const MARGIN = 1;
const LATTICE = 4;

/** A linear map in the plane, row by row. */
export type Linear = readonly [number, number, number, number];

/**
 * Stretch by `width` × `height`, then slant, then rotate.
 * @param slant degrees to the right
 * @param rotation degrees clockwise as seen (y points down)
 */
export function linearMap(width: number, height: number, slant: number, rotation: number): Linear {
  const lean = (sin(slant * RADIANS) / cos(slant * RADIANS)) * height;
  const c = cos(rotation * RADIANS);
  const s = sin(rotation * RADIANS);
  return [c * width, -c * lean - s * height, s * width, -s * lean + c * height];
}

/** Pushes points on a circle out towards the square around it; what is on an axis or at the box's edge stays. */
export function squareSkeleton({ points, pieces }: Skeleton, squareness: number): Skeleton {
  const squared = points.map((value, i) => pushOut(2 * value, 2 * points[i % 2 === 0 ? i + 1 : i - 1]!, squareness) / 2);
  return { points: squared, pieces };
}

function pushOut(u: number, v: number, squareness: number): number {
  const pushed = u * (1 + squareness * v * v);
  const limit = Math.max(Math.abs(u), 1);
  return pushed > limit ? limit : pushed < -limit ? -limit : pushed;
}

/** Maps the path linearly and sets its origin to (x, y). */
export function placePath(path: Path, [a, b, c, d]: Linear, x: number, y: number): void {
  for (let i = 0; i < path.length; i++) {
    const u = path.x[i]!;
    const v = path.y[i]!;
    path.x[i] = x + a * u + b * v;
    path.y[i] = y + c * u + d * v;
  }
}

/** Random displacements at the corners of a lattice over the frame; between them they are interpolated smoothly. */
export class ElasticField {
  private readonly dx = new Float64Array(LATTICE * LATTICE);
  private readonly dy = new Float64Array(LATTICE * LATTICE);

  /** Draws a new field with displacements of the given deviation, in pixels. */
  draw(stream: Stream, deviation: number): void {
    for (let i = 0; i < this.dx.length; i++) {
      this.dx[i] = deviation * stream.normal();
      this.dy[i] = deviation * stream.normal();
    }
  }

  displace(path: Path): void {
    const cell = (LATTICE - 1) / SIDE;
    for (let i = 0; i < path.length; i++) {
      const gx = path.x[i]! * cell;
      const gy = path.y[i]! * cell;
      const column = within(Math.floor(gx), LATTICE - 2);
      const row = within(Math.floor(gy), LATTICE - 2);
      const at = row * LATTICE + column;
      const tx = smooth(gx - column);
      const ty = smooth(gy - row);
      path.x[i]! += blend(this.dx, at, tx, ty);
      path.y[i]! += blend(this.dy, at, tx, ty);
    }
  }
}

function within(value: number, last: number): number {
  return value < 0 ? 0 : value > last ? last : value;
}

function smooth(t: number): number {
  return t <= 0 ? 0 : t >= 1 ? 1 : t * t * (3 - 2 * t);
}

function blend(values: Float64Array, at: number, tx: number, ty: number): number {
  const above = values[at]! + tx * (values[at + 1]! - values[at]!);
  const below = values[at + LATTICE]! + tx * (values[at + LATTICE + 1]! - values[at + LATTICE]!);
  return above + ty * (below - above);
}

/** Shrinks the path where it is larger than the frame and moves it inside, so that nothing is cut off. `radius` is the pen's half-width in pixels. */
export function fitPath(path: Path, radius: number): void {
  const first = MARGIN + radius;
  const room = SIDE - 2 * first;
  const [left, right] = bounds(path.x, path.length);
  const [top, bottom] = bounds(path.y, path.length);
  const scale = Math.min(1, room / (right - left), room / (bottom - top));
  move(path.x, path.length, left, scale, first + within(left - first, room - scale * (right - left)));
  move(path.y, path.length, top, scale, first + within(top - first, room - scale * (bottom - top)));
}

function bounds(values: Float64Array, length: number): readonly [low: number, high: number] {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < length; i++) {
    if (values[i]! < low) low = values[i]!;
    if (values[i]! > high) high = values[i]!;
  }
  return [low, high];
}

/** Shrinks values about `from` and sets `from` to `to`. */
function move(values: Float64Array, length: number, from: number, scale: number, to: number): void {
  for (let i = 0; i < length; i++) values[i] = to + scale * (values[i]! - from);
}
