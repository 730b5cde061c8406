import { declarePlant } from '../core/plant';
import { longerSteps } from './shared/step-length';

export const rateHigh = declarePlant({
  id: 'rate-high',
  title: 'The learning rate is 100 times too high',
  summary: 'The optimizer takes steps a hundred times as long as the learning rate says.',
  lesson:
    'The loss jumps, rises or is no number at all within a few steps. The ratio of update to weight, which should be about one in a thousand, tells before the loss does, and whatever the settings say: it is what the weights feel.',
  evidence: ['update-ratio', 'diverging', 'learning', 'loss-shape', 'dead-relu', 'activation-scale', 'gradient-scale', 'small-fit', 'training-error'],
  fields: {},
  plant: () => longerSteps(100),
});
