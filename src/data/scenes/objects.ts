/** The ten kinds of object: five told apart by their outline, three by the pattern on a ball, two by which of two colours is inside. */
import type { Stream } from '../../core/random';
import { clamp01, hsv, lightness, triangle, valueNoise, type Rgb } from './paint';
import type { OutlineName } from './outlines';

export type Pattern = 'plain' | 'stripes' | 'dots' | 'checks' | 'core';

export interface ObjectClass {
  readonly name: string;
  readonly outline: OutlineName;
  readonly pattern: Pattern;
  /** Radius of a hole in the middle, relative to the object's. */
  readonly hole?: number;
  /** Temperature of the colour inside, for eyes. */
  readonly core?: 'warm' | 'cool';
}

export const OBJECTS: readonly ObjectClass[] = [
  { name: 'star', outline: 'star', pattern: 'plain' },
  { name: 'heart', outline: 'heart', pattern: 'plain' },
  { name: 'crescent', outline: 'crescent', pattern: 'plain' },
  { name: 'cross', outline: 'cross', pattern: 'plain' },
  { name: 'ring', outline: 'circle', pattern: 'plain', hole: 0.5 },
  { name: 'striped ball', outline: 'circle', pattern: 'stripes' },
  { name: 'dotted ball', outline: 'circle', pattern: 'dots' },
  { name: 'checked ball', outline: 'circle', pattern: 'checks' },
  { name: 'warm eye', outline: 'circle', pattern: 'core', core: 'warm' },
  { name: 'cool eye', outline: 'circle', pattern: 'core', core: 'cool' },
];

export interface Coat {
  /** Hue of the object's main colour (of an eye: of its core), in degrees. */
  readonly hue: number;
  readonly first: Rgb;
  readonly second: Rgb;
}

/** Middle of the warm and of the cool hues, and how far both reach either way, in degrees. */
const WARM = 22;
const COOL = 212;
const REACH = 40;

/** Draws the two colours of an object. */
export function pickCoat(stream: Stream, { pattern, core }: ObjectClass, background: Rgb): Coat {
  const hue = stream.uniform(0, 360);
  const turn = stream.uniform(70, 290);
  const saturation = stream.uniform(0.55, 1);
  const bright = stream.uniform(0.8, 1);
  const dark = stream.uniform(0.35, 0.6);
  const brightFirst = stream.chance(0.5);
  if (core !== undefined) {
    // Which of the two is lighter says nothing about the class: only colour does.
    const warmHue = WARM + stream.uniform(-REACH, REACH);
    const coolHue = COOL + stream.uniform(-REACH, REACH);
    const warm = hsv(warmHue, saturation, brightFirst ? bright : dark + 0.2);
    const cool = hsv(coolHue, saturation, brightFirst ? dark + 0.2 : bright);
    return core === 'warm' ? { hue: warmHue, first: cool, second: warm } : { hue: coolHue, first: warm, second: cool };
  }
  if (pattern === 'plain') {
    // Mostly light on dark or dark on light: hue alone does not make an outline visible.
    const pale = stream.chance(0.85) ? lightness(background) < 120 : brightFirst;
    return { hue, first: hsv(hue, saturation, pale ? bright : dark), second: hsv(hue + 30, saturation * 0.8, pale ? bright * 0.75 : dark * 1.35) };
  }
  const colours = [hsv(hue, saturation, bright), hsv(hue + turn, saturation * 0.9, bright)] as const;
  const [lighter, other] = lightness(colours[0]) >= lightness(colours[1]) ? colours : [colours[1], colours[0]];
  const deeper: Rgb = [other[0] * dark, other[1] * dark, other[2] * dark];
  return brightFirst ? { hue, first: lighter, second: deeper } : { hue, first: deeper, second: lighter };
}

/**
 * The share of the second colour at a place on the object.
 * @param u position in the object's own frame, in radii
 * @param soft width of a soft edge, in radii (about one pixel)
 */
export function patternAt(pattern: Pattern, u: number, v: number, soft: number, seed: number): number {
  switch (pattern) {
    case 'plain':
      return valueNoise(2.5 * u + 8, 2.5 * v + 8, seed);
    case 'stripes':
      return edge(triangle(1.55 * u + 0.25) - 0.5, 3.1 * soft);
    case 'dots': {
      const row = Math.floor(v / 0.56 + 0.5);
      const dx = (triangle(u / 0.66 + (row % 2 === 0 ? 0 : 0.5)) / 2) * 0.66;
      const dy = v - 0.56 * row;
      return edge(0.21 - Math.sqrt(dx * dx + dy * dy), soft);
    }
    case 'checks':
      return edge((triangle(1.05 * u + 0.25) - 0.5) * (triangle(1.05 * v + 0.25) - 0.5) * 4, 3 * soft);
    case 'core':
      return edge(0.52 - Math.sqrt(u * u + v * v), soft);
  }
}

function edge(signed: number, soft: number): number {
  return clamp01(0.5 + signed / soft);
}
