import { boolean, choice, number } from '../core/fields';
import { formula } from '../core/formula';
import { declareTrick, type ParameterGroup } from '../core/trick';

const SHRINK = formula('weight decay', ['after', 'before'], ['lambda'], ({ after, before, lambda }) => ({
  weight: after.minus(before.times(lambda)),
}));
const SHRINK_BY_RATE = formula('weight decay by rate', ['after', 'before'], ['lambda', 'rate'], ({ after, before, lambda, rate }) => ({
  weight: after.minus(before.times(lambda.times(rate))),
}));
const PENALTY = formula('l2 penalty', ['gradient', 'weight'], ['lambda'], ({ gradient, weight, lambda }) => ({
  gradient: gradient.plus(weight.times(lambda)),
}));

export const weightDecay = declareTrick({
  id: 'weight-decay',
  key: 'wd',
  title: 'Weight decay',
  group: 'regularisation',
  summary: 'Every step shrinks the weights a little, so that only those stay large which the data keep asking for.',
  advice:
    'The Dark Magic article finds that its value matters much, and that a generic one such as 5e-5 or 1e-5 can keep a network from its best score: try a quarter and four times of what you have. “Decoupled” here is decoupled from the learning rate too: each step takes λ of a weight away, whatever the rate, so its strength grows with the number of steps and lasts to the end of a falling schedule. PyTorch’s AdamW calls decoupled what is still multiplied by the rate; that, and the classic L2 penalty, are the other two forms. Under a cosine from 0.05 they want a λ about 40 times and, with a momentum of 0.9, about 4 times as large for the same effect. With batch norm the decay acts mostly through the effective rate.',
  formula: String.raw`w \leftarrow w' - \lambda w\ \text{(decoupled)},\qquad w \leftarrow w' - \eta\lambda w\ \text{(as AdamW)},\qquad
g \leftarrow g + \lambda w\ \text{(L2)}`,
  source: { citation: 'Ridnik, Revealing the Dark Magic Behind Deep Learning; Loshchilov & Hutter 2019, Decoupled weight decay regularization', url: 'https://arxiv.org/abs/1711.05101' },
  fields: {
    lambda: number({ label: 'λ', help: 'How strong it is; what the number means depends on the form.', default: 5e-4, min: 0, max: 1 }),
    mode: choice({
      label: 'Form',
      help: 'Whether a weight loses λ of itself in each step, or λ times the learning rate as in PyTorch’s AdamW, or gets λ times itself added to its gradient.',
      default: 'decoupled',
      options: [
        { value: 'decoupled', label: 'Decoupled' },
        { value: 'rate', label: 'Decoupled, times the rate' },
        { value: 'coupled', label: 'L2 penalty' },
      ],
    }),
    everywhere: boolean({ label: 'Biases and norms too', help: 'Whether biases and the scales of norm layers shrink as well, which is seldom wanted.', default: false }),
  },
  neutral: { lambda: 0 },
  trials: [{ lambda: 1.25e-4 }, { lambda: 5e-4 }, { lambda: 2e-3 }],
  effects: ({ mode, everywhere }) => {
    const decays = ({ role }: ParameterGroup) => everywhere || role === 'kernel';
    if (mode === 'coupled') {
      return {
        gradients: ({ ops, knob }, gradients, weights, groups) =>
          gradients.map((gradient, g) => {
            if (!decays(groups[g]!)) return gradient;
            return ops.elementwise(PENALTY, { gradient, weight: weights[g]! }, { lambda: knob('lambda') }).gradient;
          }),
      };
    }
    return {
      update: ({ ops, knob, learningRate: rate }, after, before, group) => {
        if (!decays(group)) return after;
        const lambda = knob('lambda');
        if (mode === 'rate') return ops.elementwise(SHRINK_BY_RATE, { after, before }, { lambda, rate }).weight;
        return ops.elementwise(SHRINK, { after, before }, { lambda }).weight;
      },
    };
  },
  pytorch: ({ lambda, mode, everywhere }) => {
    const change = {
      decoupled: `p.mul_(1 - ${lambda})`,
      rate: `p.mul_(1 - optimizer.param_groups[0]["lr"] * ${lambda})`,
      coupled: `p.grad.add_(p, alpha=${lambda})`,
    }[mode];
    return {
      model: [`decayed = [p for p in model.parameters()${everywhere ? '' : ' if p.ndim > 1'}]`],
      // Before the optimizer's step, which must not see the difference: it does not look at the weights.
      gradients: ['with torch.no_grad():', '    for p in decayed:', `        ${change}`],
    };
  },
});
