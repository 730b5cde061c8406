import type { LayerKind } from '../../core/layer';

/** Sum of two branches of the same shape. */
export const add: LayerKind = {
  kind: 'add',
  outputShape: (inputs) => inputs[0]!,
  apply: ({ tf, inputs }) => ({ output: tf.add(inputs[0]!, inputs[1]!) }),
};
