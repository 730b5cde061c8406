import { declarePlant } from '../core/plant';

export const replacement = declarePlant({
  id: 'replacement',
  title: 'Samples are drawn with replacement',
  summary: 'Each batch is drawn anew from all samples, so that an epoch shows some of them several times and leaves out more than a third.',
  lesson:
    'Over one epoch every sample should have its turn exactly once. Drawn with replacement, each is missed with a chance of 1/e, so 37 % of the data were paid for and not used. The curves hardly show it; the count of visits does. np.random.choice draws like this unless told not to.',
  evidence: ['visits'],
  fields: {},
  plant: () => ({ tricks: { sampling: { order: 'replacement' } } }),
});
