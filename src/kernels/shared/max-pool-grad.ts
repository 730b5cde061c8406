/** MaxPoolGrad on cpu and wasm: the gradient of a window goes to its first largest element, as on tfjs' other backends. */
import type { Conv2DInfo, PoolAttrs } from './convolution';
import { poolInfo } from './convolution';
import type { HostKernel } from './host-kernel';

/** dy [B, oh, ow, C], input [B, H, W, C], output [B, oh, ow, C] → [B, H, W, C]. */
export const maxPoolGrad: HostKernel<PoolAttrs> = {
  name: 'MaxPoolGrad',
  inputs: ['dy', 'input', 'output'],
  outputs: ([, input]) => [{ shape: input!.shape, dtype: 'float32' }],
  run({ tf, inputs: [dy, x, y], outputs: [dx], shapes, attrs }) {
    const info = poolInfo(tf, shapes[1]!, attrs);
    (isQuartering(info) ? routeWithinQuarters : routeToMaxima)(bitsOf(dy!), bitsOf(x!), bitsOf(y!), dx!, info);
  },
};

/** 2×2 windows side by side that leave no element out, the usual case. */
export function isQuartering(info: Conv2DInfo): boolean {
  const { filterHeight, filterWidth, strideHeight, strideWidth, inHeight, inWidth, outHeight, outWidth } = info;
  const two = [filterHeight, filterWidth, strideHeight, strideWidth].every((length) => length === 2);
  return two && inHeight === 2 * outHeight && inWidth === 2 * outWidth;
}

/*
 * Whether an element is its window's maximum is as good as random, so branching on it would stall the processor every few elements. Instead x and y
 * are compared as bit patterns (the maximum is a copy of one element), which gives a mask for the bits of dy. What one element takes, the next do not
 * get.
 */

/** −1, all bits, where two bit patterns differ; else 0. */
const differs = (a: number, b: number): number => ((a ^ b) | -(a ^ b)) >> 31;

function routeWithinQuarters(dy: Int32Array, x: Int32Array, y: Int32Array, gradient: Float32Array, info: Conv2DInfo): void {
  const { batchSize, inHeight, inWidth, inChannels: channels, outHeight, outWidth } = info;
  const dx = bitsOf(gradient);
  const row = inWidth * channels;
  let pixel = 0;
  for (let image = 0; image < batchSize; image++) {
    for (let oy = 0; oy < outHeight; oy++) {
      for (let ox = 0; ox < outWidth; ox++) {
        let at = (image * inHeight + 2 * oy) * row + 2 * ox * channels;
        for (let c = 0; c < channels; c++, pixel++, at++) {
          const largest = y[pixel]!;
          const all = dy[pixel]!;
          const after1 = all & differs(x[at]!, largest);
          const after2 = after1 & differs(x[at + channels]!, largest);
          const after3 = after2 & differs(x[at + row]!, largest);
          const after4 = after3 & differs(x[at + row + channels]!, largest);
          dx[at] = all ^ after1;
          dx[at + channels] = after1 ^ after2;
          dx[at + row] = after2 ^ after3;
          dx[at + row + channels] = after3 ^ after4;
        }
      }
    }
  }
}

function routeToMaxima(dy: Int32Array, x: Int32Array, y: Int32Array, dx: Float32Array, info: Conv2DInfo): void {
  const { batchSize, inHeight, inWidth, inChannels: channels, outHeight, outWidth } = info;
  const { filterHeight, filterWidth, strideHeight, strideWidth, padInfo } = info;
  dx.fill(0);
  const left = new Int32Array(channels); // bits of dy not yet given to an element of this window
  const share = new Float32Array(channels);
  const shareBits = bitsOf(share);
  let pixel = 0;
  for (let image = 0; image < batchSize; image++) {
    for (let oy = 0; oy < outHeight; oy++) {
      const top = oy * strideHeight - padInfo.top;
      for (let ox = 0; ox < outWidth; ox++, pixel += channels) {
        const start = ox * strideWidth - padInfo.left;
        for (let c = 0; c < channels; c++) left[c] = dy[pixel + c]!;
        for (let row = Math.max(0, top); row < Math.min(inHeight, top + filterHeight); row++) {
          for (let column = Math.max(0, start); column < Math.min(inWidth, start + filterWidth); column++) {
            const at = ((image * inHeight + row) * inWidth + column) * channels;
            for (let c = 0; c < channels; c++) {
              const after = left[c]! & differs(x[at + c]!, y[pixel + c]!);
              shareBits[c] = left[c]! ^ after;
              left[c] = after;
            }
            for (let c = 0; c < channels; c++) dx[at + c]! += share[c]!;
          }
        }
      }
    }
  }
}

function bitsOf(values: Float32Array): Int32Array {
  return new Int32Array(values.buffer, values.byteOffset, values.length);
}
