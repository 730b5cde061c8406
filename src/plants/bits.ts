import { declarePlant } from '../core/plant';

export const bits = declarePlant({
  id: 'bits',
  title: 'Quantised weights are 0 and 1, not −1 and 1',
  summary: 'The weights that the forward pass sees cannot be negative, so that no layer can subtract.',
  lesson:
    'A real bug told in the debugging slides: 14 % error after 58 epochs, where −1 and 1 gave 2.9 % after 10. The symptom is a high training error: the network cannot even fit what it sees. Then look at ranges, of weights and activations; a kernel whose smallest value is 0 speaks for itself.',
  evidence: ['training-error', 'small-fit', 'learning', 'activation-scale', 'gradient-scale', 'dead-relu'],
  fields: {},
  applies: ({ tricks }) => tricks['quantised-weights']?.['values'] === 'signs' || 'the trick “Quantised weights” is not on with −1 and 1',
  plant: () => ({ tricks: { 'quantised-weights': { values: 'bits' } } }),
});
