import { choice, number } from '../core/fields';
import { aboveFloor, halfCosine, inOneCycle, pythonAboveFloor, pythonHalfCosine } from '../core/schedules';
import { declareTrick } from '../core/trick';

export const warmupStableDecay = declareTrick({
  id: 'warmup-stable-decay',
  key: 'wsd',
  title: 'Warm-up, stable, decay',
  group: 'schedule',
  exclusive: 'schedule',
  summary: 'The rate rises shortly, stays for most of the run, and falls to nothing in the last part.',
  advice:
    'As good as a cosine with a well chosen fall of some 20 % of the run, and more practical: the stable part can go on for as long as one likes, and only the fall has to be done anew. Until the fall begins the accuracy looks poor. It has a warm-up of its own, so switch the other one off.',
  formula: String.raw`\eta_s = \eta \cdot \min\Bigl(\frac{t}{w},\ m + (1-m)\,g(v)\Bigr),\quad
v = \min\bigl(1, \tfrac{1-t}{d}\bigr),\quad g(v) = v,\ 1-\sqrt{1-v}\ \text{ or }\ \tfrac{1-\cos \pi v}{2}`,
  source: {
    citation: 'Hägele et al. 2024, Scaling laws and compute-optimal training beyond fixed training durations; its name: Hu et al. 2024',
    url: 'https://arxiv.org/abs/2405.18392',
  },
  fields: {
    rise: number({
      label: 'Warm-up',
      help: 'The share of the run in which the rate rises from nothing.',
      default: 0.05,
      min: 0,
      max: 1,
      role: 'structural',
    }),
    fall: number({
      label: 'Fall',
      help: 'The share of the run, at its end, in which the rate falls.',
      default: 0.2,
      min: 0,
      max: 1,
      role: 'structural',
    }),
    shape: choice({
      label: 'Shape of the fall',
      help: 'A straight line, one minus a square root, which falls fast at first, or half a cosine wave.',
      default: 'linear',
      options: [
        { value: 'linear', label: 'Line' },
        { value: 'sqrt', label: '1 − √' },
        { value: 'cosine', label: 'Cosine' },
      ],
    }),
    floor: number({ label: 'Floor', help: 'The share of the base rate at which the fall ends.', default: 0, min: 0, max: 1, role: 'structural' }),
  },
  effects: ({ rise, fall, shape, floor }) => ({
    schedule: inOneCycle(({ progress }) => {
      const left = fall > 0 ? Math.min(1, (1 - progress) / fall) : 1;
      const fallen = { linear: left, sqrt: 1 - Math.sqrt(1 - left), cosine: halfCosine(1 - left) }[shape];
      return Math.min(rise > 0 ? progress / rise : 1, aboveFloor(floor, fallen));
    }),
  }),
  pytorch: ({ rise, fall, shape, floor }) => ({
    imports: ['import math'],
    schedule: [
      `left = ${fall > 0 ? `min(1, (1 - step / steps) / ${fall})` : '1'}`,
      `f = ${pythonAboveFloor(floor, { linear: 'left', sqrt: '(1 - math.sqrt(1 - left))', cosine: pythonHalfCosine('(1 - left)') }[shape])}`,
      ...(rise > 0 ? [`f = min(f, step / steps / ${rise})`] : []),
    ],
  }),
});
