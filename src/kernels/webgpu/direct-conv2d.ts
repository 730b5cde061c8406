import type { Conv2DAttrs, KernelFunc } from '@tensorflow/tfjs-core';
import type { KernelPatch } from '../registry';
import { webgpuPatch } from './program';

/**
 * Convolution for software adapters: every output by itself, without workgroup memory. A processor that plays a GPU takes seconds for the stock kernel's
 * barriers. [B, H, W, Cin] with [h, w, Cin, Cout]; dilations and other layouts go to the stock kernel.
 */
export const directConv2D: KernelPatch = {
  kernelName: 'Conv2D',
  backendName: 'webgpu',
  create: (tf, stock) => {
    const infoOf = (x: readonly number[], filter: readonly number[], { strides, pad, dilations, dimRoundingMode }: Conv2DAttrs) =>
      tf.backend_util.computeConv2DInfo(
        x as [number, number, number, number],
        filter as [number, number, number, number],
        strides,
        dilations,
        pad,
        dimRoundingMode,
        false,
        'channelsLast',
      );
    // The input that tfjs calls `filter` is called `kernel` here: WGSL reserves the word.
    const direct = webgpuPatch<Conv2DAttrs>({
      name: 'GrimoireDirectConv2D',
      inputs: ['x', 'kernel'],
      output: ([x, kernel], attrs) => ({ shape: infoOf(x!.shape, kernel!.shape, attrs).outShape, dtype: 'float32' }),
      constants: ([x, kernel], attrs) => {
        const info = infoOf(x!, kernel!, attrs);
        return {
          inHeight: info.inHeight,
          inWidth: info.inWidth,
          inChannels: info.inChannels,
          outHeight: info.outHeight,
          outWidth: info.outWidth,
          outChannels: info.outChannels,
          filterHeight: info.filterHeight,
          filterWidth: info.filterWidth,
          strideHeight: info.strideHeight,
          strideWidth: info.strideWidth,
          padTop: info.padInfo.top,
          padLeft: info.padInfo.left,
        };
      },
      element: `
        let channel = index % outChannels;
        let place = index / outChannels;
        let left = (place % outWidth) * strideWidth - padLeft;
        let row = place / outWidth;
        let top = (row % outHeight) * strideHeight - padTop;
        let image = row / outHeight;
        var sum = 0.0;
        for (var dy = max(0, -top); dy < min(filterHeight, inHeight - top); dy = dy + 1) {
          for (var dx = max(0, -left); dx < min(filterWidth, inWidth - left); dx = dx + 1) {
            let start = ((image * inHeight + top + dy) * inWidth + left + dx) * inChannels;
            let weights = (dy * filterWidth + dx) * inChannels * outChannels + channel;
            for (var i = 0; i < inChannels; i = i + 1) {
              sum = sum + x[start + i] * kernel[weights + i * outChannels];
            }
          }
        }
        result[index] = sum;`,
    }).create(tf, undefined);
    return ((args) => {
      const { dilations, dataFormat } = args.attrs as unknown as Conv2DAttrs;
      const plain = dataFormat === 'NHWC' && [dilations].flat().every((dilation) => dilation === 1);
      if (!plain) return stock!(args);
      const { x, filter } = args.inputs;
      return direct({ ...args, inputs: { x, kernel: filter } });
    }) satisfies KernelFunc;
  },
};
