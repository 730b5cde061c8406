/** Ten backgrounds; the i-th belongs to the i-th class where training is biased. */
import type { Stream } from '../../core/random';
import { clamp01, hsv, latticeValue, mix, SIDE, triangle, valueNoise, type Rgb } from './paint';

type Weave = 'clouds' | 'waves' | 'bricks' | 'grain' | 'streaks' | 'leaves' | 'planks' | 'veins' | 'specks';
/** Hue in degrees, saturation, value. */
type Hsv = readonly [number, number, number];

interface Background {
  readonly name: string;
  readonly weave: Weave;
  readonly low: Hsv;
  readonly high: Hsv;
  /** Change of the lower colour's hue and value from the top of the picture to its bottom. */
  readonly descent?: readonly [hue: number, value: number];
}

export const BACKGROUNDS: readonly Background[] = [
  { name: 'night sky', weave: 'specks', low: [236, 0.7, 0.2], high: [215, 0.25, 0.85], descent: [20, 0.16] },
  { name: 'dusk', weave: 'clouds', low: [275, 0.5, 0.5], high: [335, 0.45, 0.92], descent: [70, 0.25] },
  { name: 'water', weave: 'waves', low: [196, 0.8, 0.45], high: [178, 0.45, 0.82] },
  { name: 'bricks', weave: 'bricks', low: [24, 0.15, 0.68], high: [12, 0.65, 0.6] },
  { name: 'sand', weave: 'grain', low: [36, 0.55, 0.66], high: [46, 0.35, 0.95] },
  { name: 'grass', weave: 'streaks', low: [112, 0.7, 0.32], high: [86, 0.65, 0.74] },
  { name: 'leaves', weave: 'leaves', low: [150, 0.65, 0.2], high: [66, 0.7, 0.62] },
  { name: 'wood', weave: 'planks', low: [24, 0.7, 0.32], high: [32, 0.55, 0.66] },
  { name: 'snow', weave: 'clouds', low: [210, 0.22, 0.74], high: [200, 0.04, 0.98], descent: [-8, 0.1] },
  { name: 'embers', weave: 'veins', low: [350, 0.8, 0.2], high: [22, 0.85, 0.85] },
];

/**
 * Paints a background over the whole canvas.
 * @param canvas [SIDE, SIDE, 3]
 * @param strength of the pattern, about 1
 * @returns the mean of its two colours
 */
export function paintBackground(canvas: Float32Array, stream: Stream, id: number, strength: number): Rgb {
  const { weave, low, high, descent = [0, 0] } = BACKGROUNDS[id]!;
  const hueShift = stream.uniform(-14, 14);
  const dim = stream.uniform(0.8, 1.1);
  const seed = stream.uint32();
  const size = stream.uniform(0.75, 1.3);
  const x0 = stream.uniform(0, 100);
  const y0 = stream.uniform(0, 100);
  const bend = stream.uniform(-0.35, 0.35);
  const colour = ([h, s, v]: Hsv): Rgb => hsv(h + hueShift, s, Math.min(1, v * dim));
  const top = colour(low);
  const bottom = colour([low[0] + descent[0], low[1], low[2] + descent[1]]);
  const light = colour(high);
  for (let row = 0; row < SIDE; row++) {
    const base = mix(top, bottom, row / (SIDE - 1));
    for (let column = 0; column < SIDE; column++) {
      const x = (x0 + column + bend * row) * size;
      const y = (y0 + row - bend * column) * size;
      const share = clamp01(0.5 + strength * (weaveAt(weave, x, y, seed) - 0.5));
      const at = (row * SIDE + column) * 3;
      canvas[at] = base[0] + share * (light[0] - base[0]);
      canvas[at + 1] = base[1] + share * (light[1] - base[1]);
      canvas[at + 2] = base[2] + share * (light[2] - base[2]);
    }
  }
  return mix(mix(top, bottom, 0.5), light, 0.5);
}

/** The share of the lighter colour at a place, 0–1. */
function weaveAt(weave: Weave, x: number, y: number, seed: number): number {
  switch (weave) {
    case 'clouds':
      return 0.7 * valueNoise(x / 9, y / 6, seed) + 0.3 * valueNoise(x / 3, y / 3, seed + 1);
    case 'waves':
      return 0.65 * triangle(y / 6.5 + 0.9 * valueNoise(x / 7, y / 7, seed)) + 0.35 * valueNoise(x / 4, y / 1.6, seed + 1);
    case 'bricks': {
      const course = Math.floor(y / 5);
      const along = x / 9 + (course & 1) * 0.5;
      const joint = y - 5 * course < 1 || along - Math.floor(along) < 0.11;
      return joint ? 0 : 0.65 + 0.35 * latticeValue(Math.floor(along), course, seed);
    }
    case 'grain':
      return 0.45 * latticeValue(Math.floor(x), Math.floor(y), seed) + 0.55 * triangle(y / 9 + valueNoise(x / 8, y / 8, seed));
    case 'streaks':
      return 0.7 * valueNoise(x / 1.3, y / 6, seed) + 0.3 * valueNoise(x / 6, y / 6, seed + 1);
    case 'leaves': {
      const blotch = valueNoise(x / 3.2, y / 3.2, seed);
      return blotch > 0.55 ? 0.6 + 0.4 * valueNoise(x / 1.5, y / 1.5, seed + 1) : 0.5 * blotch;
    }
    case 'planks': {
      const plank = Math.floor(y / 8);
      if (y - 8 * plank < 0.9) return 0;
      return 0.3 + 0.4 * valueNoise(x / 9, y / 1.4, seed) + 0.3 * latticeValue(plank, 0, seed);
    }
    case 'veins': {
      const middle = 2 * valueNoise(x / 6, y / 6, seed) - 1;
      const closeness = 1 - (middle < 0 ? -middle : middle);
      return closeness * closeness * closeness;
    }
    case 'specks':
      return latticeValue(Math.floor(x / 1.5), Math.floor(y / 1.5), seed) > 0.965 ? 1 : 0.3 * valueNoise(x / 8, y / 8, seed + 1);
  }
}
