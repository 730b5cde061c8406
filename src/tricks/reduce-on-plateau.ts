import { power } from '../core/exact-math';
import { integer, number } from '../core/fields';
import { declareTrick } from '../core/trick';

/** A loss counts as better when it falls below this share of the best so far, as in PyTorch's ReduceLROnPlateau. */
const THRESHOLD = 1 - 1e-4;

export const reduceOnPlateau = declareTrick({
  id: 'reduce-on-plateau',
  key: 'plateau',
  title: 'Reduce on plateau',
  group: 'schedule',
  exclusive: 'schedule',
  summary: 'The rate stays until the dev loss stops improving, and is then cut.',
  advice:
    'Needs no planned length, which suits long runs; on short ones the noise of the dev loss decides. The curve cannot be drawn in advance: it depends on the run.',
  formula: String.raw`\eta \leftarrow \gamma\,\eta \text{ after more than } n \text{ evaluations without a new best dev loss}`,
  source: {
    citation: 'PyTorch, ReduceLROnPlateau',
    url: 'https://pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.ReduceLROnPlateau.html',
  },
  fields: {
    factor: number({ label: 'Factor', help: 'What the rate is multiplied by.', default: 0.3, min: 0.01, max: 0.99, role: 'structural' }),
    patience: integer({
      label: 'Patience',
      help: 'Evaluations without improvement that are forgiven; there is one per epoch, and some 25 in a long run.',
      default: 1,
      min: 0,
      max: 100,
    }),
  },
  effects: ({ factor, patience }) => ({
    schedule: {
      init: { best: Infinity, waited: 0, cuts: 0 },
      observe: ({ best, waited, cuts }, dev) => {
        if (dev.loss < best! * THRESHOLD) return { best: dev.loss, waited: 0, cuts: cuts! };
        return waited! + 1 > patience ? { best: best!, waited: 0, cuts: cuts! + 1 } : { best: best!, waited: waited! + 1, cuts: cuts! };
      },
      at: ({ progress }, { cuts }) => ({ factor: power(factor, cuts ?? 0), cycle: 0, phase: progress }),
    },
  }),
  pytorch: ({ factor, patience }) => ({
    model: ["plateau = {'best': float('inf'), 'waited': 0, 'factor': 1.0}"],
    schedule: ["f = plateau['factor']"],
    evaluated: [
      `# as ReduceLROnPlateau(optimizer, factor=${factor}, patience=${patience})`,
      `if dev_loss < plateau['best'] * ${THRESHOLD}:`,
      "    plateau.update(best=dev_loss, waited=0)",
      `elif plateau['waited'] < ${patience}:`,
      "    plateau['waited'] += 1",
      'else:',
      `    plateau.update(waited=0, factor=plateau['factor'] * ${factor})`,
    ],
  }),
});
