import { declarePlant } from '../core/plant';
import { movePixels, picturesOnly, placesFrom } from './shared/splits';

export const upsideDown = declarePlant({
  id: 'upside-down',
  title: 'Training pictures are flipped top to bottom',
  summary: 'The training pictures stand on their head; dev and test pictures do not.',
  lesson:
    'Some formats store the bottom row first, and not every reader knows. A digit on its head is another digit or none: training goes well, dev is near guessing. Dev pictures resemble the mean training picture of their class more when that is turned over, which a check of orientation measures without any network.',
  evidence: ['orientation', 'distribution-shift', 'generalisation-gap'],
  fields: {},
  applies: picturesOnly,
  plant: () => ({ dataset: (dataset) => movePixels(dataset, placesFrom(dataset.shape, (y, x, c) => [dataset.shape[0]! - 1 - y, x, c])) }),
});
