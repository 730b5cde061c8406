import { choice } from '../core/fields';
import { declarePlant } from '../core/plant';
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { Tf } from '../core/ops';

export const evaluator = declarePlant({
  id: 'evaluator',
  title: 'The evaluator is wrong',
  summary: 'The accuracy that the run reports is not that of its answers on dev.',
  lesson:
    'Before believing a number, compute it a second way. The accuracy counted anew from the network’s own answers differs from the one reported: here the evaluator counted a second guess as right, or measured on samples that were trained on. A confusion matrix whose diagonal does not add up to the accuracy is the same sign.',
  evidence: ['evaluator'],
  fields: {
    fault: choice({
      label: 'Fault',
      help: 'What the evaluator does wrong.',
      default: 'top2',
      options: [
        { value: 'top2', label: 'The second guess counts, too' },
        { value: 'train', label: 'It measures on training samples' },
      ],
    }),
  },
  plant: ({ fault }) => ({ evaluation: fault === 'train' ? { split: () => 'train' } : { right: amongTwo } }),
});

/** Whether fewer than two classes have a larger logit than the label's. */
function amongTwo(tf: Tf, logits: Tensor2D, labels: Tensor1D): Tensor1D {
  const own = tf.sum(tf.mul(logits, tf.oneHot(labels, logits.shape[1])), 1, true);
  const before = tf.sum(tf.cast(tf.greater(logits, own), 'float32'), 1);
  return tf.cast(tf.less(before, 2), 'float32');
}
