/** What our engine and stock tfjs have in common. */
import type { Tf } from '../../../src/core/ops';

/** Bytes of WebAssembly's heap, which never shrinks. */
export function heapBytesOf(tf: Tf): number {
  return (tf.backend() as unknown as { readonly wasm: { readonly HEAPU8: Uint8Array } }).wasm.HEAPU8.byteLength;
}

/**
 * Products of square matrices with whatever kernels are registered.
 * @returns a function that computes the product `count` times and waits for the last one, of which it reads a single element
 */
export async function multiplier(tf: Tf, size: number): Promise<(count: number) => Promise<void>> {
  const numbers = (factor: number) => Float32Array.from({ length: size * size }, (_, i) => ((i * factor) % 17) / 17 - 0.5);
  const a = tf.tensor2d(numbers(7), [size, size]);
  const b = tf.tensor2d(numbers(5), [size, size]);
  return async (count) => {
    const corner = tf.tidy(() => {
      for (let i = 1; i < count; i++) tf.dispose(tf.matMul(a, b));
      return tf.slice(tf.matMul(a, b), [size - 1, size - 1], [1, 1]);
    });
    const [value] = await corner.data();
    corner.dispose();
    if (!Number.isFinite(value)) throw new Error('The product of matrices is not a number');
  };
}
