import { power as powerOf } from '../core/exact-math';
import { number } from '../core/fields';
import { aboveFloor, inOneCycle, pythonAboveFloor } from '../core/schedules';
import { declareTrick } from '../core/trick';

export const polynomial = declareTrick({
  id: 'polynomial',
  key: 'polynomial',
  title: 'Polynomial decay',
  group: 'schedule',
  exclusive: 'schedule',
  summary: 'The rate falls along a power of what is left of the run: fast at first and gently at the end.',
  advice:
    'Between a straight line (power 1) and an exponential decay (large powers). Common in segmentation with a power of 0.9, which stays high for longer; 2 settles earlier.',
  formula: String.raw`\eta_s = \eta\,\bigl(m + (1-m)(1-t)^{p}\bigr),\quad t = s/S`,
  source: { citation: 'Chen et al. 2017, DeepLab (the “poly” policy); as PyTorch’s PolynomialLR', url: 'https://arxiv.org/abs/1606.00915' },
  fields: {
    power: number({
      label: 'Power',
      help: '1 is a straight line; larger falls sooner, smaller later.',
      default: 2,
      min: 0.1,
      max: 10,
      scale: 'log',
      role: 'structural',
    }),
    floor: number({ label: 'Floor', help: 'The share of the base rate at which the curve ends.', default: 0, min: 0, max: 1, role: 'structural' }),
  },
  effects: ({ power, floor }) => ({ schedule: inOneCycle(({ progress }) => aboveFloor(floor, powerOf(1 - progress, power))) }),
  pytorch: ({ power, floor }) => ({ schedule: [`f = ${pythonAboveFloor(floor, `(1 - step / steps) ** ${power}`)}`] }),
});
