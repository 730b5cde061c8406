import { choice } from '../core/fields';
import { declareTrick } from '../core/trick';

/** The batch size that the base rate is meant for: the default of a run. */
const REFERENCE = 128;

export const batchSize = declareTrick({
  id: 'batch-size',
  key: 'batch-size',
  title: 'Rate by batch size',
  group: 'regularisation',
  summary: 'The learning rate follows the batch size, so that a change of the one needs no tuning of the other.',
  advice:
    'A larger batch has less noise in its gradient and takes fewer steps in an epoch, and so bears a higher rate: in proportion, as Goyal et al. found for momentum up to batches of thousands, with warm-up; by the square root for Adam and its kin. Small batches regularise by their noise. At a batch of 128 nothing changes; the batch size itself is a setting of the run.',
  formula: String.raw`\eta \leftarrow \eta \cdot (B/128)^{p},\quad p = 0,\ 1 \text{ or } \tfrac12`,
  source: {
    citation: 'Goyal et al. 2017, Accurate, large minibatch SGD (linear); Malladi et al. 2022 (square root, for Adam)',
    url: 'https://arxiv.org/abs/1706.02677',
  },
  fields: {
    scaling: choice({
      label: 'Scaling',
      help: 'How the rate grows with the batch size.',
      default: 'linear',
      options: [
        { value: 'none', label: 'None' },
        { value: 'linear', label: 'Linear' },
        { value: 'sqrt', label: 'Square root' },
      ],
    }),
  },
  neutral: { scaling: 'none' },
  effects: ({ scaling }, { batchSize: size }) => {
    const ratio = size / REFERENCE;
    const factor = { none: 1, linear: ratio, sqrt: Math.sqrt(ratio) }[scaling];
    return { knobs: (knobs) => ({ ...knobs, lr: knobs['lr']! * factor }) };
  },
  pytorch: ({ scaling }) =>
    ({
      none: {},
      linear: { factor: [`f *= batch_size / ${REFERENCE}`] },
      sqrt: { imports: ['import math'], factor: [`f *= math.sqrt(batch_size / ${REFERENCE})`] },
    })[scaling],
});
