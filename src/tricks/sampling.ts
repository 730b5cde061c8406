import { choice } from '../core/fields';
import { declareTrick, type Sampling } from '../core/trick';

const ORDERS = {
  shuffled: (stream, size) => stream.permutation(size),
  replacement: (stream, size) => Uint32Array.from({ length: size }, () => stream.below(size)),
  given: (_, size) => Uint32Array.from({ length: size }, (__, index) => index),
} satisfies Record<string, Sampling>;

export const sampling = declareTrick({
  id: 'sampling',
  key: 'sampling',
  title: 'Sampling',
  group: 'regularisation',
  exclusive: 'order of the samples',
  changes: ['order of the samples'],
  summary: 'Which samples an epoch goes through, and in which order; two of the three ways are mistakes worth seeing.',
  advice:
    'Shuffled epochs are right, and what every run does without this. Drawn with replacement, which is the default of numpy’s np.random.choice, about 37 % of the samples are not seen in an epoch and others several times: a real bug told in the debugging slides. Without a shuffle, batches are as the data lie, which is ruinous where classes come one after the other.',
  formula: String.raw`P(\text{unseen in an epoch of } N \text{ draws}) = \Bigl(1 - \frac1N\Bigr)^N \to \frac1e \approx 0.37`,
  source: { citation: 'Slides on debugging learning algorithms; NumPy, random.choice', url: 'https://numpy.org/doc/stable/reference/random/generated/numpy.random.choice.html' },
  fields: {
    order: choice({
      label: 'Order',
      help: 'Every sample once in a random order, or as many random draws as there are samples, or the order in which the data lie.',
      default: 'replacement',
      options: [
        { value: 'shuffled', label: 'Shuffled epochs' },
        { value: 'replacement', label: 'With replacement' },
        { value: 'given', label: 'Without a shuffle' },
      ],
    }),
  },
  neutral: { order: 'shuffled' },
  effects: ({ order }) => ({ sampling: ORDERS[order] }),
  pytorch: ({ order }) => {
    if (order === 'shuffled') return { loader: 'shuffle=True' };
    if (order === 'given') return { loader: 'shuffle=False' };
    return { imports: ['from torch.utils.data import RandomSampler'], loader: 'sampler=RandomSampler(train_set, replacement=True)' };
  },
});
