/** What the one knob `difficulty` turns, and by how much. */
import { sizesAt } from '../generated/ranges';

const HARDSHIPS = {
  /** Radius of the smallest object, in pixels. */
  smallest: { clean: 10.5, worst: 4.5 },
  /** Largest rotation either way, in degrees. */
  rotation: { clean: 8, worst: 45 },
  /** Largest relative squeeze of one axis. */
  squeeze: { clean: 0.05, worst: 0.35 },
  /** Mean number of things behind, and of things in front of, the object. */
  clutter: { clean: 0.5, worst: 9 },
  occluders: { clean: 0, worst: 2.6 },
  /** Largest relative change of brightness and of contrast. */
  light: { clean: 0.1, worst: 0.5 },
  /** Strength of the background's pattern. */
  texture: { clean: 0.6, worst: 1.3 },
  /** Opacity of the line around the object. */
  outline: { clean: 0.9, worst: 0.2 },
  /** Largest share of the background's colour in the object's. */
  camouflage: { clean: 0, worst: 0.6 },
  /** Deviation of the pixel noise of the noisiest sample, in levels. */
  noise: { clean: 1, worst: 32, power: 1.2 },
} as const;

export type Hardships = Readonly<Record<keyof typeof HARDSHIPS, number>>;

/** All hardships at a difficulty from 0 to 1. */
export function hardshipsAt(difficulty: number): Hardships {
  return sizesAt(HARDSHIPS, difficulty);
}
