import { number } from '../core/fields';
import { constant, formula, type Term } from '../core/formula';
import { declareTrick } from '../core/trick';

const STEP = formula('lion', ['weight', 'gradient', 'average'], ['rate', 'beta1', 'beta2'], ({ weight, gradient, average, rate, beta1, beta2 }) => {
  const mixed = (beta: Term) => average.times(beta).plus(gradient.times(constant(1).minus(beta)));
  return { weight: weight.minus(mixed(beta1).sign().times(rate)), average: mixed(beta2) };
});

export const lion = declareTrick({
  id: 'lion',
  key: 'lion',
  title: 'Lion',
  group: 'optimizer',
  exclusive: 'optimizer',
  summary: 'Only the sign of the averaged gradient counts: every weight moves by exactly the learning rate, up or down.',
  advice:
    'Found by a search over programs. Its authors advise a rate three to ten times smaller than Adam’s, with a weight decay as many times larger, and see the gains mostly with large batches. The steps never get shorter by themselves, so it needs a schedule that falls.',
  formula: String.raw`w \leftarrow w - \eta\,\operatorname{sign}\bigl(\beta_1 m + (1-\beta_1) g\bigr),\qquad m \leftarrow \beta_2 m + (1-\beta_2) g`,
  source: { citation: 'Chen et al. 2023, Symbolic discovery of optimization algorithms; its weight decay is the weight-decay trick here', url: 'https://arxiv.org/abs/2302.06675' },
  fields: {
    beta1: number({ label: 'β₁', help: 'How much the average counts beside the present gradient when the sign is taken.', default: 0.9, min: 0, max: 0.9999 }),
    beta2: number({ label: 'β₂', help: 'How long the average of the gradients remembers.', default: 0.99, min: 0, max: 0.9999 }),
  },
  suggestedRate: 0.001,
  effects: () => ({
    optimizer: {
      slots: ['average'],
      update: ({ ops, knob, learningRate }, weight, gradient, [average]) => {
        const scalars = { rate: learningRate, beta1: knob('beta1'), beta2: knob('beta2') };
        const next = ops.elementwise(STEP, { weight, gradient, average: average! }, scalars);
        return { weight: next.weight, state: [next.average] };
      },
    },
  }),
  pytorch: ({ beta1, beta2 }) => ({ imports: ['from timm.optim import Lion'], optimizer: `Lion(parameters, lr=lr, betas=(${beta1}, ${beta2}))` }),
});
