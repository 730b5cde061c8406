import { cos } from '../core/exact-math';
import { integer, number } from '../core/fields';
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
  source: { citation: 'Ridnik, Revealing the Dark Magic Behind Deep Learning; Hundt et al. 2019, sharpDARTS', url: 'https://arxiv.org/abs/1903.09900' },
  fields: {
    cycles: integer({ label: 'Cycles', help: 'How many times the rate falls.', default: 3, min: 1, max: 20 }),
    decay: number({ label: 'Decay per cycle', help: 'Each cycle starts at this share of the one before.', default: 0.5, min: 0.01, max: 1, role: 'structural' }),
    power: number({ label: 'Power', help: 'How long the curve stays low: 1 is a plain cosine, larger falls sooner.', default: 2, min: 0.01, max: 100, scale: 'log', role: 'structural' }),
    floor: number({ label: 'Floor', help: 'The share of the base rate at which each cycle ends.', default: 0, min: 0, max: 1, role: 'structural' }),
  },
  effects: ({ cycles, decay, power, floor }) => ({
    schedule: {
      at: ({ progress }) => {
        const cycle = Math.min(cycles - 1, Math.floor(progress * cycles));
        const phase = progress * cycles - cycle;
        const u = (1 + cos(Math.PI * phase)) / 2;
        return { factor: floor + (1 - floor) * decay ** cycle * cosinePower(u, power), cycle, phase };
      },
    },
  }),
});

/** (P^u − 1)/(P − 1) by expm1, which stays exact near P = 1, where it is u itself. */
function cosinePower(u: number, power: number): number {
  const logPower = Math.log(power);
  return logPower === 0 ? u : Math.expm1(u * logPower) / Math.expm1(logPower);
}
