import { declarePlant } from '../core/plant';
import { picturesOnly } from './shared/splits';

export const rawInput = declarePlant({
  id: 'raw-input',
  title: 'The input is not normalised',
  summary: 'The network is fed the bytes of the pictures as they are, 0 to 255, without subtracting a mean or dividing by a deviation.',
  lesson:
    'Initialisations are made for inputs of mean 0 and deviation 1. With inputs a hundred times as large the first signals are too, so the loss starts far from ln K, the first layer’s gradients dwarf all others, and units die. Measure mean and deviation of what the network is really fed.',
  evidence: ['normalisation', 'activation-scale', 'initial-loss', 'gradient-scale', 'update-ratio', 'dead-relu', 'learning', 'diverging', 'small-fit'],
  fields: {},
  applies: picturesOnly,
  plant: () => ({ dataset: (dataset) => ({ ...dataset, mean: dataset.mean.map(() => 0), deviation: dataset.deviation.map(() => 1 / 255) }) }),
});
