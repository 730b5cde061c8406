import { number } from '../core/fields';
import { formula } from '../core/formula';
import { declareTrick } from '../core/trick';

const STEP = formula('momentum', ['weight', 'gradient', 'velocity'], ['rate', 'momentum'], ({ weight, gradient, velocity, rate, momentum }) => {
  const next = velocity.times(momentum).plus(gradient);
  return { weight: weight.minus(next.times(rate)), velocity: next };
});

export const momentum = declareTrick({
  id: 'momentum',
  key: 'momentum',
  title: 'Momentum',
  group: 'optimizer',
  exclusive: 'optimizer',
  summary: 'Steps gather speed in directions that keep pointing the same way, like a ball that rolls downhill.',
  advice:
    'Evens out the noise of single batches and the zigzag of narrow valleys. At 0.9 a lasting slope is taken ten times as fast as by plain gradient descent, so the rate has to be smaller. The Dark Magic article prefers Nesterov’s form, which costs no more.',
  formula: String.raw`v \leftarrow \mu v + g,\qquad w \leftarrow w - \eta\, v`,
  source: { citation: 'Polyak 1964; in the form of PyTorch, SGD(momentum=…), where the rate is outside the velocity', url: 'https://pytorch.org/docs/stable/generated/torch.optim.SGD.html' },
  fields: {
    momentum: number({ label: 'Momentum', help: 'How much of its speed a step keeps from the one before.', default: 0.9, min: 0, max: 0.999 }),
  },
  trials: [{}],
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
  pytorch: ({ momentum: mu }) => ({ optimizer: `torch.optim.SGD(parameters, lr=lr, momentum=${mu})` }),
});
