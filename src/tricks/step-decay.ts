import { power } from '../core/exact-math';
import { number, numbers } from '../core/fields';
import { inOneCycle } from '../core/schedules';
import { declareTrick } from '../core/trick';

export const stepDecay = declareTrick({
  id: 'step-decay',
  key: 'step-decay',
  title: 'Step decay',
  group: 'schedule',
  exclusive: 'schedule',
  summary: 'The rate stays, and is cut to a tenth at set points of the run.',
  advice:
    'The habit of the first deep networks, and one of the heuristics that the Dark Magic article sets out to replace: when to cut has to be tuned for every data set. Watch the loss drop at each cut.',
  formula: String.raw`\eta_s = \eta\,\gamma^{\,k},\quad k = \#\{\text{milestones} \le s/S\}`,
  source: { citation: 'He et al. 2016, Deep residual learning; as PyTorch’s MultiStepLR', url: 'https://arxiv.org/abs/1512.03385' },
  fields: {
    milestones: numbers({
      label: 'Milestones',
      help: 'Where the rate is cut, as shares of the run: 0.5 is half-way.',
      default: [0.5, 0.75],
      min: 0,
      max: 1,
    }),
    gamma: number({ label: 'γ', help: 'What the rate is multiplied by at each milestone.', default: 0.1, min: 0, max: 1, role: 'structural' }),
  },
  effects: ({ milestones, gamma }) => ({
    schedule: inOneCycle(({ progress }) => power(gamma, milestones.filter((milestone) => progress >= milestone).length)),
  }),
  pytorch: ({ milestones, gamma }) => ({ schedule: [`f = ${gamma} ** sum(step / steps >= milestone for milestone in [${milestones.join(', ')}])`] }),
});
