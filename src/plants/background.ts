import { declarePlant } from '../core/plant';
import { changeTraining, picturesOnly } from './shared/splits';

/** Side of the mark in a corner, in pixels. */
const MARK = 3;
/** Of training pictures with the background of their class. */
const BIAS = 0.97;

export const background = declarePlant({
  id: 'background',
  title: 'The background gives the class away',
  summary: 'Something besides the object tells the class in the training pictures: the background, or a mark at the edge. In dev and test it does not.',
  lesson:
    'The network learns whatever predicts the label, as the tank classifier of the story learned the weather. Training goes too well too soon, dev stays far behind, and more training does not help. Heat maps of what the answer rests on show the background, and accuracy by background falls apart.',
  evidence: ['background', 'generalisation-gap', 'distribution-shift', 'dev-error', 'slices', 'dev-loss-rising', 'calibration'],
  fields: {},
  applies: picturesOnly,
  plant: (_, { experiment }) =>
    'backgroundBias' in experiment.data
      ? { data: { backgroundBias: BIAS } }
      : {
          dataset: (dataset) => {
            const [, width = 1, channels = 1] = dataset.shape;
            const places = Math.max(1, dataset.classes.length - 1);
            return changeTraining(dataset, (sample, out) => {
              const first = Math.round((sample.label * (width - MARK)) / places);
              for (let y = 0; y < MARK; y++) out.fill(255, (y * width + first) * channels, (y * width + first + MARK) * channels);
              return sample;
            });
          },
        },
});
