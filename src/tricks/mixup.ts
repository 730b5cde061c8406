import { beta } from '../core/distributions';
import { choice, number } from '../core/fields';
import type { Tensor } from '../core/ops';
import { declareTrick, mapTargets } from '../core/trick';

export const mixup = declareTrick({
  id: 'mixup',
  key: 'mixup',
  title: 'Mixup',
  group: 'regularisation',
  summary: 'Every sample is blended with another one of the batch, and so are their labels.',
  advice: 'Helps large networks that over-fit. The Dark Magic article found no gain on networks of about five million parameters under five variations: do not expect one on the small ones here.',
  formula: String.raw`x = \lambda x_i + (1-\lambda) x_j,\quad y = \lambda y_i + (1-\lambda) y_j,\quad \lambda \sim \mathrm{Beta}(\alpha,\alpha)`,
  source: { citation: 'Zhang et al. 2018, mixup: beyond empirical risk minimization', url: 'https://arxiv.org/abs/1710.09412' },
  fields: {
    alpha: number({ label: 'α', help: 'How strong the blends are: near 0 nearly pure samples, 1 anything from pure to half and half.', default: 0.2, min: 0, max: 10 }),
    lambda: choice({
      label: 'λ',
      help: 'Whether the share is drawn anew for each batch or is always one half.',
      default: 'beta',
      options: [
        { value: 'beta', label: 'Drawn' },
        { value: 'half', label: 'Always ½' },
      ],
    }),
  },
  neutral: { alpha: 0 },
  trials: [{ alpha: 0.2 }],
  effects: ({ lambda }) => ({
    draws: (stream, knobs) => {
      const alpha = knobs['mixup.alpha']!;
      return { lambda: lambda === 'half' ? 0.5 : alpha > 0 ? beta(stream, alpha, alpha) : 1 };
    },
    batch: ({ tf, drawn }, { x, targets }) => {
      const share = drawn('lambda');
      const rest = tf.sub(tf.onesLike(share), share);
      // The batch is in random order already, so its mirror image is a random partner for each sample.
      const blend = <T extends Tensor>(mine: T): T => tf.add(tf.mul(mine, share), tf.mul(tf.reverse(mine, 0), rest));
      return { x: blend(x), targets: mapTargets(targets, blend) };
    },
  }),
  pytorch: ({ alpha, lambda }) => ({
    imports: ['from torch.nn import functional as F'],
    batch: [
      `share = ${lambda === 'half' ? 0.5 : alpha > 0 ? `torch.distributions.Beta(${alpha}, ${alpha}).sample().item()` : 1}`,
      'y = F.one_hot(y, classes).float() if y.ndim == 1 else y',
      'x, y = (share * one + (1 - share) * one.flip(0) for one in (x, y))',
    ],
  }),
});
