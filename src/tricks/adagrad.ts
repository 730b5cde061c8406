import { number } from '../core/fields';
import { formula } from '../core/formula';
import { declareTrick } from '../core/trick';

const STEP = formula('adagrad', ['weight', 'gradient', 'sum'], ['rate', 'epsilon'], ({ weight, gradient, sum, rate, epsilon }) => {
  const next = sum.plus(gradient.squared());
  return { weight: weight.minus(gradient.over(next.sqrt().plus(epsilon)).times(rate)), sum: next };
});

export const adagrad = declareTrick({
  id: 'adagrad',
  key: 'adagrad',
  title: 'Adagrad',
  group: 'optimizer',
  exclusive: 'optimizer',
  summary: 'A weight’s steps shrink with all the gradients it has ever had, so that rarely used weights keep learning fast.',
  advice:
    'Made for sparse data, such as words of which most are rare. It never forgets, so its steps only ever get smaller: on images it tends to slow down too early, and a falling schedule on top makes that worse.',
  formula: String.raw`G \leftarrow G + g^2,\qquad w \leftarrow w - \eta\,\frac{g}{\sqrt G + \epsilon}`,
  source: { citation: 'Duchi, Hazan & Singer 2011; ε outside the root, as in PyTorch', url: 'https://jmlr.org/papers/v12/duchi11a.html' },
  fields: {
    epsilon: number({ label: 'ε', help: 'Keeps the division safe where gradients vanish.', default: 1e-10, min: 1e-12, max: 1, scale: 'log' }),
  },
  suggestedRate: 0.03,
  effects: () => ({
    optimizer: {
      slots: ['sum-of-squares'],
      update: ({ ops, knob, learningRate }, weight, gradient, [sum]) => {
        const next = ops.elementwise(STEP, { weight, gradient, sum: sum! }, { rate: learningRate, epsilon: knob('epsilon') });
        return { weight: next.weight, state: [next.sum] };
      },
    },
  }),
  pytorch: ({ epsilon }) => ({ optimizer: `torch.optim.Adagrad(parameters, lr=lr, eps=${epsilon})` }),
});
