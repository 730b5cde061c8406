import { number } from '../core/fields';
import { aboveFloor, halfCosine, inOneCycle, pythonAboveFloor, pythonHalfCosine } from '../core/schedules';
import { declareTrick } from '../core/trick';

export const cosine = declareTrick({
  id: 'cosine',
  key: 'cosine',
  title: 'Cosine annealing',
  group: 'schedule',
  exclusive: 'schedule',
  summary: 'The rate falls along half a cosine wave: slowly at first, fast in the middle, gently at the end.',
  advice:
    'A safe choice that needs no tuning but the length of the run. The accuracy is read off at the end: stopped half-way, the run looks worse than it is.',
  formula: String.raw`\eta_s = \eta\,\bigl(m + (1-m)\,\tfrac{1+\cos \pi t}{2}\bigr),\quad t = s/S`,
  source: { citation: 'Loshchilov & Hutter 2017, SGDR: stochastic gradient descent with warm restarts', url: 'https://arxiv.org/abs/1608.03983' },
  fields: {
    floor: number({ label: 'Floor', help: 'The share of the base rate at which the curve ends.', default: 0, min: 0, max: 1, role: 'structural' }),
  },
  trials: [{}],
  effects: ({ floor }) => ({ schedule: inOneCycle(({ progress }) => aboveFloor(floor, halfCosine(progress))) }),
  pytorch: ({ floor }) => ({ imports: ['import math'], schedule: [`f = ${pythonAboveFloor(floor, pythonHalfCosine('step / steps'))}`] }),
});
