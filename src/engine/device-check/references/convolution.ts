/** A convolution and its gradients by definition, in float64. */
import { sizeOf } from '../../../core/network';
import { slide, type Window } from './windows';

export interface ConvolutionCase extends Window {
  /** Output channels. */
  readonly out: number;
}

export const titleOf = ({ x, out, filter, stride, pad }: ConvolutionCase): string =>
  `[${x.join(', ')}] by ${filter.join('×')} to ${out}, stride ${stride}, pad ${pad}`;

/** The shape of the result. */
export const outputShape = (one: ConvolutionCase): number[] => [...slide(one, () => undefined), one.out];

/** x [B, H, W, I], w [kh, kw, I, O], bias [O], dy like y. */
export function convolutionReference(
  one: ConvolutionCase,
  x: ArrayLike<number>,
  w: ArrayLike<number>,
  bias: ArrayLike<number>,
  dy: ArrayLike<number>,
): { y: Float64Array; dx: Float64Array; dw: Float64Array; dbias: Float64Array } {
  const channels = one.x[3];
  const dx = new Float64Array(sizeOf(one.x));
  const dw = new Float64Array(sizeOf(one.filter) * channels * one.out);
  const dbias = new Float64Array(one.out);
  const y = Float64Array.from({ length: sizeOf(outputShape(one)) }, (_, i) => bias[i % one.out]!);
  slide(one, (pixel, at, tap) => {
    for (let c = 0; c < channels; c++) {
      for (let o = 0; o < one.out; o++) {
        const [i, j, k] = [at * channels + c, (tap * channels + c) * one.out + o, pixel * one.out + o];
        y[k]! += x[i]! * w[j]!;
        dx[i]! += dy[k]! * w[j]!;
        dw[j]! += dy[k]! * x[i]!;
      }
    }
  });
  for (let k = 0; k < y.length; k++) dbias[k % one.out]! += dy[k]!;
  return { y, dx, dw, dbias };
}
