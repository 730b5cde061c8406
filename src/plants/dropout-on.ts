import { declarePlant } from '../core/plant';

/** The share of numbers that are silenced before the output. */
const RATE = 0.5;

export const dropoutOn = declarePlant({
  id: 'dropout-on',
  title: 'Dropout stays on when the network is asked',
  summary: `Before the output layer ${100 * RATE} % of the numbers are set to zero at random, in training, where that may be meant, and in every evaluation, where it is not.`,
  lesson:
    'Asked twice, the network answers twice: the same sample gets other probabilities each time. No curve shows that, only asking again does. In PyTorch the cause is a missing model.eval(). The accuracy suffers by a little noise that no training removes.',
  evidence: ['repeatability'],
  fields: {},
  applies: ({ blueprint: { nodes, heads } }) => nodes.some(({ name, inputs }) => name === heads.main && !inputs.includes('input')) || 'this network has no hidden neurons that could be silenced',
  plant: () => ({
    beforeOutput: ({ tf, ops, key }, input) => {
      const kept = tf.cast(tf.greaterEqual(ops.uniform(key(), input.shape), RATE), 'float32');
      return tf.div(tf.mul(input, kept), 1 - RATE);
    },
  }),
});
