import { declarePlant } from '../core/plant';
import { picturesOnly } from './shared/splits';

export const augmentation = declarePlant({
  id: 'augmentation',
  title: 'The augmentation is too strong',
  summary: 'Training pictures are turned by up to 90 degrees, shrunk or enlarged by most of their size, slanted and half covered, until many show nothing any more.',
  lesson:
    'Augmentation must leave the label true. Look at the augmented pictures themselves: as long as you name them rightly, more often than the network’s error, they are valid. Here the network does far worse on augmented samples than on the same samples untouched, and its training objective stays high however long it trains.',
  evidence: ['augmentation', 'small-fit', 'training-error', 'dev-error', 'learning', 'calibration'],
  fields: {},
  applies: picturesOnly,
  plant: () => ({ tricks: { affine: { rotation: 90, zoom: 0.8, shear: 1 }, cutout: { fraction: 0.5 } } }),
});
