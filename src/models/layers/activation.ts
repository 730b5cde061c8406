import type { LayerKind } from '../../core/layer';

/** Element-wise non-linearity. Config: function, one of relu, tanh, sigmoid. */
export const activation: LayerKind = {
  kind: 'activation',
  outputShape: ([input]) => input!,
  apply: ({ tf, inputs, config }) => {
    const x = inputs[0]!;
    switch (config['function']) {
      case 'tanh':
        return { output: tf.tanh(x) };
      case 'sigmoid':
        return { output: tf.sigmoid(x) };
      default:
        return { output: tf.relu(x) };
    }
  },
};
