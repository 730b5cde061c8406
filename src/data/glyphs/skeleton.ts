/** From the text of a skeleton to control points, and from control points to a smooth path. */

/** A run of control points `first … last` without a corner between them, part of the stroke `strokeFirst … strokeLast`. */
interface Piece {
  readonly first: number;
  readonly last: number;
  readonly strokeFirst: number;
  readonly strokeLast: number;
}

export interface Skeleton {
  /** x, y, x, y …, centred on 0, in units of the character's height (y downwards). */
  readonly points: Float64Array;
  readonly pieces: readonly Piece[];
}

/** Points of a drawn path, reused from sample to sample. */
export interface Path {
  length: number;
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** 0 at the beginning of the pen stroke, 1 at its end. */
  readonly along: Float64Array;
  /** 1 where the pen is set down anew, so that no line leads here from the point before. */
  readonly starts: Uint8Array;
}

/** No path has more points than this (a test sees to it). */
export const LONGEST_PATH = 512;
const STEPS = 5;
const SERIF_HALF_LENGTH = 0.085;
/** A stroke's end nearer than this to another point is a joint, which carries no serif. */
const JOINT_DISTANCE = 0.12;

/** The four cubic Hermite basis functions at k/STEPS. */
const BASIS = Array.from({ length: STEPS }, (_, k) => {
  const t = k / STEPS;
  const u = 1 - t;
  return [(1 + 2 * t) * u * u, t * u * u, t * t * (3 - 2 * t), -t * t * u] as const;
});

export function newPath(): Path {
  return {
    length: 0,
    x: new Float64Array(LONGEST_PATH),
    y: new Float64Array(LONGEST_PATH),
    along: new Float64Array(LONGEST_PATH),
    starts: new Uint8Array(LONGEST_PATH),
  };
}

/**
 * Reads a skeleton (see `skeletons.ts` for the notation).
 * @param serifs whether the free ends of the strokes get short cross-strokes
 */
export function parseSkeleton(text: string, serifs: boolean): Skeleton {
  const strokes = text.split('/').map((stroke) => stroke.trim().split(/\s+/).map(readPoint));
  centre(strokes.flat());
  if (serifs) strokes.push(...serifsOf(strokes));
  const pieces: Piece[] = [];
  let offset = 0;
  for (const stroke of strokes) {
    const strokeLast = offset + stroke.length - 1;
    let first = offset;
    for (let i = offset + 1; i <= strokeLast; i++) {
      if (i < strokeLast && !stroke[i - offset]!.corner) continue;
      pieces.push({ first, last: i, strokeFirst: offset, strokeLast });
      first = i;
    }
    offset += stroke.length;
  }
  return { points: Float64Array.from(strokes.flat().flatMap(({ x, y }) => [x, y])), pieces };
}

interface ControlPoint {
  x: number;
  y: number;
  readonly corner: boolean;
}

function readPoint(text: string): ControlPoint {
  const [x, y] = text.replace('!', '').split(',');
  return { x: Number(x) / 100, y: Number(y) / 100, corner: text.endsWith('!') };
}

function centre(points: readonly ControlPoint[]): void {
  for (const axis of ['x', 'y'] as const) {
    const values = points.map((point) => point[axis]);
    const middle = (Math.min(...values) + Math.max(...values)) / 2;
    for (const point of points) point[axis] -= middle;
  }
}

function serifsOf(strokes: readonly (readonly ControlPoint[])[]): ControlPoint[][] {
  const all = strokes.flat();
  return strokes.flatMap((stroke) =>
    [
      { end: stroke[0]!, next: stroke[1]! },
      { end: stroke.at(-1)!, next: stroke.at(-2)! },
    ].flatMap(({ end, next }) => {
      const joint = all.some((other) => other !== end && squaredDistance(other, end) < JOINT_DISTANCE * JOINT_DISTANCE);
      if (joint) return [];
      const upright = Math.abs(end.y - next.y) > Math.abs(end.x - next.x);
      const dx = upright ? SERIF_HALF_LENGTH : 0;
      const dy = upright ? 0 : SERIF_HALF_LENGTH;
      return [
        [
          { x: end.x - dx, y: end.y - dy, corner: false },
          { x: end.x + dx, y: end.y + dy, corner: false },
        ],
      ];
    }),
  );
}

function squaredDistance(a: ControlPoint, b: ControlPoint): number {
  return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y);
}

/**
 * Writes the smooth path through control points into `path` (cubic Hermite segments with Catmull–Rom tangents and natural ends).
 * @param points as in {@link Skeleton}, perhaps displaced
 * @param roundness 1 for full curves, 0 for straight lines from point to point
 */
export function tracePath(skeleton: Skeleton, points: Float64Array, roundness: number, path: Path): void {
  let n = 0;
  for (const { first, last, strokeFirst, strokeLast } of skeleton.pieces) {
    const perStroke = 1 / (strokeLast - strokeFirst);
    path.starts[n] = 1;
    for (let i = first; i < last; i++) {
      const x0 = points[2 * i]!;
      const y0 = points[2 * i + 1]!;
      const x1 = points[2 * i + 2]!;
      const y1 = points[2 * i + 3]!;
      const mx0 = tangent(points, first, last, i, 0);
      const my0 = tangent(points, first, last, i, 1);
      const mx1 = tangent(points, first, last, i + 1, 0);
      const my1 = tangent(points, first, last, i + 1, 1);
      for (let k = 0; k < STEPS; k++) {
        const [h00, h10, h01, h11] = BASIS[k]!;
        const t = k / STEPS;
        const x = h00 * x0 + h10 * mx0 + h01 * x1 + h11 * mx1;
        const y = h00 * y0 + h10 * my0 + h01 * y1 + h11 * my1;
        path.x[n] = roundness * x + (1 - roundness) * (x0 + t * (x1 - x0));
        path.y[n] = roundness * y + (1 - roundness) * (y0 + t * (y1 - y0));
        path.along[n] = (i - strokeFirst + t) * perStroke;
        n++;
        path.starts[n] = 0;
      }
    }
    path.x[n] = points[2 * last]!;
    path.y[n] = points[2 * last + 1]!;
    path.along[n] = (last - strokeFirst) * perStroke;
    n++;
  }
  path.length = n;
}

function tangent(points: Float64Array, first: number, last: number, i: number, axis: 0 | 1): number {
  const at = (j: number): number => points[2 * j + axis]!;
  if (last - first === 1) return at(last) - at(first);
  if (i === first) return 1.5 * (at(i + 1) - at(i)) - 0.25 * (at(i + 2) - at(i));
  if (i === last) return 1.5 * (at(i) - at(i - 1)) - 0.25 * (at(i) - at(i - 2));
  return 0.5 * (at(i + 1) - at(i - 1));
}
