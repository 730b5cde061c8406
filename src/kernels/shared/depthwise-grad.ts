/** The gradients of a depthwise convolution on cpu and wasm; wasm has none in stock. */
import { type Conv2DInfo, type ConvAttrs, convInfo } from './convolution';
import type { HostKernel } from './host-kernel';

interface InputAttrs extends ConvAttrs {
  readonly inputShape: number[];
}

interface FilterAttrs extends ConvAttrs {
  readonly filterShape: number[];
}

/** dy [B, oh, ow, C·m], filter [kh, kw, C, m] → [B, H, W, C]. */
export const depthwiseBackpropInput: HostKernel<InputAttrs> = {
  name: 'DepthwiseConv2dNativeBackpropInput',
  inputs: ['dy', 'filter'],
  outputs: (_, { inputShape }) => [{ shape: inputShape, dtype: 'float32' }],
  run({ tf, inputs: [dy, filter], outputs: [dx], shapes, attrs }) {
    dx!.fill(0);
    const info = convInfo(tf, attrs.inputShape, shapes[1]!, attrs, true);
    const { inChannels, outChannels } = info;
    const multiplier = outChannels / inChannels;
    forEachTap(info, (pixel, at, weights) => {
      for (let c = 0, o = 0; c < inChannels; c++) {
        let sum = 0;
        for (let m = 0; m < multiplier; m++, o++) sum += dy![pixel + o]! * filter![weights + o]!;
        dx![at + c]! += sum;
      }
    });
  },
};

/** x [B, H, W, C], dy [B, oh, ow, C·m] → [kh, kw, C, m], summed in float64. */
export const depthwiseBackpropFilter: HostKernel<FilterAttrs> = {
  name: 'DepthwiseConv2dNativeBackpropFilter',
  inputs: ['x', 'dy'],
  outputs: (_, { filterShape }) => [{ shape: filterShape, dtype: 'float32' }],
  run({ tf, inputs: [x, dy], outputs: [dw], shapes, attrs }) {
    const info = convInfo(tf, shapes[0]!, attrs.filterShape, attrs, true);
    const { inChannels, outChannels } = info;
    const multiplier = outChannels / inChannels;
    const sums = new Float64Array(dw!.length);
    forEachTap(info, (pixel, at, weights) => {
      for (let c = 0, o = 0; c < inChannels; c++) {
        const value = x![at + c]!;
        for (let m = 0; m < multiplier; m++, o++) sums[weights + o]! += value * dy![pixel + o]!;
      }
    });
    dw!.set(sums);
  },
};

/** Calls `visit` with the offsets of the output pixel, the input pixel and the filter's tap, for every pair of pixels that a tap connects. */
function forEachTap(info: Conv2DInfo, visit: (pixel: number, at: number, weights: number) => void): void {
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, outChannels } = info;
  const { filterHeight, filterWidth, strideHeight, strideWidth, padInfo } = info;
  let pixel = 0;
  for (let image = 0; image < batchSize; image++) {
    for (let oy = 0; oy < outHeight; oy++) {
      for (let ox = 0; ox < outWidth; ox++, pixel += outChannels) {
        for (let ky = 0; ky < filterHeight; ky++) {
          const y = oy * strideHeight - padInfo.top + ky;
          if (y < 0 || y >= inHeight) continue;
          for (let kx = 0; kx < filterWidth; kx++) {
            const x = ox * strideWidth - padInfo.left + kx;
            if (x < 0 || x >= inWidth) continue;
            visit(pixel, ((image * inHeight + y) * inWidth + x) * inChannels, (ky * filterWidth + kx) * outChannels);
          }
        }
      }
    }
  }
}
