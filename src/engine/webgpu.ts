/** Opens a WebGPU device of our own for tfjs, so that a lost device and errors that nobody asked about are heard. */
import type { Tf } from '../core/ops';
import type { WebGpuAdapter } from './backend';

/** Processors that call themselves a GPU. */
const SOFTWARE = /swiftshader|llvmpipe|lavapipe|basic render|software/i;

/** @returns undefined where no adapter answers */
export async function openWebGpu(tf: Tf, gpu: GPU): Promise<WebGpuAdapter | undefined> {
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) return undefined;
  const { WebGPUBackend: Backend } = await import('@tensorflow/tfjs-backend-webgpu');
  const { info, limits } = adapter;
  const device = await adapter.requestDevice({
    requiredLimits: {
      maxComputeWorkgroupStorageSize: limits.maxComputeWorkgroupStorageSize,
      maxComputeWorkgroupsPerDimension: limits.maxComputeWorkgroupsPerDimension,
      maxStorageBufferBindingSize: limits.maxStorageBufferBindingSize,
      maxBufferSize: limits.maxBufferSize,
      maxComputeWorkgroupSizeX: limits.maxComputeWorkgroupSizeX,
      maxComputeInvocationsPerWorkgroup: limits.maxComputeInvocationsPerWorkgroup,
    },
  });
  let report: (reason: string, lost: boolean) => void = () => undefined;
  device.addEventListener('uncapturederror', (event) => report(event.error.message, false));
  void device.lost.then(({ message }) => report(message || 'the device was lost', true));
  // Importing the backend registers one on a device of its own.
  if (tf.findBackendFactory('webgpu')) tf.removeBackend('webgpu');
  tf.registerBackend('webgpu', () => new Backend(device, info), 3);
  const name = [info.vendor, info.architecture].filter(Boolean).join(' ') || info.description || 'unknown adapter';
  const software = SOFTWARE.test(`${name} ${info.description}`) || info.isFallbackAdapter === true;
  // Fewer, larger submits: each costs time on the processor.
  tf.env().set('WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE', 64);
  return {
    name,
    software,
    onFailure: (listener) => {
      report = listener;
    },
  };
}
