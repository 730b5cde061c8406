import { formula } from '../core/formula';
import { declareTrick } from '../core/trick';

const STEP = formula('sgd', ['weight', 'gradient'], ['rate'], ({ weight, gradient, rate }) => ({ weight: weight.minus(gradient.times(rate)) }));

export const sgd = declareTrick({
  id: 'sgd',
  key: 'sgd',
  title: 'SGD',
  group: 'optimizer',
  exclusive: 'optimizer',
  summary: 'Plain gradient descent: each step moves the weights straight down the slope of its batch.',
  advice: 'The baseline of all optimizers. Slower than momentum on nearly everything, and easy to understand.',
  formula: String.raw`w \leftarrow w - \eta\, g`,
  source: { citation: 'Robbins & Monro 1951; PyTorch, SGD', url: 'https://pytorch.org/docs/stable/generated/torch.optim.SGD.html' },
  fields: {},
  suggestedRate: 0.1,
  effects: () => ({
    optimizer: {
      slots: [],
      update: ({ ops, learningRate }, weight, gradient) => ({ ...ops.elementwise(STEP, { weight, gradient }, { rate: learningRate }), state: [] }),
    },
  }),
  pytorch: () => ({ optimizer: 'torch.optim.SGD(parameters, lr=lr)' }),
});
