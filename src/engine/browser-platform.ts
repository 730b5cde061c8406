/** tfjs' backends in a browser's worker; each is downloaded only when it is chosen. */
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import type { Platform } from './backend';

/** tfjs' thread pool is half the processor's cores, so that below this there is nothing to share. */
const CORES_FOR_THREADS = 4;

export const browserPlatform: Platform = {
  tf,
  async wasm() {
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
    const cores = navigator.hardwareConcurrency;
    if (!crossOriginIsolated || cores < CORES_FOR_THREADS) {
      tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
      return '1 thread';
    }
    // One core is left to the page.
    setThreadsCount(Math.max(1, Math.min(cores - 1, cores / 2)));
    if (!(await tf.setBackend('wasm'))) return undefined;
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
