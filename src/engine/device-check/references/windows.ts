/** The first padding and the number of outputs along one axis, by the rules of TensorFlow. */
export function extent(size: number, filter: number, stride: number, pad: 'same' | 'valid' | number): { before: number; out: number } {
  if (pad === 'valid') return { before: 0, out: Math.ceil((size - filter + 1) / stride) };
  if (pad !== 'same') return { before: pad, out: Math.floor((size - filter + 2 * pad) / stride) + 1 };
  const out = Math.ceil(size / stride);
  return { before: Math.floor(Math.max(0, (out - 1) * stride + filter - size) / 2), out };
}

export interface Window {
  /** [B, H, W, C] */
  readonly x: readonly [number, number, number, number];
  /** [kh, kw] */
  readonly filter: readonly [number, number];
  readonly stride: number;
  readonly pad: 'same' | 'valid' | number;
}

/** Calls `visit` for every output pixel and every position of its window that lies inside the image. Pixels count without channels. */
export function slide(window: Window, visit: (output: number, input: number, tap: number) => void): number[] {
  const { filter, stride, pad } = window;
  const [batch, height, width] = window.x;
  const rows = extent(height, filter[0], stride, pad);
  const columns = extent(width, filter[1], stride, pad);
  for (let b = 0; b < batch; b++) {
    for (let oy = 0; oy < rows.out; oy++) {
      for (let ox = 0; ox < columns.out; ox++) {
        for (let ky = 0; ky < filter[0]; ky++) {
          for (let kx = 0; kx < filter[1]; kx++) {
            const y = oy * stride - rows.before + ky;
            const left = ox * stride - columns.before + kx;
            if (y < 0 || y >= height || left < 0 || left >= width) continue;
            visit((b * rows.out + oy) * columns.out + ox, (b * height + y) * width + left, ky * filter[1] + kx);
          }
        }
      }
    }
  }
  return [batch, rows.out, columns.out];
}
