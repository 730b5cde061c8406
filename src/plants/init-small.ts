import { declarePlant } from '../core/plant';

export const initSmall = declarePlant({
  id: 'init-small',
  title: 'The initial weights are too small',
  summary: 'Every kernel starts with a tenth of the deviation that keeps signals at their size.',
  lesson:
    'Each layer passes on a tenth of what it gets, so after a few layers nothing is left of the signal, nor of the gradient on its way back. The loss sits at ln K for a long time. The sizes of the activations, layer by layer, fall like a staircase.',
  evidence: ['activation-scale', 'learning', 'gradient-scale', 'update-ratio', 'loss-shape', 'training-error', 'small-fit'],
  fields: {},
  plant: () => ({ tricks: { initialisation: { scheme: 'small' } } }),
});
