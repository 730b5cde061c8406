import { declarePlant } from '../core/plant';
import { movePixels, placesFrom } from './shared/splits';

export const bgr = declarePlant({
  id: 'bgr',
  title: 'Red and blue are swapped in training',
  summary: 'Training pictures are read as blue, green, red; dev and test pictures as red, green, blue.',
  lesson:
    'Two libraries were used: OpenCV reads BGR, most others RGB. The network learns well and dev lags behind. The means of the channels of train and dev are each other’s mirror, and a simple classifier tells the two splits apart, which it never should.',
  evidence: ['channel-order', 'distribution-shift', 'generalisation-gap'],
  fields: {},
  applies: ({ data }) => (data.encoding === 'pixels' && data.shape[2] === 3) || 'these data have no colours',
  plant: () => ({ dataset: (dataset) => movePixels(dataset, placesFrom(dataset.shape, (y, x, c) => [y, x, 2 - c])) }),
});
