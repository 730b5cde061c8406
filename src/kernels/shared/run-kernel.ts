import type { NamedAttrMap, Tensor } from '@tensorflow/tfjs-core';
import type { Tf } from '../../core/ops';

type Inputs = Readonly<Record<string, Tensor>>;

/** Runs a registered kernel of the current backend on tracked tensors; its gradient, if one is registered, goes on the tape. */
export function runKernel<Output extends Tensor | Tensor[]>(tf: Tf, name: string, inputs: Inputs, attrs: NamedAttrMap = {}): Output {
  return tf.engine().runKernel(name, inputs, attrs) as unknown as Output;
}

/** Whether the current backend has this kernel. */
export function hasKernel(tf: Tf, name: string): boolean {
  return (tf.getKernel(name, tf.getBackend()) as unknown) !== undefined;
}
