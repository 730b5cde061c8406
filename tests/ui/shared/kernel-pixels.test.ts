import { describe, expect, it } from 'vitest';
import { kernelPixels } from '../../../src/ui/shared/kernel-pixels';

describe('kernelPixels', () => {
  it('shows zero neutral, and the largest weight of a kernel at full strength', () => {
    // two kernels of 1 × 3, their weights interleaved
    const view = { shape: [1, 3, 1, 2] as const, values: Float32Array.of(0, 0, 0.5, 4, -0.25, -8) };
    expect([...kernelPixels(view, 0, [255, 255, 255])]).toEqual([255, 255, 255, 255, 0, 114, 178, 255, 234, 174, 128, 255]);
    expect([...kernelPixels(view, 1, [255, 255, 255])].slice(8, 12)).toEqual([213, 94, 0, 255]);
  });

  it('shows three channels as colour around grey', () => {
    const view = { shape: [1, 1, 3, 1] as const, values: Float32Array.of(1, 0, -1) };
    expect([...kernelPixels(view, 0, [0, 0, 0])]).toEqual([255, 128, 0, 255]);
  });

  it('survives a kernel of zeros', () => {
    const view = { shape: [1, 1, 1, 1] as const, values: Float32Array.of(0) };
    expect([...kernelPixels(view, 0, [9, 9, 9])]).toEqual([9, 9, 9, 255]);
  });
});
