/** Kernels that compute a little wrongly, on purpose. */
import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import type { Tf } from '../../../src/core/ops';

/** Changes the output of a kernel, in place. */
export type Fault = (values: Float32Array) => void;

export const onePercent: Fault = (values) => values.forEach((value, i) => (values[i] = 1.01 * value));
export const oneElement: Fault = (values) => void (values[Math.floor(values.length / 2)]! += 1);
export const lastMissing: Fault = (values) => void (values[values.length - 1] = NaN);

/** Puts a fault into a kernel of the cpu or wasm backend. @returns what takes it out again */
export function plantFault(tf: Tf, kernelName: string, fault: Fault): () => void {
  const backendName = tf.getBackend();
  const right = tf.getKernel(kernelName, backendName);
  const wrong: KernelFunc = (params) => {
    const outputs = right.kernelFunc(params);
    const first: TensorInfo | undefined = Array.isArray(outputs) ? outputs[0] : outputs;
    const backend = params.backend as { typedArrayFromHeap?(info: TensorInfo): Float32Array; data?: { get(id: object): { values: Float32Array } } };
    fault(backend.typedArrayFromHeap ? backend.typedArrayFromHeap(first!) : backend.data!.get(first!.dataId).values);
    return outputs;
  };
  tf.unregisterKernel(kernelName, backendName);
  tf.registerKernel({ ...right, kernelFunc: wrong });
  return () => {
    tf.unregisterKernel(kernelName, backendName);
    tf.registerKernel(right);
  };
}
