/** What the one knob `difficulty` turns, and by how much. */
import { sizesAt } from '../generated/ranges';

const DISTORTIONS = {
  /** Deviations, in degrees. */
  rotation: { clean: 8, worst: 19 },
  slant: { clean: 4, worst: 10 },
  writerSlant: { clean: 7, worst: 13 },
  /** Deviations, relative. */
  size: { clean: 0.07, worst: 0.15 },
  aspect: { clean: 0.08, worst: 0.16 },
  thickness: { clean: 0.15, worst: 0.28 },
  /** Largest displacement either way, in pixels. */
  shift: { clean: 1.8, worst: 3.8 },
  /** Deviation of the smooth displacement field, in pixels. */
  elastic: { clean: 0.95, worst: 2.1 },
  /** Deviations of the control points, in heights of the character: anew in each sample, and as a writer's habit. */
  wobble: { clean: 0.014, worst: 0.031 },
  habit: { clean: 0.019, worst: 0.035 },
  /** Share of the ink that the palest sample loses. */
  fading: { clean: 0.15, worst: 0.52 },
  /** Deviation of the pixel noise of the noisiest sample, in grey levels. */
  noise: { clean: 0, worst: 66, power: 1.4 },
  /** Mean number of stray strokes. */
  clutter: { clean: 0, worst: 3.6, power: 1.8 },
} as const;

export type Distortions = Readonly<Record<keyof typeof DISTORTIONS, number>>;

/** All distortions at a difficulty from 0 to 1; each grows with it. */
export function distortionsAt(difficulty: number): Distortions {
  return sizesAt(DISTORTIONS, difficulty);
}
