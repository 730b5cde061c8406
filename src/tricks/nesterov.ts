import { number } from '../core/fields';
import { formula } from '../core/formula';
import { declareTrick } from '../core/trick';

const STEP = formula('nesterov', ['weight', 'gradient', 'velocity'], ['rate', 'momentum'], ({ weight, gradient, velocity, rate, momentum }) => {
  const next = velocity.times(momentum).plus(gradient);
  const ahead = gradient.plus(next.times(momentum));
  return { weight: weight.minus(ahead.times(rate)), velocity: next };
});

export const nesterov = declareTrick({
  id: 'nesterov',
  key: 'nesterov',
  title: 'Nesterov momentum',
  group: 'optimizer',
  exclusive: 'optimizer',
  summary: 'Steps gather speed in directions that keep pointing the same way, and look ahead to where the speed will carry them.',
  advice: 'The Dark Magic article finds it better than plain momentum at no extra cost, and sees no need for Adam on image classifiers.',
  formula: String.raw`v \leftarrow \mu v + g,\qquad w \leftarrow w - \eta\,(g + \mu v)`,
  source: { citation: 'Sutskever et al. 2013; in the form of PyTorch, SGD(nesterov=True)', url: 'https://proceedings.mlr.press/v28/sutskever13.html' },
  fields: {
    momentum: number({ label: 'Momentum', help: 'How much of its speed a step keeps from the one before.', default: 0.9, min: 0, max: 0.999 }),
  },
  suggestedRate: 0.05,
  effects: () => ({
    optimizer: {
      slots: ['velocity'],
      update: ({ ops, knob, learningRate }, weight, gradient, [velocity]) => {
        const next = ops.elementwise(STEP, { weight, gradient, velocity: velocity! }, { rate: learningRate, momentum: knob('momentum') });
        return { weight: next.weight, state: [next.velocity] };
      },
    },
  }),
  pytorch: ({ momentum }) => ({ optimizer: `torch.optim.SGD(parameters, lr=lr, momentum=${momentum}, nesterov=True)` }),
});
