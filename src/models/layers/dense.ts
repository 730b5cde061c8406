import type { LayerKind } from '../../core/layer';
import { sizeOf } from '../../core/network';
import type * as tfjs from '@tensorflow/tfjs-core';

/** Fully connected layer, y = x·W + b; any input is flattened first. Config: units, gain (of the first deviation, default 1), bias (default true). */
export const dense: LayerKind = {
  kind: 'dense',
  outputShape: (_, config) => [config['units'] as number],
  parameters: ([input], config) => {
    const fanIn = sizeOf(input!);
    const fanOut = config['units'] as number;
    return [
      { name: 'kernel', shape: [fanIn, fanOut], role: 'kernel', fanIn, fanOut, init: 'kernel', gain: (config['gain'] as number | undefined) ?? 1 },
      ...(config['bias'] === false ? [] : [{ name: 'bias', shape: [fanOut], role: 'bias', fanIn, fanOut, init: 0 } as const]),
    ];
  },
  multiplyAdds: ([input], config) => sizeOf(input!) * (config['units'] as number),
  apply: ({ tf, ops, inputs, weight, config }) => {
    const x = inputs[0]!;
    const flat: tfjs.Tensor2D = x.rank === 2 ? (x as tfjs.Tensor2D) : tf.reshape(x, [x.shape[0], -1]);
    const kernel = weight('kernel') as tfjs.Tensor2D;
    return { output: config['bias'] === false ? tf.matMul(flat, kernel) : ops.dense(flat, kernel, weight('bias') as tfjs.Tensor1D) };
  },
};
