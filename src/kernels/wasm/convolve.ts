/**
 * Convolutions by the kernel in `product.ts`, without patches: the taps (w, i) that an output pixel meets in one row of its input lie together there,
 * as they do in the filter. So a row of output pixels is a product, whose sum goes over kh lines of kw · Cin steps, and from pixel to pixel A moves
 * by the stride. Images with padding are copied into a larger one first, one after the other.
 */
import type { Multiply, Start } from './product';

/** Addresses and distances from one thing to the next are in bytes. */
export interface Convolution {
  readonly kind: 'convolution';
  readonly images: Images;
  /** They share no output. */
  readonly passes: readonly Pass[];
  readonly outChannels: number;
  /** From output image to output image. */
  readonly imageDistance: number;
  readonly start: Start;
}

/** Images at an address, [count, height, width, channels], and so many rows and columns of zeros around each of them. */
export interface Images {
  readonly address: number;
  readonly count: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** One pass over every image: output [rows, columns] pixels, in places of their own. */
export interface Pass {
  readonly rows: number;
  readonly columns: number;
  /** Where the first output pixel of the first image goes. */
  readonly address: number;
  readonly rowDistance: number;
  readonly pixelDistance: number;
  /** The row and the column of the padded image where the first output pixel's filter begins. */
  readonly from: readonly [number, number];
  /** How many rows and columns it moves from pixel to pixel. */
  readonly strides: readonly [number, number];
  /** Address of [taps[0], taps[1], channels, outChannels]. */
  readonly filter: number;
  readonly taps: readonly [number, number];
}

/** Floats of one padded image, or none where nothing is padded. */
export function frameSize({ height, width, channels, top, bottom, left, right }: Images): number {
  return top + bottom + left + right > 0 ? (top + height + bottom) * (left + width + right) * channels : 0;
}

/**
 * Convolves one image.
 * @param memory where all of it is
 * @param frame address of memory for one padded image, whose margins are zero
 */
export function convolveImage(multiply: Multiply, memory: WebAssembly.Memory, work: Convolution, image: number, frame: number): void {
  const { images, passes, outChannels, imageDistance, start } = work;
  const { height, width, channels, left, right } = images;
  const pixel = 4 * channels;
  const row = (left + width + right) * pixel;
  const outPixel = 4 * outChannels;
  const own = images.address + image * height * width * pixel;
  const padded = frameSize(images) > 0;
  if (padded) copyIntoFrame(new Float32Array(memory.buffer), images, own / 4, frame / 4);
  for (const { rows, columns, address, rowDistance, pixelDistance, from, strides, filter, taps } of passes) {
    const steps = taps[1] * channels;
    const distances = { cRow: pixelDistance, aRow: strides[1] * pixel, aStep: 4, aLine: row, bStep: outPixel, bLine: steps * outPixel };
    const product = { rows: columns, columns: outChannels, steps, lines: taps[0], ...distances };
    const a = (padded ? frame : own) + from[0] * row + from[1] * pixel;
    const c = address + image * imageDistance;
    for (let y = 0; y < rows; y++) multiply(c + y * rowDistance, start, a + y * strides[0] * row, filter, product);
  }
}

/** @param from where the image begins, in floats, as `to` is of the frame */
function copyIntoFrame(heap: Float32Array, { height, width, channels, top, left, right }: Images, from: number, to: number): void {
  const length = width * channels;
  const line = (left + width + right) * channels;
  const first = to + top * line + left * channels;
  for (let y = 0; y < height; y++) heap.copyWithin(first + y * line, from + y * length, from + (y + 1) * length);
}
