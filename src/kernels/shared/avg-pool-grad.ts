/** AvgPoolGrad on cpu and wasm: every window returns its gradient in equal parts to the elements it averaged, padding not counted. */
import { type PoolAttrs, poolInfo } from './convolution';
import type { HostKernel } from './host-kernel';

/** dy [B, oh, ow, C], input [B, H, W, C] → [B, H, W, C]. The stock cpu kernel counts padding, which is not the gradient of its own forward pass. */
export const avgPoolGrad: HostKernel<PoolAttrs> = {
  name: 'AvgPoolGrad',
  inputs: ['dy', 'input'],
  outputs: ([, input]) => [{ shape: input!.shape, dtype: 'float32' }],
  run({ tf, inputs: [dy], outputs: [dx], shapes, attrs }) {
    const info = poolInfo(tf, shapes[1]!, attrs);
    const { batchSize, inHeight, inWidth, inChannels: channels, outHeight, outWidth } = info;
    const { filterHeight, filterWidth, strideHeight, strideWidth, padInfo } = info;
    dx!.fill(0);
    let pixel = 0;
    for (let image = 0; image < batchSize; image++) {
      for (let oy = 0; oy < outHeight; oy++) {
        const top = Math.max(0, oy * strideHeight - padInfo.top);
        const bottom = Math.min(inHeight, oy * strideHeight - padInfo.top + filterHeight);
        for (let ox = 0; ox < outWidth; ox++, pixel += channels) {
          const left = Math.max(0, ox * strideWidth - padInfo.left);
          const right = Math.min(inWidth, ox * strideWidth - padInfo.left + filterWidth);
          const part = 1 / ((bottom - top) * (right - left));
          for (let y = top; y < bottom; y++) {
            for (let x = left; x < right; x++) {
              const at = ((image * inHeight + y) * inWidth + x) * channels;
              for (let c = 0; c < channels; c++) dx![at + c]! += dy![pixel + c]! * part;
            }
          }
        }
      }
    }
  },
};
