import { choice, number } from '../core/fields';
import { declareTrick } from '../core/trick';

export const labelSmoothing = declareTrick({
  id: 'label-smoothing',
  key: 'ls',
  title: 'Label smoothing',
  group: 'regularisation',
  summary: 'The true class is asked for with a little less than certainty, and the rest is shared among the others.',
  advice: 'The Dark Magic article finds that 0.1 nearly always helps, more with many classes. It makes the network less over-confident; the training objective cannot reach zero any more.',
  formula: String.raw`y' = (1-\varepsilon)\,y + \frac{\varepsilon}{K-1}(1-y)`,
  source: { citation: 'Szegedy et al. 2016; Ridnik, who prints a form that sums to more than one: choose “as printed” to try it', url: 'https://arxiv.org/abs/1512.00567' },
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
  trials: [{ epsilon: 0 }, { epsilon: 0.2 }],
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
});
