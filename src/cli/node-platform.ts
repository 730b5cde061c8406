/** tfjs' backends in Node. */
import * as tf from '@tensorflow/tfjs';
import type { Platform, WebGpuAdapter } from '../engine/backend';

export const nodePlatform: Platform = {
  tf,
  async wasm() {
    await import('@tensorflow/tfjs-backend-wasm');
    return '1 thread';
  },
  async webgpu(): Promise<WebGpuAdapter | undefined> {
    const { create, globals } = await import('webgpu');
    Object.assign(globalThis, globals);
    const gpu = create([]);
    Object.defineProperty(globalThis, 'navigator', { value: { ...globalThis.navigator, gpu, userAgent: 'node' }, configurable: true });
    const { openWebGpu } = await import('../engine/webgpu');
    return openWebGpu(tf, gpu);
  },
  async cpu() {
    // Else tfjs advises to install its native backend, which this is not about.
    tf.enableProdMode();
    await import('@tensorflow/tfjs-backend-cpu');
  },
};
