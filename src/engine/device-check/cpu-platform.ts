/** tfjs' cpu backend alone, for the worker of the {@link Reference}: it downloads nothing else. */
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import type { Platform } from '../backend';

export const cpuPlatform: Platform = {
  tf,
  wasm: () => Promise.resolve(undefined),
  webgpu: () => Promise.resolve(undefined),
  async cpu() {
    await import('@tensorflow/tfjs-backend-cpu');
  },
};
