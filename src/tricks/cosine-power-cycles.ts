import { power as powerOf } from '../core/exact-math';
import { integer, number } from '../core/fields';
import { aboveFloor, cosinePower, halfCosine, pythonAboveFloor, pythonCosinePower, pythonHalfCosine } from '../core/schedules';
import { declareTrick } from '../core/trick';

export const cosinePowerCycles = declareTrick({
  id: 'cosine-power-cycles',
  key: 'cpc',
  title: 'Cosine power cycles',
  group: 'schedule',
  exclusive: 'schedule',
  summary: 'Several cosine-shaped falls one after the other, each starting lower than the last and spending longer at small rates.',
  advice:
    'Recommended as the default by the Dark Magic article, with a short warm-up: the end of each cycle tells early how the run will finish. On very short runs a cycle has too few steps to settle.',
  formula: String.raw`\eta_s = \eta\,\Bigl(m + d^{\,i}(1-m)\,\frac{P^{u}-1}{P-1}\Bigr),\quad u = \tfrac{1+\cos \pi t}{2}`,
  source: {
    citation: 'Ridnik, Revealing the Dark Magic Behind Deep Learning; Hundt et al. 2019, sharpDARTS',
    url: 'https://arxiv.org/abs/1903.09900',
  },
  fields: {
    cycles: integer({ label: 'Cycles', help: 'How many times the rate falls.', default: 3, min: 1, max: 20 }),
    decay: number({
      label: 'Decay per cycle',
      help: 'Each cycle starts at this share of the one before.',
      default: 0.5,
      min: 0.01,
      max: 1,
      role: 'structural',
    }),
    power: number({
      label: 'Power',
      help: 'How long the curve stays low: 1 is a plain cosine, larger falls sooner.',
      default: 2,
      min: 0.01,
      max: 100,
      scale: 'log',
      role: 'structural',
    }),
    floor: number({ label: 'Floor', help: 'The share of the base rate at which each cycle ends.', default: 0, min: 0, max: 1, role: 'structural' }),
  },
  effects: ({ cycles, decay, power, floor }) => ({
    schedule: {
      at: ({ step, steps }) => {
        // Multiplied before it is divided, so that a cycle that begins at a step begins there exactly.
        const position = (step * cycles) / steps;
        const cycle = Math.floor(position);
        const phase = position - cycle;
        return { factor: aboveFloor(floor, powerOf(decay, cycle) * cosinePower(halfCosine(phase), power)), cycle, phase };
      },
    },
  }),
  pytorch: ({ cycles, decay, power, floor }) => ({
    imports: ['import math'],
    schedule: [
      `cycle, t = divmod(step * ${cycles} / steps, 1)`,
      `u = ${pythonHalfCosine('t')}`,
      `f = ${pythonAboveFloor(floor, `${decay} ** cycle * ${pythonCosinePower('u', power)}`)}`,
    ],
  }),
});
