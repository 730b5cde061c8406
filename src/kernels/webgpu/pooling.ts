/** What the pooling programs share: the geometry as WGSL constants, and the windows over an element. */
import type { Conv2DInfo } from '../shared/convolution';
import { declareConstants } from './program';

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
