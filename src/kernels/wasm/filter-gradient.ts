/**
 * The gradient of a convolution's filter straight from x and dy by the kernel in `product.ts`, without patches or transposes.
 *
 * The taps (w, i) of one row h of the filter that an output pixel meets lie together in a row of x, as they do in the filter. So the gradient of that
 * row is a product, dW[h] [kw · Cin, Cout] = Σ over output pixels of x[(w, i) at the pixel] · dy[pixel]. At the left and right edges some of the taps
 * are outside of the image; pixels there are summed on their own, over the taps that are inside.
 */
import type { Conv2DInfo } from '../shared/convolution';
import type { Multiply } from './product';

export interface FilterGradient {
  readonly kind: 'filter gradient';
  /** Address of [B, H, W, Cin]. */
  readonly x: number;
  /** Address of [B, oh, ow, Cout]. */
  readonly dy: number;
  /** Address of [kh, kw, Cin, Cout]. */
  readonly dw: number;
  readonly info: Conv2DInfo;
}

/** So many bytes of x and dy are summed at a time, so that they stay in the nearest caches while all taps and channels go over them. */
const BLOCK = 48 * 1024;

/** A part of the gradient: some rows of the filter, and some channels of the output. */
export interface FilterPart {
  readonly rows: readonly [from: number, to: number];
  readonly channels: readonly [from: number, to: number];
}

/** Adds to a part of dw. */
export function addFilterGradient(multiply: Multiply, { x, dy, dw, info }: FilterGradient, { rows, channels }: FilterPart): void {
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, outChannels, filterWidth, strideHeight, strideWidth, padInfo } = info;
  const [pixel, outPixel] = [4 * inChannels, 4 * outChannels];
  const [row, outRow] = [inWidth * pixel, outWidth * outPixel];
  const spans = spansOf(outWidth, inWidth, filterWidth, strideWidth, padInfo.left);
  const columns = channels[1] - channels[0];
  const distances = { columns, cRow: outPixel, aRow: 4, aStep: strideWidth * pixel, aLine: strideHeight * row, bStep: outPixel, bLine: outRow };
  const linesAtOnce = Math.max(1, Math.floor(BLOCK / (strideHeight * row + outRow)));
  for (let image = 0; image < batchSize; image++) {
    for (let first = 0; first < outHeight; first += linesAtOnce) {
      for (let h = rows[0]; h < rows[1]; h++) {
        // Output rows whose tap h is inside of the image.
        const from = Math.max(first, Math.ceil((padInfo.top - h) / strideHeight));
        const to = Math.min(first + linesAtOnce, outHeight, Math.floor((inHeight - 1 + padInfo.top - h) / strideHeight) + 1);
        if (from >= to) continue;
        const top = from * strideHeight + h - padInfo.top;
        for (const span of spans) {
          const left = span.from * strideWidth + span.firstTap - padInfo.left;
          multiply(
            dw + (h * filterWidth + span.firstTap) * inChannels * outPixel + 4 * channels[0],
            'c',
            x + (image * inHeight + top) * row + left * pixel,
            dy + (image * outHeight + from) * outRow + span.from * outPixel + 4 * channels[0],
            { rows: span.taps * inChannels, steps: span.to - span.from, lines: to - from, ...distances },
          );
        }
      }
    }
  }
}

/** Neighbouring places along a row of the output whose filters meet the input with the same taps. */
interface Span {
  readonly from: number;
  readonly to: number;
  readonly firstTap: number;
  readonly taps: number;
}

/** All spans with a tap inside. @param padding before the first input */
function spansOf(outputs: number, inputs: number, taps: number, stride: number, padding: number): Span[] {
  const spans: Span[] = [];
  for (let at = 0; at < outputs; at++) {
    const start = at * stride - padding;
    const firstTap = Math.max(0, -start);
    const inside = Math.min(taps, inputs - start) - firstTap;
    if (inside <= 0) continue;
    const last = spans.at(-1);
    const continues = last?.to === at && last.firstTap === firstTap && last.taps === inside;
    spans.splice(continues ? -1 : spans.length, 1, { from: continues ? last.from : at, to: at + 1, firstTap, taps: inside });
  }
  return spans;
}
