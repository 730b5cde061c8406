import { number } from '../core/fields';
import { constant, formula, type Term } from '../core/formula';
import { declareTrick } from '../core/trick';

const TENSORS = ['weight', 'gradient', 'square', 'change'] as const;

const STEP = formula('adadelta', TENSORS, ['rate', 'rho', 'epsilon'], ({ weight, gradient, square, change, rate, rho, epsilon }) => {
  const average = (held: Term, fresh: Term) => held.times(rho).plus(fresh.squared().times(constant(1).minus(rho)));
  const next = average(square, gradient);
  const step = change.plus(epsilon).sqrt().over(next.plus(epsilon).sqrt()).times(gradient);
  return { weight: weight.minus(step.times(rate)), square: next, change: average(change, step) };
});

export const adadelta = declareTrick({
  id: 'adadelta',
  key: 'adadelta',
  title: 'Adadelta',
  group: 'optimizer',
  exclusive: 'optimizer',
  summary: 'Like RMSprop, but the size of a step comes from the sizes of the steps before it, so that it needs no learning rate of its own.',
  advice: 'Leave the rate at 1: it only scales what the method has found by itself. The price is a slow start, since the first steps are tiny. Of historical interest more than of practical.',
  formula: String.raw`v \leftarrow \rho v + (1-\rho)\, g^2,\quad \Delta = \frac{\sqrt{u + \epsilon}}{\sqrt{v + \epsilon}}\, g,\quad
u \leftarrow \rho u + (1-\rho)\,\Delta^2,\quad w \leftarrow w - \eta\,\Delta`,
  source: { citation: 'Zeiler 2012; ε inside both roots, as in the paper and in PyTorch', url: 'https://arxiv.org/abs/1212.5701' },
  fields: {
    rho: number({ label: 'ρ', help: 'How long both averages remember.', default: 0.9, min: 0, max: 0.9999 }),
    epsilon: number({ label: 'ε', help: 'Decides how large the very first steps are.', default: 1e-6, min: 1e-12, max: 1, scale: 'log' }),
  },
  suggestedRate: 1,
  effects: () => ({
    optimizer: {
      slots: ['square-average', 'squared-changes'],
      update: ({ ops, knob, learningRate }, weight, gradient, [square, change]) => {
        const tensors = { weight, gradient, square: square!, change: change! };
        const next = ops.elementwise(STEP, tensors, { rate: learningRate, rho: knob('rho'), epsilon: knob('epsilon') });
        return { weight: next.weight, state: [next.square, next.change] };
      },
    },
  }),
  pytorch: ({ rho, epsilon }) => ({ optimizer: `torch.optim.Adadelta(parameters, lr=lr, rho=${rho}, eps=${epsilon})` }),
});
