import { number } from '../core/fields';
import { inOneCycle } from '../core/schedules';
import { declareTrick } from '../core/trick';

export const inverseSqrt = declareTrick({
  id: 'inverse-sqrt',
  key: 'inverse-sqrt',
  title: 'Inverse square root',
  group: 'schedule',
  exclusive: 'schedule',
  summary: 'The rate rises in a straight line and then falls with the square root of the time.',
  advice:
    'The schedule of the first transformers. It needs no planned length, so a run can be prolonged at will, but it never comes down to the small rates with which other schedules finish. It has a warm-up of its own, so switch the other one off.',
  formula: String.raw`\eta_s = \eta \cdot \min\Bigl(\frac{e}{w},\ \sqrt{\frac{w}{e}}\Bigr),\quad e = \text{epochs so far}`,
  source: {
    citation: 'Vaswani et al. 2017, Attention is all you need; scaled so that its peak is the base rate',
    url: 'https://arxiv.org/abs/1706.03762',
  },
  fields: {
    warmup: number({
      label: 'Warm-up',
      help: 'How long the rate rises.',
      unit: 'epochs',
      default: 0.5,
      min: 0.01,
      max: 100,
      scale: 'log',
      role: 'structural',
    }),
  },
  effects: ({ warmup }) => ({ schedule: inOneCycle(({ epoch }) => (epoch < warmup ? epoch / warmup : Math.sqrt(warmup / epoch))) }),
  pytorch: ({ warmup }) => ({
    imports: ['import math'],
    schedule: ['e = step / steps_per_epoch', `f = e / ${warmup} if e < ${warmup} else math.sqrt(${warmup} / e)`],
  }),
});
