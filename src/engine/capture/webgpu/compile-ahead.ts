/** Compiles pipelines all at once instead of one by one when each is first needed. */
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { Tf } from '../../../core/ops';
import { compileOnly } from '../../../kernels/webgpu/dispatch';

/**
 * Goes through `work` on the WebGPU backend without running any kernel, and waits until all kernels that it would run are compiled. What `work` makes has
 * undefined values.
 */
export async function compileAhead(tf: Tf, work: () => void): Promise<void> {
  const backend = tf.backend() as unknown as WebGPUBackend;
  const set = (on: boolean): void => {
    tf.env().set('WEBGPU_ENGINE_COMPILE_ONLY', on); // tfjs' kernels
    compileOnly(backend, on); // ours
  };
  set(true);
  try {
    work();
  } finally {
    set(false);
  }
  await backend.checkCompileCompletionAsync();
}
