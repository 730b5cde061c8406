import type { LayerKind } from '../../core/layer';

/** Sum of two branches of the same shape. In a residual block the first is the branch that learns, the second the shortcut. */
export const add: LayerKind = {
  kind: 'add',
  outputShape: (inputs) => inputs[0]!,
  apply: ({ tf, inputs }) => ({ output: tf.add(inputs[0]!, inputs[1]!) }),
};
