/** Threads beside the trainer's own, for the kernels of ours on wasm: workers that share its memory. */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { Tf } from '../core/ops';
import { hire } from '../kernels/wasm/threads';

export { help, type Hiring } from '../kernels/wasm/threads';

/** @param count how many beside the calling one; they join in when they have started */
export function startThreads(tf: Tf, count: number): void {
  hire(tf.backend() as BackendWasm, count, () => new Worker(new URL('../../workers/product.worker.ts', import.meta.url), { type: 'module' }));
}
