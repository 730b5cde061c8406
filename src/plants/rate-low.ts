import { declarePlant } from '../core/plant';
import { longerSteps } from './shared/step-length';

export const rateLow = declarePlant({
  id: 'rate-low',
  title: 'The learning rate is 100 times too low',
  summary: 'The optimizer takes steps a hundredth as long as the learning rate says.',
  lesson:
    'The loss falls in a nearly straight line and is far from done at the end. In the curve this looks like a hard problem; the ratio of update to weight, a hundredth of the usual one in a thousand, says that it is not.',
  evidence: ['update-ratio', 'loss-shape', 'learning', 'training-error', 'small-fit'],
  fields: {},
  plant: () => longerSteps(1 / 100),
});
