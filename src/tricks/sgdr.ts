import type { Clock } from '../core/clock';
import { number } from '../core/fields';
import { halfCosine, pythonHalfCosine } from '../core/schedules';
import { declareTrick } from '../core/trick';

export const sgdr = declareTrick({
  id: 'sgdr',
  key: 'sgdr',
  title: 'Warm restarts (SGDR)',
  group: 'schedule',
  exclusive: 'schedule',
  summary: 'The rate falls along a cosine, jumps back to the full one, and falls again, each time more slowly.',
  advice:
    'A restart shakes the weights out of narrow minima, and each cycle’s end is a finished network that can be read off or joined to an ensemble. Just after a restart the accuracy drops: that is meant to be. So that the run ends at a minimum, its last cycle is cut short if at least half of it fits, and else the cycle before is stretched to the end.',
  formula: String.raw`\eta_s = \eta\,\tfrac{1+\cos \pi t}{2},\quad t = \frac{e - e_i}{T_i},\quad T_i = T_0\, k^{\,i}`,
  source: {
    citation: 'Loshchilov & Hutter 2017, SGDR; 8 Deep Learning Best Practices (fast.ai’s cycle_len and cycle_mult)',
    url: 'https://arxiv.org/abs/1608.03983',
  },
  fields: {
    length: number({
      label: 'First cycle',
      help: 'How long the first fall lasts.',
      unit: 'epochs',
      default: 1,
      min: 0.1,
      max: 1000,
      scale: 'log',
      role: 'structural',
    }),
    multiplier: number({
      label: 'Longer by',
      help: 'Each cycle lasts this many times as long as the one before.',
      unit: 'times',
      default: 2,
      min: 1,
      max: 10,
      role: 'structural',
    }),
  },
  effects: ({ length, multiplier }) => ({
    schedule: {
      at: (clock) => {
        const { cycle, start, end } = cycleOf(clock, length, multiplier);
        const phase = (clock.step - start) / (end - start);
        return { factor: halfCosine(phase), cycle, phase };
      },
    },
  }),
  pytorch: ({ length, multiplier }) => ({
    imports: ['import math'],
    schedule: [
      `start, length = 0.0, ${length} * steps_per_epoch`,
      `while step >= start + length and steps - start - length >= ${multiplier / 2} * length:`,
      `    start, length = start + length, ${multiplier} * length`,
      `if steps - start - length < ${multiplier / 2} * length:  # the last cycle ends with the run`,
      '    length = steps - start',
      `f = ${pythonHalfCosine('(step - start) / length')}`,
    ],
  }),
});

/** The cycle that a step lies in, from `start` to `end`, in steps; they need not be whole. */
function cycleOf({ step, steps, stepsPerEpoch }: Clock, first: number, multiplier: number): { cycle: number; start: number; end: number } {
  let start = 0;
  let length = first * stepsPerEpoch;
  for (let cycle = 0; ; cycle++) {
    const end = wholeIfNear(start + length);
    const next = length * multiplier;
    if (steps - end < next / 2) return { cycle, start, end: steps };
    if (step < end) return { cycle, start, end };
    start = end;
    length = next;
  }
}

/** A cycle of 0.1 epochs of 10 steps ends at a step, whatever rounding says. */
function wholeIfNear(end: number): number {
  return Math.abs(end - Math.round(end)) < 1e-6 ? Math.round(end) : end;
}
