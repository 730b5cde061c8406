import type { LayerKind } from '../../core/layer';
import { slidingExtent } from './sliding';
import type * as tfjs from '@tensorflow/tfjs-core';

/** Maximum over square windows. Config: size, stride, padding (`valid` keeps whole windows only). */
export const maxPooling: LayerKind = {
  kind: 'max-pooling',
  outputShape: ([input], config) => [slidingExtent(input![0]!, config), slidingExtent(input![1]!, config), input![2]!],
  apply: ({ tf, inputs, config }) => ({
    output: tf.maxPool(inputs[0] as tfjs.Tensor4D, config['size'] as number, config['stride'] as number, (config['padding'] as 'same' | 'valid' | undefined) ?? 'same'),
  }),
};

/** Mean over all positions: [B, H, W, C] → [B, C]. */
export const globalAveragePooling: LayerKind = {
  kind: 'global-average-pooling',
  outputShape: ([input]) => [input![2]!],
  apply: ({ tf, inputs }) => ({ output: tf.mean(inputs[0]!, [1, 2]) }),
};
