import { inOneCycle } from '../core/schedules';
import { declareTrick } from '../core/trick';

export const constant = declareTrick({
  id: 'constant',
  key: 'constant',
  title: 'Constant rate',
  group: 'schedule',
  exclusive: 'schedule',
  summary: 'The same learning rate from the first step to the last.',
  advice:
    'Simple, and a fair opponent for every schedule. It usually ends a little worse than a rate that falls, because the last steps are as rough as the first.',
  formula: String.raw`\eta_s = \eta`,
  source: { citation: 'Robbins & Monro 1951 show why a rate has to fall in the end', url: 'https://doi.org/10.1214/aoms/1177729586' },
  fields: {},
  effects: () => ({ schedule: inOneCycle(() => 1) }),
  pytorch: () => ({ schedule: ['f = 1.0'] }),
});
