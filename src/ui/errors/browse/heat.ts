/** A map of what a network looks at, as a picture to be laid over the sample. */
import type { SaliencyMap } from '../../../engine/protocol';
import type { Rgb } from '../../shared/colours';

/** Told apart by colour-blind people too, and bright enough for a dimmed sample beneath. */
export const FOR: Rgb = [86, 180, 233];
export const AGAINST: Rgb = [255, 143, 71];

/** The largest absolute value of a map; 0 where nothing speaks for or against anything. */
export function strongest({ values }: Pick<SaliencyMap, 'values'>): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

/** Where that value is, in words, by thirds of the picture: `top left`, `centre`. */
export function whereStrongest({ values, height, width }: Pick<SaliencyMap, 'values' | 'height' | 'width'>): string {
  const most = strongest({ values });
  const at = Math.max(0, values.findIndex((value) => Math.abs(value) === most));
  const row = ['top', '', 'bottom'][Math.floor((3 * Math.floor(at / width)) / height)]!;
  const column = ['left', '', 'right'][Math.floor((3 * (at % width)) / width)]!;
  return [row, column].filter((word) => word !== '').join(' ') || 'centre';
}

/** Below 1, so that what is weaker than the strongest place can be seen, too. */
const CONTRAST = 0.6;

/** @returns RGBA of height × width cells: the stronger, the more opaque */
export function heatPixels(map: Pick<SaliencyMap, 'values'>): Uint8ClampedArray<ArrayBuffer> {
  const most = strongest(map) || 1;
  const rgba = new Uint8ClampedArray(4 * map.values.length);
  map.values.forEach((value, i) => {
    rgba.set(value > 0 ? FOR : AGAINST, 4 * i);
    rgba[4 * i + 3] = 255 * (Math.abs(value) / most) ** CONTRAST;
  });
  return rgba;
}
