import { number } from '../core/fields';
import { declarePlant } from '../core/plant';
import { Stream } from '../core/random';
import { replaceTrain, picturesOnly } from './shared/splits';

export const leak = declarePlant({
  id: 'leak',
  title: 'Test samples leaked into the training data',
  summary: 'A part of the training samples are dev and test samples.',
  lesson:
    'Nothing looks wrong: dev and test are even better than they should be. Only looking for copies of evaluation samples among the training samples finds it. Do that with near copies too: pictures that were resized or compressed again are still the same pictures.',
  evidence: ['leakage'],
  fields: {
    share: number({ label: 'Share', help: 'The share of training samples that are taken from dev and test.', default: 0.2, min: 0.01, max: 1, role: 'structural' }),
  },
  applies: picturesOnly,
  plant: ({ share }, { experiment }) => ({
    dataset: (dataset) =>
      replaceTrain(dataset, (train) => ({
        size: train.size,
        sample: (index, out) => {
          const stream = Stream.of(experiment.run.seed, 'bug', 'leak', index);
          const source = dataset.splits[stream.chance(0.5) ? 'dev' : 'test'];
          return stream.chance(share) && source.size > 0 ? source.sample(stream.below(source.size), out) : train.sample(index, out);
        },
      })),
  }),
});
