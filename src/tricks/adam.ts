import { ADAM } from '../core/adam';
import { number } from '../core/fields';
import { declareTrick } from '../core/trick';

export const adam = declareTrick({
  id: 'adam',
  key: 'adam',
  title: 'Adam',
  group: 'optimizer',
  exclusive: 'optimizer',
  summary: 'Every weight gets a step size of its own: small where its gradients have been large, large where they have been small.',
  advice: 'Forgiving about the learning rate and fast at the start. It wants a rate some fifty times smaller than momentum does.',
  formula: String.raw`m \leftarrow \beta_1 m + (1-\beta_1) g,\quad v \leftarrow \beta_2 v + (1-\beta_2) g^2,\quad
w \leftarrow w - \eta\,\frac{m/(1-\beta_1^k)}{\sqrt{v/(1-\beta_2^k)} + \epsilon}`,
  source: { citation: 'Kingma & Ba 2015; ε placed as in PyTorch', url: 'https://arxiv.org/abs/1412.6980' },
  fields: {
    beta1: number({ label: 'β₁', help: 'How long the average of the gradients remembers.', default: 0.9, min: 0, max: 0.9999 }),
    beta2: number({ label: 'β₂', help: 'How long the average of their squares remembers.', default: 0.999, min: 0, max: 0.99999 }),
    epsilon: number({ label: 'ε', help: 'Keeps the division safe where gradients vanish.', default: 1e-8, min: 1e-12, max: 1, scale: 'log' }),
  },
  trials: [{}],
  suggestedRate: 0.001,
  effects: () => ({
    optimizer: {
      slots: ['first-moment', 'second-moment'],
      update: ({ ops, knob, learningRate, count }, weight, gradient, [first, second]) => {
        const tensors = { weight, gradient, first: first!, second: second! };
        const scalars = { rate: learningRate, beta1: knob('beta1'), beta2: knob('beta2'), epsilon: knob('epsilon'), count };
        const next = ops.elementwise(ADAM, tensors, scalars);
        return { weight: next.weight, state: [next.first, next.second] };
      },
    },
  }),
  pytorch: ({ beta1, beta2, epsilon }) => ({ optimizer: `torch.optim.Adam(parameters, lr=lr, betas=(${beta1}, ${beta2}), eps=${epsilon})` }),
});
