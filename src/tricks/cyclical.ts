import { power } from '../core/exact-math';
import { choice, number } from '../core/fields';
import { cycleAt } from '../core/schedules';
import { declareTrick } from '../core/trick';

export const cyclical = declareTrick({
  id: 'cyclical',
  key: 'cyclical',
  title: 'Cyclical rate',
  group: 'schedule',
  exclusive: 'schedule',
  summary: 'The rate goes up and down between two bounds, in straight lines.',
  advice:
    'Smith reports the accuracy of exponential decay in under half its steps, and bounds that are easily found by sweeping the rate once. The base rate is the upper bound. A run should end with a cycle, at the lower bound: choose its length as a multiple of two step sizes. Smith’s step sizes of 2 to 10 epochs are meant for long runs.',
  formula: String.raw`\eta_s = \eta\,\Bigl(\tfrac1r + \bigl(1 - \tfrac1r\bigr)\, a\, \bigl(1 - |2t - 1|\bigr)\Bigr),\quad
a = 1,\ 2^{-i} \text{ or } \gamma^{s}`,
  source: {
    citation: 'Smith 2017, Cyclical learning rates for training neural networks; as PyTorch’s CyclicLR',
    url: 'https://arxiv.org/abs/1506.01186',
  },
  fields: {
    mode: choice({
      label: 'Mode',
      help: 'Whether the peaks stay as high, are halved from cycle to cycle, or sink with every step.',
      default: 'triangular',
      options: [
        { value: 'triangular', label: 'Same peaks' },
        { value: 'triangular2', label: 'Halved' },
        { value: 'exp_range', label: 'Sinking' },
      ],
    }),
    size: number({
      label: 'Step size',
      help: 'How long the rate rises, and how long it then falls; a cycle is twice as long.',
      unit: 'epochs',
      default: 0.5,
      min: 0.01,
      max: 500,
      scale: 'log',
      role: 'structural',
    }),
    ratio: number({
      label: 'Ratio',
      help: 'The lower bound is the base rate divided by this.',
      default: 10,
      min: 1,
      max: 1000,
      scale: 'log',
      role: 'structural',
    }),
    gamma: number({
      label: 'γ',
      help: 'With sinking peaks: what each step leaves of the height of the peaks above the lower bound.',
      default: 0.999,
      min: 0.9,
      max: 1,
      role: 'structural',
    }),
  },
  effects: ({ mode, size, ratio, gamma }) => ({
    schedule: {
      at: ({ step, stepsPerEpoch }) => {
        const { cycle, phase } = cycleAt(step / (2 * size * stepsPerEpoch));
        const peak = { triangular: 1, triangular2: power(0.5, cycle), exp_range: power(gamma, step) }[mode];
        const low = 1 / ratio;
        return { factor: low + (1 - low) * peak * (1 - Math.abs(2 * phase - 1)), cycle, phase };
      },
    },
  }),
  pytorch: ({ mode, size, ratio, gamma }) => ({
    schedule: [
      `cycle, t = divmod(step / (${2 * size} * steps_per_epoch), 1)`,
      `peak = ${{ triangular: '1.0', triangular2: '0.5 ** cycle', exp_range: `${gamma} ** step` }[mode]}`,
      `f = 1 / ${ratio} + (1 - 1 / ${ratio}) * peak * (1 - abs(2 * t - 1))`,
    ],
  }),
});
