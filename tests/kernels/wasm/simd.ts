/** Runs a SIMD kernel of ours by itself, with nothing to fall back on. */
import type { KernelFunc, NamedAttrMap, NamedTensorInfoMap, TensorInfo } from '@tensorflow/tfjs-core';
import type { Tf, Tensor } from '../../../src/core/ops';
import { tf } from '../support';

const nothing: KernelFunc = () => {
  throw new Error('SIMD was to do this');
};

type Inputs = Readonly<Record<string, Tensor>>;

export function runSimd(kernel: (otherwise: KernelFunc, tf: Tf) => KernelFunc, inputs: Inputs, attrs: object = {}): Tensor[] {
  const args = { inputs: inputs as NamedTensorInfoMap, attrs: attrs as NamedAttrMap, backend: tf.backend() };
  const made: TensorInfo[] = [kernel(nothing, tf)(args)].flat();
  return made.map(({ dataId, shape, dtype }) => tf.engine().makeTensorFromDataId(dataId, shape, dtype));
}
