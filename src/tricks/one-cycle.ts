import { number } from '../core/fields';
import { halfCosine, inOneCycle } from '../core/schedules';
import { declareTrick } from '../core/trick';

export const oneCycle = declareTrick({
  id: 'one-cycle',
  key: 'one-cycle',
  title: 'One cycle',
  group: 'schedule',
  exclusive: 'schedule',
  summary: 'The rate climbs to its peak in the first third of the run and then falls to almost nothing.',
  advice:
    'Meant to be used with a base rate several times higher than a constant one could be, which the slow climb makes bearable; Smith and Topin call the gain in speed super-convergence. It has a warm-up of its own, so switch the other one off. Momentum is not cycled here.',
  formula: String.raw`\eta_s = \eta \cdot \begin{cases} \tfrac1d + \bigl(1 - \tfrac1d\bigr)\tfrac{1-\cos \pi u}{2} & u = \tfrac{s}{pS-1} \le 1 \\[4pt]
\tfrac1{df} + \bigl(1 - \tfrac1{df}\bigr)\tfrac{1+\cos \pi v}{2} & v = \tfrac{s-(pS-1)}{S-pS} \end{cases}`,
  source: {
    citation: 'Smith & Topin 2018, Super-convergence; as PyTorch’s OneCycleLR, which ends at the last step',
    url: 'https://arxiv.org/abs/1708.07120',
  },
  fields: {
    rise: number({ label: 'Rise', help: 'The share of the run in which the rate climbs.', default: 0.3, min: 0.01, max: 0.99, role: 'structural' }),
    div: number({
      label: 'Start divisor',
      help: 'The first step uses the base rate divided by this.',
      default: 25,
      min: 1,
      max: 1e4,
      scale: 'log',
      role: 'structural',
    }),
    finalDiv: number({
      label: 'End divisor',
      help: 'The last step uses the first step’s rate divided by this.',
      default: 1e4,
      min: 1,
      max: 1e8,
      scale: 'log',
      role: 'structural',
    }),
  },
  trials: [{}],
  effects: ({ rise, div, finalDiv }) => ({
    schedule: inOneCycle(({ step, steps }) => {
      const peak = rise * steps - 1; // in steps; before the run's first one where it is very short
      const from = (end: number, t: number) => end + (1 - end) * halfCosine(t);
      return step < peak ? from(1 / div, 1 - step / peak) : from(1 / (div * finalDiv), (step - peak) / (steps - 1 - peak));
    }),
  }),
  pytorch: ({ rise, div, finalDiv }) => ({
    imports: ['import math'],
    schedule: [
      '# as OneCycleLR(optimizer, max_lr=lr, total_steps=steps, cycle_momentum=False,',
      `#               pct_start=${rise}, div_factor=${div}, final_div_factor=${finalDiv})`,
      `peak = ${rise} * steps - 1`,
      `low, t = (1 / ${div}, 1 - step / peak) if step < peak else (1 / ${div * finalDiv}, (step - peak) / (steps - 1 - peak))`,
      'f = low + (1 - low) * (1 + math.cos(math.pi * t)) / 2',
    ],
  }),
});
