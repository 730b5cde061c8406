import { declarePlant } from '../core/plant';

export const softmaxTwice = declarePlant({
  id: 'softmax-twice',
  title: 'Softmax is applied twice',
  summary: 'The network ends in a softmax, and the loss, which expects logits, applies another one.',
  lesson:
    'Probabilities lie between 0 and 1, so after a second softmax no class can have more than e/(e + K − 1): about 23 % with ten classes. The loss cannot fall below a floor (1.46 with ten classes) though most answers are right, the gradient is weak, and the reliability diagram shows a network far less sure than it is right.',
  evidence: ['output-range', 'calibration', 'learning', 'small-fit', 'training-error', 'loss-shape'],
  fields: {},
  plant: () => ({ afterOutput: ({ tf }, logits) => tf.softmax(logits) }),
});
