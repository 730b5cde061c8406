import { declarePlant } from '../core/plant';
import { movePixels, picturesOnly, placesFrom } from './shared/splits';

/** How much wider training pictures are drawn; a film picture squeezed into a square is off by 1.78. */
const STRETCH = 1.6;

export const squashed = declarePlant({
  id: 'squashed',
  title: 'Training pictures have another aspect ratio',
  summary: `Training pictures were resized without keeping their proportions, so that everything in them is ${STRETCH} times as wide as in dev.`,
  lesson:
    'Widening a picture makes its horizontal gradients weaker and leaves the vertical ones: the ratio of their energies differs between train and dev, class by class. Looking at ten pictures of each side by side shows it too, if one does look. Crop or pad before resizing, by one program for all splits.',
  evidence: ['aspect-ratio', 'distribution-shift', 'generalisation-gap', 'orientation'],
  fields: {},
  applies: picturesOnly,
  plant: () => ({
    dataset: (dataset) => {
      const middle = ((dataset.shape[1] ?? 1) - 1) / 2;
      return movePixels(dataset, placesFrom(dataset.shape, (y, x, c) => [y, Math.round(middle + (x - middle) / STRETCH), c]));
    },
  }),
});
