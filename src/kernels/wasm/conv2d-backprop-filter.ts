/** Conv2DBackpropFilter on wasm: see `filter-gradient.ts`. */
import { type ConvAttrs, convInfo } from '../shared/convolution';
import { type BoundKernel, boundPatch } from './bound';
import { perform } from './perform';

export interface FilterGradientAttrs extends ConvAttrs {
  readonly filterShape: number[];
}

/** x [B, H, W, Cin], dy [B, oh, ow, Cout] → [kh, kw, Cin, Cout]. NHWC, dilation 1. */
export const filterGradient: BoundKernel<'x' | 'dy', FilterGradientAttrs> = {
  outputs: ({ attrs: { filterShape } }) => [{ shape: filterShape, dtype: 'float32' }],
  bind({ tf, backend, inputs: { x, dy }, outputs, attrs }) {
    const dw = outputs[0]!;
    const info = convInfo(tf, x.shape, attrs.filterShape, attrs);
    return () => {
      dw.floats.fill(0);
      perform(backend, { kind: 'filter gradient', x: x.address, dy: dy.address, dw: dw.address, info });
    };
  },
};

export const conv2DBackpropFilter = boundPatch('Conv2DBackpropFilter', filterGradient);
