import type { LayerKind } from '../../core/layer';
import { slidingExtent } from './sliding';
import type * as tfjs from '@tensorflow/tfjs-core';

/** 2-D convolution. Config: filters, size (square kernel), stride (default 1), padding (`same` by default, or `valid`), bias (default true). */
export const convolution: LayerKind = {
  kind: 'convolution',
  outputShape: ([input], config) => [slidingExtent(input![0]!, config), slidingExtent(input![1]!, config), config['filters'] as number],
  parameters: ([input], config) => {
    const size = config['size'] as number;
    const channels = input![2]!;
    const filters = config['filters'] as number;
    const fans = { fanIn: size * size * channels, fanOut: size * size * filters };
    return [
      { name: 'kernel', shape: [size, size, channels, filters], role: 'kernel', ...fans, init: 'kernel' },
      ...(config['bias'] === false ? [] : [{ name: 'bias', shape: [filters], role: 'bias', ...fans, init: 0 } as const]),
    ];
  },
  multiplyAdds: ([input], config) =>
    slidingExtent(input![0]!, config) * slidingExtent(input![1]!, config) * (config['size'] as number) ** 2 * input![2]! * (config['filters'] as number),
  apply: ({ ops, inputs, weight, config }) => {
    const stride = (config['stride'] as number | undefined) ?? 1;
    const padding = (config['padding'] as 'same' | 'valid' | undefined) ?? 'same';
    const bias = config['bias'] === false ? undefined : (weight('bias') as tfjs.Tensor1D);
    return { output: ops.convolution(inputs[0] as tfjs.Tensor4D, weight('kernel') as tfjs.Tensor4D, bias, { stride, padding }) };
  },
};
