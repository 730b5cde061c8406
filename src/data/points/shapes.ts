/** Clouds of points in the plane: where a noiseless sample of a class lies. */
import { cos, sin } from '../../core/exact-math';
import type { Stream } from '../../core/random';

export type Point = readonly [x: number, y: number];

/** A random point of class k of `classes`, about within [−1, 1]². */
type Draw = (stream: Stream, k: number, classes: number) => Point;

const TURN = 2 * Math.PI;

/** Interleaved arms that start near the middle and wind once around it. */
const spirals: Draw = (stream, k, classes) => {
  const t = Math.sqrt(stream.uniform());
  const angle = TURN * (k / classes + (2.6 / (classes + 0.2)) * t);
  const radius = 0.06 + 0.88 * t;
  return [radius * cos(angle), radius * sin(angle)];
};

/** Half circles that reach into one another, alternately open downwards and upwards. */
const moons: Draw = (stream, k, classes) => {
  const angle = Math.PI * stream.uniform();
  const up = k % 2 === 0 ? 1 : -1;
  const width = 2 / (classes + 1);
  return [-1 + width * (k + 1) + 0.86 * width * cos(angle), up * (0.85 * sin(angle) - 0.22)];
};

/** Rings one around the other. */
const circles: Draw = (stream, k, classes) => {
  const angle = TURN * stream.uniform();
  const radius = (0.92 * (k + 0.5)) / (classes - 0.5);
  return [radius * cos(angle), radius * sin(angle)];
};

/** One bell-shaped heap each, with centres on a circle. */
const gaussians: Draw = (stream, k, classes) => {
  const angle = TURN * (k / classes + 0.125);
  return [0.6 * cos(angle) + 0.14 * stream.normal(), 0.6 * sin(angle) + 0.14 * stream.normal()];
};

/** A chessboard of `classes` × `classes` fields on which the class changes from field to field: the exclusive or, for two classes. */
const xor: Draw = (stream, k, classes) => {
  const row = stream.below(classes);
  const column = (k + classes - row) % classes;
  const inField = (field: number): number => -0.94 + (1.88 / classes) * (field + stream.uniform(0.06, 0.94));
  return [inField(column), inField(row)];
};

export const SHAPES = { spirals, moons, circles, gaussians, xor } as const satisfies Record<string, Draw>;
export type ShapeName = keyof typeof SHAPES;
