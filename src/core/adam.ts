/** The step of Adam as formulas, for the optimizers that are built on it. Slots: the first moment, then the second. */
import { constant, formula, type Term } from './formula';

const TENSORS = ['weight', 'gradient', 'first', 'second'] as const;
const SCALARS = ['rate', 'beta1', 'beta2', 'epsilon', 'count'] as const;

type Terms = Readonly<Record<(typeof TENSORS)[number] | (typeof SCALARS)[number], Term>>;

/** ε is added to the corrected root, as in PyTorch. */
const adam = ({ gradient, first, second, rate, beta1, beta2, epsilon, count }: Terms) => {
  const average = (held: Term, fresh: Term, beta: Term) => held.times(beta).plus(fresh.times(constant(1).minus(beta)));
  const bias = (beta: Term) => constant(1).minus(beta.power(count));
  const m = average(first, gradient, beta1);
  const v = average(second, gradient.squared(), beta2);
  const step = m.over(v.over(bias(beta2)).sqrt().plus(epsilon)).times(rate.over(bias(beta1)));
  return { step, first: m, second: v };
};

export const ADAM = formula('adam', TENSORS, SCALARS, (terms) => {
  const { step, ...moments } = adam(terms);
  return { weight: terms.weight.minus(step), ...moments };
});

/** With a weight decay beside the gradient, times the rate. */
export const ADAMW = formula('adamw', TENSORS, [...SCALARS, 'decay'], (terms) => {
  const { step, ...moments } = adam(terms);
  return { weight: terms.weight.times(constant(1).minus(terms.rate.times(terms.decay))).minus(step), ...moments };
});
