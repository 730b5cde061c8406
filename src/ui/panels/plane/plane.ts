/** Geometry and colours of pictures of the plane. */
import type { BoundaryView } from '../../../engine/protocol';
import { classColour, type Rgb } from '../../shared/colours';

/** The square of the plane that a picture shows: `low` … `high` in both coordinates. */
export interface Frame {
  readonly low: number;
  readonly high: number;
}

/** Shown at least, so that pictures of the same data can be compared. */
const USUAL: Frame = { low: -1.25, high: 1.25 };

/** The usual frame, widened to hold all points. */
export function frameOf(points: readonly { readonly features: ArrayLike<number> }[]): Frame {
  const furthest = points.reduce((far, { features }) => Math.max(far, Math.abs(features[0]!), Math.abs(features[1]!)), 0);
  return furthest <= USUAL.high ? USUAL : { low: -1.05 * furthest, high: 1.05 * furthest };
}

/** Where a point of the plane lies in a picture of `side` pixels whose first row is at the top. */
export function toPicture({ low, high }: Frame, side: number, x: number, y: number): readonly [column: number, row: number] {
  const unit = side / (high - low);
  return [(x - low) * unit, (high - y) * unit];
}

/** The index of the nearest of some places within `reach`; undefined where there is none. */
export function nearestPlace(places: readonly (readonly [number, number])[], x: number, y: number, reach: number): number | undefined {
  let best: number | undefined;
  let least = reach;
  places.forEach(([px, py], i) => {
    const distance = Math.hypot(px - x, py - y);
    if (distance <= least) {
      least = distance;
      best = i;
    }
  });
  return best;
}

/**
 * The probability field as colours: those of the classes blended by probability, laid thinly over the background.
 * @param strength 0 … 1, how much of the class colours is seen
 * @returns RGBA of resolution² pixels
 */
export function fieldPixels({ probabilities, resolution }: BoundaryView, background: Rgb, strength: number): Uint8ClampedArray<ArrayBuffer> {
  const count = resolution * resolution;
  const classes = probabilities.length / count;
  const rgba = new Uint8ClampedArray(4 * count);
  for (let i = 0; i < count; i++) {
    for (let channel = 0; channel < 3; channel++) {
      let blend = 0;
      for (let k = 0; k < classes; k++) blend += probabilities[i * classes + k]! * classColour(k)[channel]!;
      rgba[4 * i + channel] = background[channel]! * (1 - strength) + blend * strength;
    }
    rgba[4 * i + 3] = 255;
  }
  return rgba;
}
