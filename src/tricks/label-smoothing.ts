import { choice, number } from '../core/fields';
import { declareTrick } from '../core/trick';

export const labelSmoothing = declareTrick({
  id: 'label-smoothing',
  key: 'ls',
  title: 'Label smoothing',
  group: 'regularisation',
  summary: 'The true class is asked for with a little less than certainty, and the rest is shared among the others.',
  advice: 'The Dark Magic article finds that 0.1 nearly always helps, more with many classes; the formula that it prints, (1−ε)·y + ε/(K−1), sums to more than one, so the mended one is used here unless you choose “as printed”. The network gets less over-confident, and the training objective cannot reach zero any more.',
  formula: String.raw`y' = (1-\varepsilon)\,y + \frac{\varepsilon}{K-1}(1-y)`,
  source: { citation: 'Szegedy et al. 2016; Ridnik, Revealing the Dark Magic Behind Deep Learning', url: 'https://arxiv.org/abs/1512.00567' },
  fields: {
    epsilon: number({ label: 'ε', help: 'The share of certainty that is taken from the true class.', default: 0.1, min: 0, max: 0.9 }),
    form: choice({
      label: 'Form',
      help: 'Who gets the share: the other classes, all classes alike, or the formula as the Dark Magic article prints it, which sums to more than one.',
      default: 'others',
      options: [
        { value: 'others', label: 'The other classes' },
        { value: 'uniform', label: 'All classes' },
        { value: 'printed', label: 'As printed' },
      ],
    }),
  },
  neutral: { epsilon: 0 },
  trials: [{ epsilon: 0 }, { epsilon: 0.1 }, { epsilon: 0.2 }],
  effects: ({ form }, { classes }) => ({
    targets: ({ tf, knob }, targets) => {
      const epsilon = knob('epsilon');
      const kept = tf.mul(targets.main, tf.sub(tf.onesLike(epsilon), epsilon));
      const others = Math.max(1, classes - 1);
      const shared = {
        others: () => tf.mul(tf.sub(tf.onesLike(targets.main), targets.main), tf.div(epsilon, others)),
        uniform: () => tf.div(epsilon, classes),
        printed: () => tf.div(epsilon, others),
      }[form]();
      return { ...targets, main: tf.add(kept, shared) };
    },
  }),
  pytorch: ({ epsilon, form }, { classes }) => {
    if (form === 'uniform') return { criterion: `nn.CrossEntropyLoss(label_smoothing=${epsilon})` };
    const shared = `${epsilon} / ${Math.max(1, classes - 1)}${form === 'others' ? ' * (1 - y)' : ''}`;
    return {
      imports: ['from torch.nn import functional as F'],
      batch: ['y = F.one_hot(y, classes).float() if y.ndim == 1 else y', `y = (1 - ${epsilon}) * y + ${shared}`],
    };
  },
});
