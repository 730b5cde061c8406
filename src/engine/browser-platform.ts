/** tfjs' backends in a browser's worker; each is downloaded only when it is chosen. */
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import type { Platform } from './backend';
import { startThreads } from './wasm-threads';

/** As many threads as tfjs' build has workers for. */
const MOST_THREADS = 4;

export const browserPlatform: Platform = {
  tf,
  async wasm(most = MOST_THREADS) {
    const [{ setWasmPaths, setThreadsCount, getThreadsCount }, plain, simd, threaded] = await Promise.all([
      import('@tensorflow/tfjs-backend-wasm'),
      import('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url'),
      import('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url'),
      import('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url'),
    ]);
    if (!(await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT'))) return undefined;
    setWasmPaths({
      'tfjs-backend-wasm.wasm': absolute(plain.default),
      'tfjs-backend-wasm-simd.wasm': absolute(simd.default),
      'tfjs-backend-wasm-threaded-simd.wasm': absolute(threaded.default),
    });
    const threads = crossOriginIsolated ? Math.min(most, threadsFor(navigator.hardwareConcurrency)) : 1;
    if (threads === 1) {
      tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
      return '1 thread';
    }
    setThreadsCount(threads);
    const ready = await withCores(2 * threads, () => tf.setBackend('wasm'));
    if (!ready) return undefined;
    startThreads(tf, getThreadsCount() - 1);
    return `${getThreadsCount()} threads`;
  },
  async webgpu() {
    if (!('gpu' in navigator)) return undefined;
    const { openWebGpu } = await import('./webgpu');
    return openWebGpu(tf, navigator.gpu);
  },
  async cpu() {
    await import('@tensorflow/tfjs-backend-cpu');
  },
};

/** The thread workers live at a blob address, against which a relative path means nothing. */
const absolute = (url: string) => new URL(url, import.meta.url).href;

/** All but one core, which is left to the page; of two cores both, since a page has little to do beside a training network. */
function threadsFor(cores: number): number {
  return Math.max(1, Math.min(MOST_THREADS, cores <= 2 ? cores : cores - 1));
}

/** Does some work while the browser tells of another number of cores: tfjs makes half as many threads as there are, whatever it is asked for. */
async function withCores<T>(cores: number, work: () => Promise<T>): Promise<T> {
  Object.defineProperty(navigator, 'hardwareConcurrency', { configurable: true, value: cores });
  try {
    return await work();
  } finally {
    Reflect.deleteProperty(navigator, 'hardwareConcurrency'); // the browser's own shows again
  }
}
