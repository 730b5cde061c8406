import type { FilterView } from '../../engine/protocol';
import type { Rgb } from './colours';

const POSITIVE: Rgb = [0, 114, 178];
const NEGATIVE: Rgb = [213, 94, 0];

/**
 * One kernel as a picture. With three input channels its weights are shown as a colour around mid-grey; otherwise their mean over the channels is,
 * from orange (negative) over the neutral colour (zero) to blue (positive). The largest weight of each kernel has full strength.
 * @param neutral what zero looks like in kernels that are not of colours
 * @returns RGBA of height × width pixels
 */
export function kernelPixels({ shape, values }: FilterView, filter: number, neutral: Rgb): Uint8ClampedArray<ArrayBuffer> {
  const [height, width, channels, filters] = shape;
  const rgba = new Uint8ClampedArray(4 * height * width);
  const weight = (pixel: number, channel: number): number => values[(pixel * channels + channel) * filters + filter]!;
  const mean = (pixel: number): number => Array.from({ length: channels }, (_, c) => weight(pixel, c)).reduce((sum, value) => sum + value, 0) / channels;
  const colourful = channels === 3;
  let largest = 1e-12;
  for (let pixel = 0; pixel < height * width; pixel++) {
    for (let c = 0; c < channels; c++) largest = Math.max(largest, Math.abs(colourful ? weight(pixel, c) : mean(pixel)));
  }
  for (let pixel = 0; pixel < height * width; pixel++) {
    const strength = mean(pixel) / largest;
    for (let c = 0; c < 3; c++) {
      const end = (strength > 0 ? POSITIVE : NEGATIVE)[c]!;
      rgba[4 * pixel + c] = colourful ? 127.5 + (127.5 * weight(pixel, c)) / largest : neutral[c]! + (end - neutral[c]!) * Math.abs(strength);
    }
    rgba[4 * pixel + 3] = 255;
  }
  return rgba;
}
