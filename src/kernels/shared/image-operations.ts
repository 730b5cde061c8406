/** The image operations of augmentation policies on bytes, one image at a time, in whole numbers throughout: every backend gives the same bytes. */
import { ACTIONS, BLEND_BITS, MOVE_BITS } from '../../core/image-policy';

export interface ImageSize {
  readonly height: number;
  readonly width: number;
  /** 1 or 3. */
  readonly channels: number;
}

/**
 * Added to a blend before it is cut to a whole number, in units of 2⁻²⁰: because its factor is rounded, a product that should be whole (0.4 · 5, say)
 * may fall short by up to 2⁻¹³. Factors of three decimals never come that close to a whole number from below.
 */
export const BLEND_MARGIN = 2 ** 8;

/** Weights of red, green and blue in grey, in units of 2⁻¹⁶, as Pillow has them. */
export const GREY = { red: 19595, green: 38470, blue: 7471, half: 0x8000 } as const;

/** The values that 0 … 255 become in one channel. */
const curve = new Uint8Array(256);
const histogram = new Int32Array(256);

/** `factor` of the way from one byte to another, and beyond. */
function blend(from: number, to: number, factor: number): number {
  const value = ((from << BLEND_BITS) + factor * (to - from) + BLEND_MARGIN) >> BLEND_BITS;
  return value < 0 ? 0 : value > 255 ? 255 : value;
}

const grey = (red: number, green: number, blue: number): number => (GREY.red * red + GREY.green * green + GREY.blue * blue + GREY.half) >> 16;

/**
 * Performs one action of a policy.
 * @param table holds the action and its parameters from place `at`
 * @returns whether anything was done; if so, the image is in `to`
 */
export function performAction(table: Int32Array, at: number, from: Uint8Array, to: Uint8Array, size: ImageSize): boolean {
  const action = table[at]!;
  const parameter = table[at + 1]!;
  switch (action) {
    case ACTIONS.move:
      move(table, at + 1, from, to, size);
      return true;
    case ACTIONS.colour:
      if (size.channels === 1) return false;
      blendWithGrey(parameter, from, to);
      return true;
    case ACTIONS.sharpness:
      blendWithSmooth(parameter, from, to, size);
      return true;
    default: {
      const { channels } = size;
      const mean = action === ACTIONS.contrast ? meanGrey(from, channels) : 0;
      for (let channel = 0; channel < channels; channel++) {
        drawCurve(action, parameter, mean, from, channel, channels);
        for (let i = channel; i < from.length; i += channels) to[i] = curve[from[i]!]!;
      }
      return true;
    }
  }
}

/** Sets `curve` for what happens to each value by itself. */
function drawCurve(action: number, parameter: number, mean: number, image: Uint8Array, channel: number, channels: number): void {
  switch (action) {
    case ACTIONS.mask:
      for (let value = 0; value < 256; value++) curve[value] = value & parameter;
      break;
    case ACTIONS.solarize:
      for (let value = 0; value < 256; value++) curve[value] = value < parameter ? value : 255 - value;
      break;
    case ACTIONS.brightness:
    case ACTIONS.contrast:
      for (let value = 0; value < 256; value++) curve[value] = blend(mean, value, parameter);
      break;
    default:
      histogram.fill(0);
      for (let i = channel; i < image.length; i += channels) histogram[image[i]!]!++;
      if (action === ACTIONS.equalize) equalize(image.length / channels);
      else stretch();
  }
}

/** The darkest value becomes 0, the brightest 255. */
function stretch(): void {
  let low = 0;
  let high = 255;
  while (histogram[low] === 0) low++;
  while (histogram[high] === 0) high--;
  const range = high - low;
  if (range === 0) low = 0;
  for (let value = low; value <= high; value++) curve[value] = range === 0 ? value : Math.floor((255 * (value - low)) / range);
}

/** Every value gets about as many pixels. @param pixels in the histogram */
function equalize(pixels: number): void {
  let high = 255;
  while (histogram[high] === 0) high--;
  const step = Math.floor((pixels - histogram[high]!) / 255);
  let below = step >> 1;
  for (let value = 0; value < 256; value++) {
    curve[value] = step === 0 ? value : Math.min(255, Math.floor(below / step));
    below += histogram[value]!;
  }
}

/** Rounded to a whole number. */
function meanGrey(image: Uint8Array, channels: number): number {
  let sum = 0;
  if (channels === 1) for (let i = 0; i < image.length; i++) sum += image[i]!;
  else for (let i = 0; i < image.length; i += 3) sum += grey(image[i]!, image[i + 1]!, image[i + 2]!);
  const pixels = image.length / channels;
  return Math.floor((2 * sum + pixels) / (2 * pixels));
}

function blendWithGrey(factor: number, from: Uint8Array, to: Uint8Array): void {
  for (let i = 0; i < from.length; i += 3) {
    const red = from[i]!;
    const green = from[i + 1]!;
    const blue = from[i + 2]!;
    const base = grey(red, green, blue);
    to[i] = blend(base, red, factor);
    to[i + 1] = blend(base, green, factor);
    to[i + 2] = blend(base, blue, factor);
  }
}

/** Smoothed by weights of 1, and 5 in the middle; the outermost pixels are not, so they stay as they are. */
function blendWithSmooth(factor: number, from: Uint8Array, to: Uint8Array, { height, width, channels }: ImageSize): void {
  to.set(from);
  const row = width * channels;
  for (let y = 1; y < height - 1; y++) {
    for (let i = y * row + channels; i < (y + 1) * row - channels; i++) {
      const above = from[i - row - channels]! + from[i - row]! + from[i - row + channels]!;
      const beside = from[i - channels]! + 5 * from[i]! + from[i + channels]!;
      const below = from[i + row - channels]! + from[i + row]! + from[i + row + channels]!;
      const smooth = Math.floor((2 * (above + beside + below) + 13) / 26);
      to[i] = blend(smooth, from[i]!, factor);
    }
  }
}

function move(table: Int32Array, at: number, from: Uint8Array, to: Uint8Array, { height, width, channels }: ImageSize): void {
  const [a, b, c, d, e, f] = [table[at]!, table[at + 1]!, table[at + 2]!, table[at + 3]!, table[at + 4]!, table[at + 5]!];
  let place = 0;
  for (let y = 0; y < height; y++) {
    let sourceX = b * y + c;
    let sourceY = e * y + f;
    for (let x = 0; x < width; x++) {
      const column = sourceX >> MOVE_BITS;
      const row = sourceY >> MOVE_BITS;
      const inside = column >= 0 && column < width && row >= 0 && row < height;
      const source = inside ? (row * width + column) * channels : -1;
      for (let channel = 0; channel < channels; channel++) to[place++] = inside ? from[source + channel]! : 0;
      sourceX += a;
      sourceY += d;
    }
  }
}
