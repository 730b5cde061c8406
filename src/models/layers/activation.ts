import type { LayerConfig } from '../../core/blueprint';
import type { LayerKind } from '../../core/layer';
import type { Tensor, Tf } from '../../core/ops';

/** Of leaky ReLU below zero, as in PyTorch. */
const SLOPE = 0.01;

/** Element-wise non-linearity. Config: function, one of relu, leaky-relu, elu, swish, tanh, sigmoid; slope (of leaky-relu, default 0.01). */
export const activation: LayerKind = {
  kind: 'activation',
  outputShape: ([input]) => input!,
  apply: ({ tf, inputs, config }) => ({ output: activate(tf, inputs[0]!, config) }),
};

function activate(tf: Tf, x: Tensor, config: LayerConfig): Tensor {
  switch (config['function']) {
    case 'tanh':
      return tf.tanh(x);
    case 'sigmoid':
      return tf.sigmoid(x);
    case 'leaky-relu':
      return tf.leakyRelu(x, (config['slope'] as number | undefined) ?? SLOPE);
    case 'elu':
      return tf.elu(x);
    case 'swish':
      return tf.mul(x, tf.sigmoid(x));
    default:
      return tf.relu(x);
  }
}
