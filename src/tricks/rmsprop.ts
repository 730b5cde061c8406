import { number } from '../core/fields';
import { constant, formula } from '../core/formula';
import { declareTrick } from '../core/trick';

const TENSORS = ['weight', 'gradient', 'square'] as const;

const STEP = formula('rmsprop', TENSORS, ['rate', 'alpha', 'epsilon'], ({ weight, gradient, square, rate, alpha, epsilon }) => {
  const next = square.times(alpha).plus(gradient.squared().times(constant(1).minus(alpha)));
  return { weight: weight.minus(gradient.over(next.sqrt().plus(epsilon)).times(rate)), square: next };
});

export const rmsprop = declareTrick({
  id: 'rmsprop',
  key: 'rmsprop',
  title: 'RMSprop',
  group: 'optimizer',
  exclusive: 'optimizer',
  summary: 'Each gradient is divided by its own usual size of late, so that all weights move at about the same pace.',
  advice:
    'Adam without momentum and without correction for the start: its first steps are about ten times as long as later ones, so start with a small rate or a warm-up. Of use where gradients differ much in size between layers.',
  formula: String.raw`v \leftarrow \alpha v + (1-\alpha)\, g^2,\qquad w \leftarrow w - \eta\,\frac{g}{\sqrt v + \epsilon}`,
  source: { citation: 'Tieleman & Hinton 2012, lecture 6.5 of Neural networks for machine learning; ε outside the root, as in PyTorch', url: 'https://www.cs.toronto.edu/~tijmen/csc321/slides/lecture_slides_lec6.pdf' },
  fields: {
    alpha: number({ label: 'α', help: 'How long the average of the squared gradients remembers.', default: 0.99, min: 0, max: 0.9999 }),
    epsilon: number({ label: 'ε', help: 'Keeps the division safe where gradients vanish.', default: 1e-8, min: 1e-12, max: 1, scale: 'log' }),
  },
  suggestedRate: 0.003,
  effects: () => ({
    optimizer: {
      slots: ['square-average'],
      update: ({ ops, knob, learningRate }, weight, gradient, [square]) => {
        const scalars = { rate: learningRate, alpha: knob('alpha'), epsilon: knob('epsilon') };
        const next = ops.elementwise(STEP, { weight, gradient, square: square! }, scalars);
        return { weight: next.weight, state: [next.square] };
      },
    },
  }),
  pytorch: ({ alpha, epsilon }) => ({ optimizer: `torch.optim.RMSprop(parameters, lr=lr, alpha=${alpha}, eps=${epsilon})` }),
});
