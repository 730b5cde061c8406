import { number } from '../core/fields';
import { declarePlant } from '../core/plant';
import { Stream } from '../core/random';
import { changeTraining } from './shared/splits';

export const labels = declarePlant({
  id: 'labels',
  title: 'A share of the training labels is shuffled',
  summary: 'A part of the training samples has lost its label and got that of any class instead.',
  lesson:
    'The network contradicts these labels with certainty long before it learns them by heart: training samples that it calls wrong with confidence are the suspects, and their share is about that of the shuffled labels. The training error stays high while dev, whose labels are right, may look better than training.',
  evidence: ['label-noise', 'label-agreement', 'training-error', 'generalisation-gap', 'calibration'],
  fields: {
    share: number({ label: 'Share', help: 'The share of training samples whose label is drawn anew.', default: 0.3, min: 0.05, max: 1, role: 'structural' }),
  },
  plant: ({ share }, { experiment }) => ({
    dataset: (dataset) =>
      changeTraining(dataset, (sample, _, index, split) => {
        const stream = Stream.of(experiment.run.seed, 'bug', 'labels', split, index);
        const lost = stream.chance(share);
        return lost ? { ...sample, label: stream.below(dataset.classes.length) } : sample;
      }),
  }),
});
