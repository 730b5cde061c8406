/** Products of matrices on WebGPU against float64. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installKernels } from '../../../src/kernels';
import { batchMatMul, multiply, weightGradients } from '../../../src/kernels/webgpu/mat-mul';
import { type Choice, useChoice } from '../../../src/kernels/webgpu/tuning';
import { numbers, sizeOf, tf, toBeAllclose } from '../support';
import { backend, describeOnWebGPU, poison } from './support';

const CHOICES: readonly Choice[] = [
  { matMul: '8x8', convolution: '8x8', threads: 64 },
  { matMul: '4x4', convolution: '4x4', threads: 16_384 },
];
const TRANSPOSES = [false, true].flatMap((transposeA) => [false, true].map((transposeB) => ({ transposeA, transposeB })));

type Transposes = (typeof TRANSPOSES)[number];

/** a [m, k] (or k, m) times b [k, n] (or n, k), plus bias [n]. */
function reference(a: ArrayLike<number>, b: ArrayLike<number>, [m, k, n]: readonly number[], { transposeA, transposeB }: Transposes, bias?: ArrayLike<number>) {
  return Float64Array.from({ length: m! * n! }, (_, index) => {
    const [i, j] = [Math.floor(index / n!), index % n!];
    let sum = bias?.[j] ?? 0;
    for (let l = 0; l < k!; l++) sum += a[transposeA ? l * m! + i : i * k! + l]! * b[transposeB ? j * k! + l : l * n! + j]!;
    return sum;
  });
}

await describeOnWebGPU('products of matrices on WebGPU', () => {
  beforeAll(() => installKernels(tf));

  describe.each(CHOICES)('tiles of $matMul, for $threads threads', (choice) => {
    beforeAll(() => useChoice(backend(), choice));
    it('x', async () => {
      void batchMatMul;
      for (const [m, k, n] of [[1,1,1],[3,7,5],[33,31,65],[64,64,64],[7,33,10],[65,1,3],[31,3,2],[8,4,8],[12,12,12],[5,2048,9]] as const) {
        for (const t of TRANSPOSES) for (const withBias of [false, true]) {
          const a = numbers(m*k,1), b = numbers(k*n,2), bias = numbers(n,3);
          await poison([m, n]);
          const out = multiply(backend(), tf.tensor1d(a), tf.tensor1d(b), {rows:m,inner:k,columns:n}, t, withBias ? tf.tensor1d(bias) : undefined);
          const y = tf.engine().makeTensorFromTensorInfo(out, backend() as never);
          try { toBeAllclose(await y.data() as Float32Array, reference(a,b,[m,k,n],t,withBias ? bias : undefined), {atol:1e-4,rtol:1e-4}); } catch (e) { throw new Error(JSON.stringify([m,k,n,t,withBias])+e); }
        }
      }
      void [weightGradients, expect, sizeOf, afterAll];
    });
  });
});
