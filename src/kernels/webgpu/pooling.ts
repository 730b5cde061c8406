/** What the pooling kernels share: the geometry as WGSL constants, the window of an output, and the windows over an input. */
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { KernelPatch } from '../registry';
import { type Conv2DInfo, type PoolAttrs, poolInfo } from '../shared/convolution';
import { sizeOf } from '../shared/host-kernel';
import { dispatch, type Program } from './dispatch';
import { type Lanes, lanesFor } from './lanes';
import { declareConstants } from './program';

/** A kernel that pools x [B, H, W, C] → [B, oh, ow, C], one thread for each lane of the output. */
export function poolingPatch(kernelName: string, programFor: (info: Conv2DInfo, lanes: Lanes) => Program): KernelPatch {
  return {
    kernelName,
    backendName: 'webgpu',
    create: (tf, stock) => (args) => {
      const x = args.inputs['x']!;
      if (x.dtype !== 'float32') return stock!(args);
      const info = poolInfo(tf, x.shape, args.attrs as unknown as PoolAttrs);
      const lanes = lanesFor(info.inChannels);
      const output = { shape: info.outShape, dtype: 'float32' } as const;
      return dispatch(args.backend as WebGPUBackend, programFor(info, lanes), [x], [output], sizeOf(info.outShape) / lanes.width)[0]!;
    },
  };
}

/** WGSL constants. A pixel has `columns` lanes. */
export function geometry(info: Conv2DInfo, columns: number): string {
  const { inHeight, inWidth, outHeight, outWidth, filterHeight, filterWidth, strideHeight, strideWidth, padInfo } = info;
  const { top: padTop, left: padLeft } = padInfo;
  return declareConstants({
    ...{ columns, inHeight, inWidth, outHeight, outWidth, filterHeight, filterWidth, strideHeight, strideWidth, padTop, padLeft },
  });
}

/** Names what the geometry depends on, for the key of a program. */
export function geometryKey({ inShape, outShape, filterHeight, filterWidth, strideHeight, strideWidth, padInfo }: Conv2DInfo): string {
  return [...inShape.slice(1), ...outShape.slice(1), filterHeight, filterWidth, strideHeight, strideWidth, padInfo.top, padInfo.left].join(' ');
}

/** WGSL: `top` and `left` of the window of the output's lane `index`, which may lie outside, its `image`, and the lane's `column`. */
export const WINDOW = `
  let column = index % columns;
  let pixel = index / columns;
  let left = pixel % outWidth * strideWidth - padLeft;
  let top = pixel / outWidth % outHeight * strideHeight - padTop;
  let image = pixel / outWidth / outHeight;`;

/**
 * WGSL that visits the windows over the input's lane `index`. `visit` may use `x0`, `y0` and `image`, which say where that is, `top` and `left` of the
 * window, which may lie outside, and `window`, its lane of the output.
 */
export function forEachWindow(visit: string): string {
  return `
  let column = index % columns;
  let pixel = index / columns;
  let x0 = pixel % inWidth;
  let y0 = pixel / inWidth % inHeight;
  let image = pixel / inWidth / inHeight;
  let lastRow = min(outHeight - 1, (y0 + padTop) / strideHeight);
  let lastPlace = min(outWidth - 1, (x0 + padLeft) / strideWidth);
  for (var row = max(0, (y0 + padTop - filterHeight + strideHeight) / strideHeight); row <= lastRow; row++) {
    let top = row * strideHeight - padTop;
    for (var place = max(0, (x0 + padLeft - filterWidth + strideWidth) / strideWidth); place <= lastPlace; place++) {
      let left = place * strideWidth - padLeft;
      let window = ((image * outHeight + row) * outWidth + place) * columns + column;
      ${visit}
    }
  }`;
}
