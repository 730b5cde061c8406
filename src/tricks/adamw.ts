import { ADAM, ADAMW } from '../core/adam';
import { boolean, number } from '../core/fields';
import { declareTrick } from '../core/trick';

export const adamw = declareTrick({
  id: 'adamw',
  key: 'adamw',
  title: 'AdamW',
  group: 'optimizer',
  exclusive: 'optimizer',
  summary: 'Adam, and besides its own step each weight shrinks a little, by the same share whatever its gradients have been.',
  advice:
    'The usual choice for transformers and a safe one elsewhere. In plain Adam an L2 penalty hardly touches the weights with large gradients; here the decay goes past the division, and its share of a weight is the learning rate times λ, as in PyTorch, so λ looks large beside that of the weight-decay trick.',
  formula: String.raw`w \leftarrow (1 - \eta\lambda)\,w - \eta\,\frac{m/(1-\beta_1^k)}{\sqrt{v/(1-\beta_2^k)} + \epsilon}`,
  source: { citation: 'Loshchilov & Hutter 2019, Decoupled weight decay regularization; in the form of PyTorch, AdamW', url: 'https://arxiv.org/abs/1711.05101' },
  fields: {
    beta1: number({ label: 'β₁', help: 'How long the average of the gradients remembers.', default: 0.9, min: 0, max: 0.9999 }),
    beta2: number({ label: 'β₂', help: 'How long the average of their squares remembers.', default: 0.999, min: 0, max: 0.99999 }),
    epsilon: number({ label: 'ε', help: 'Keeps the division safe where gradients vanish.', default: 1e-8, min: 1e-12, max: 1, scale: 'log' }),
    lambda: number({ label: 'λ', help: 'Times the learning rate, the share that each step takes off a weight.', default: 0.01, min: 0, max: 10 }),
    everywhere: boolean({ label: 'Biases and norms too', help: 'Whether biases and the scales of norm layers shrink as well, as they do in PyTorch.', default: false }),
  },
  conflicts: { 'weight-decay': 'it has a weight decay of its own' },
  suggestedRate: 0.001,
  effects: ({ everywhere }) => ({
    optimizer: {
      slots: ['first-moment', 'second-moment'],
      update: ({ ops, knob, learningRate, count }, weight, gradient, [first, second], { role }) => {
        const tensors = { weight, gradient, first: first!, second: second! };
        const scalars = { rate: learningRate, beta1: knob('beta1'), beta2: knob('beta2'), epsilon: knob('epsilon'), count };
        const decays = everywhere || role === 'kernel';
        const next = decays ? ops.elementwise(ADAMW, tensors, { ...scalars, decay: knob('lambda') }) : ops.elementwise(ADAM, tensors, scalars);
        return { weight: next.weight, state: [next.first, next.second] };
      },
    },
  }),
  pytorch: ({ beta1, beta2, epsilon, lambda, everywhere }) => {
    const options = `lr=lr, betas=(${beta1}, ${beta2}), eps=${epsilon}, weight_decay=${lambda}`;
    if (everywhere) return { optimizer: `torch.optim.AdamW(parameters, ${options})` };
    return {
      model: [
        'kernels = [p for p in model.parameters() if p.ndim > 1]',
        'others = [p for p in model.parameters() if p.ndim <= 1]',
        'parameters = [dict(params=kernels), dict(params=others, weight_decay=0)]',
      ],
      optimizer: `torch.optim.AdamW(parameters, ${options})`,
    };
  },
});
