import type { BatchMatMulAttrs } from '@tensorflow/tfjs-core';
import type { KernelPatch } from '../registry';
import { webgpuPatch } from './program';

/** Product of two matrices for software adapters: every output by itself, without workgroup memory. Stacks of matrices go to the stock kernel. */
export const directMatMul: KernelPatch = {
  kernelName: 'BatchMatMul',
  backendName: 'webgpu',
  create: (tf, stock) => {
    const sizes = (a: readonly number[], b: readonly number[], { transposeA, transposeB }: BatchMatMulAttrs) => {
      const [rows, inner] = transposeA ? [a[1]!, a[0]!] : [a[0]!, a[1]!];
      return { rows, inner, columns: transposeB ? b[0]! : b[1]! };
    };
    const direct = webgpuPatch<BatchMatMulAttrs>({
      name: 'GrimoireDirectMatMul',
      inputs: ['a', 'b'],
      output: ([a, b], attrs) => {
        const { rows, columns } = sizes(a!.shape, b!.shape, attrs);
        return { shape: [rows, columns], dtype: 'float32' };
      },
      constants: ([a, b], attrs) => {
        const { rows, inner, columns } = sizes(a!, b!, attrs);
        const { transposeA, transposeB } = attrs;
        // Element (i, k) of a is at i·rowStep + k·innerStep, whichever way it lies in memory; likewise for b.
        return {
          inner,
          columns,
          aRowStep: transposeA ? 1 : inner,
          aInnerStep: transposeA ? rows : 1,
          bInnerStep: transposeB ? 1 : columns,
          bColumnStep: transposeB ? inner : 1,
        };
      },
      element: `
        let column = index % columns;
        let row = index / columns;
        var sum = 0.0;
        for (var k = 0; k < inner; k = k + 1) {
          sum = sum + a[row * aRowStep + k * aInnerStep] * b[k * bInnerStep + column * bColumnStep];
        }
        result[index] = sum;`,
    }).create(tf, undefined);
    return (args) => (args.inputs['a']!.shape.length === 2 && args.inputs['b']!.shape.length === 2 ? direct(args) : stock!(args));
  },
};
