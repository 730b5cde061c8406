/** How trials look, by their slot: six colours that the colour-blind can tell apart, then the same ones again with other dashes and shapes. */
import { runColour } from '../theme';

const COLOURS = 6;
/** Lengths of dashes and gaps, in pixels. */
const DASHES: readonly (readonly number[])[] = [[], [7, 4], [2, 3], [10, 3, 2, 3], [16, 5], [5, 2, 1, 2]];

export interface LineLook {
  /** A style variable. */
  readonly colour: string;
  readonly dash: readonly number[];
  /** Which of the shapes its points have. */
  readonly shape: number;
}

export function lookOf(slot: number): LineLook {
  const round = Math.floor(slot / COLOURS) % DASHES.length;
  return { colour: runColour(slot % COLOURS), dash: DASHES[round]!, shape: round };
}

/** Outlines around the origin, about 11 pixels wide: circle, square, triangle, diamond, cross, hexagon. */
export const SHAPES: readonly string[] = [
  'M-5.5 0a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0 -11 0z',
  'M-5 -5h10v10h-10z',
  'M0 -6.5l6 11h-12z',
  'M0 -7l6 7l-6 7l-6 -7z',
  'M-2 -6h4v4h4v4h-4v4h-4v-4h-4v-4h4z',
  'M-3 -5.5h6l3.2 5.5l-3.2 5.5h-6l-3.2 -5.5z',
];
