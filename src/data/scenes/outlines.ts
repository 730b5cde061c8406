/** The outlines of the objects: polygons in a circle of radius 1, y downwards. */
import { cos, sin } from '../../core/exact-math';

const TURN = 2 * Math.PI;

type Point = readonly [number, number];

function around(count: number, point: (angle: number, index: number) => Point): readonly Point[] {
  return Array.from({ length: count }, (_, i) => point((i * TURN) / count, i));
}

/** A point on the unit circle; angle 0 is at the top and angles run clockwise. */
const onCircle = (angle: number): Point => [sin(angle), -cos(angle)];

const scaled = ([x, y]: Point, by: number): Point => [x * by, y * by];

const circle = around(18, onCircle);

const star = around(10, (angle, i) => scaled(onCircle(angle), i % 2 === 0 ? 1.08 : 0.47));

/** The parametric curve that is usually called the heart curve (MathWorld, "Heart Curve", number 6). */
const heart = around(22, (t) => {
  const s = sin(t);
  return scaled([s * s * s, -(13 * cos(t) - 5 * cos(2 * t) - 2 * cos(3 * t) - cos(4 * t) + 2.5) / 15.5], 0.96);
});

/**
 * The left half of the unit circle, closed by a shallower arc: part of a circle of radius `bite` whose centre lies `away` to the right.
 * Both arcs are walked by what needs no inverse trigonometry: the outer by its angle, the inner by its height.
 */
function moon(bite: number, away: number): readonly Point[] {
  const steps = 12;
  const tipX = (1 + away * away - bite * bite) / (2 * away);
  const tipY = Math.sqrt(1 - tipX * tipX);
  const tip = (y: number): Point => [tipX, y];
  const outer = Array.from({ length: steps + 1 }, (_, i) => onCircle((-i / steps) * (TURN / 2)));
  const inner = Array.from({ length: steps - 1 }, (_, i): Point => {
    const y = tipY * (1 - (2 * (i + 1)) / steps);
    return [away - Math.sqrt(bite * bite - y * y), y];
  });
  return [tip(-tipY), ...outer, tip(tipY), ...inner].map(([x, y]) => [x + 0.17, y]);
}

const ARM = 0.34;
const cross: readonly Point[] = [
  [-ARM, -1], [ARM, -1], [ARM, -ARM], [1, -ARM], [1, ARM], [ARM, ARM],
  [ARM, 1], [-ARM, 1], [-ARM, ARM], [-1, ARM], [-1, -ARM], [-ARM, -ARM],
];

export const OUTLINES = { circle, star, heart, crescent: moon(0.85, 0.55), cross } as const;
/** Radius of a circle around the middle that lies within the outline. */
export const SOLID: Readonly<Record<keyof typeof OUTLINES, number>> = { circle: 0.98, star: 0.39, heart: 0.4, crescent: 0, cross: 0.34 };

export type OutlineName = keyof typeof OUTLINES;
