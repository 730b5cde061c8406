import { number } from '../core/fields';
import { aboveFloor, cosinePower, halfCosine, inOneCycle, pythonAboveFloor, pythonCosinePower, pythonHalfCosine } from '../core/schedules';
import { declareTrick } from '../core/trick';

export const cosinePowerAnnealing = declareTrick({
  id: 'cosine-power',
  key: 'cosine-power',
  title: 'Cosine power annealing',
  group: 'schedule',
  exclusive: 'schedule',
  summary: 'A cosine that falls sooner and spends more of the run at small rates.',
  advice:
    'One cycle of the curve that the Dark Magic article recommends in several, with a power of 2 or 4. More time at small rates helps where the last phase of a cosine is too short; too large a power wastes the run on rates that move nothing.',
  formula: String.raw`\eta_s = \eta\,\Bigl(m + (1-m)\,\frac{P^{u}-1}{P-1}\Bigr),\quad u = \tfrac{1+\cos \pi t}{2}`,
  source: {
    citation: 'Hundt et al. 2019, sharpDARTS; Ridnik, Revealing the Dark Magic Behind Deep Learning',
    url: 'https://arxiv.org/abs/1903.09900',
  },
  fields: {
    power: number({
      label: 'Power',
      help: 'How long the curve stays low: 1 is a plain cosine, larger falls sooner.',
      default: 2,
      min: 0.01,
      max: 100,
      scale: 'log',
      role: 'structural',
    }),
    floor: number({ label: 'Floor', help: 'The share of the base rate at which the curve ends.', default: 0, min: 0, max: 1, role: 'structural' }),
  },
  effects: ({ power, floor }) => ({ schedule: inOneCycle(({ progress }) => aboveFloor(floor, cosinePower(halfCosine(progress), power))) }),
  pytorch: ({ power, floor }) => ({
    imports: ['import math'],
    schedule: [`u = ${pythonHalfCosine('step / steps')}`, `f = ${pythonAboveFloor(floor, pythonCosinePower('u', power))}`],
  }),
});
