import { declarePlant } from '../core/plant';

export const initBig = declarePlant({
  id: 'init-big',
  title: 'The initial weights are too big',
  summary: 'Every kernel starts with ten times the deviation that keeps signals at their size.',
  lesson:
    'Each layer blows its signal up, so the untrained network is sure of wrong answers: the first loss is far above ln K, which is the cheapest check there is. Activations in the thousands and updates that are tiny against the weights say the same.',
  evidence: ['initial-loss', 'activation-scale', 'diverging', 'gradient-scale', 'update-ratio', 'small-fit', 'learning'],
  fields: {},
  plant: () => ({ tricks: { initialisation: { scheme: 'big' } } }),
});
