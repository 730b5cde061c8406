import { number } from '../core/fields';
import { formula } from '../core/formula';
import { sizeOf } from '../core/network';
import type { Scalar } from '../core/ops';
import { declareTrick } from '../core/trick';

/** Keeps the division safe, as in PyTorch. */
const EPSILON = 1e-6;

const CLIP = formula('gradient clipping', ['gradient'], ['squaredNorm', 'most'], ({ gradient, squaredNorm, most }) => ({
  gradient: gradient.times(most.over(squaredNorm.sqrt().plus(EPSILON)).atMost(1)),
}));

export const gradientClipping = declareTrick({
  id: 'gradient-clipping',
  key: 'clip',
  title: 'Gradient clipping',
  group: 'regularisation',
  summary: 'Where the gradients of all weights together are too long, they are shortened; their direction stays.',
  advice:
    'Insurance against single steps that throw a network off: at the start, at high rates, with odd batches. It changes nothing while the norm stays below the bound. With Adam and its kin, which divide by the size of the gradients anyway, it matters less.',
  formula: String.raw`g \leftarrow g \cdot \min\Bigl(1, \frac{c}{\lVert g \rVert_2 + 10^{-6}}\Bigr)`,
  source: { citation: 'Pascanu, Mikolov & Bengio 2013; in the form of PyTorch, clip_grad_norm_', url: 'https://arxiv.org/abs/1211.5063' },
  fields: {
    norm: number({ label: 'Greatest norm', help: 'How long all gradients together may be: the root of the sum of their squares.', default: 1, min: 1e-3, max: 1000, scale: 'log' }),
  },
  trials: [{}],
  effects: () => ({
    gradients: ({ tf, ops, knob }, gradients) => {
      const sizes = tf.tensor1d(gradients.map(({ shape }) => sizeOf(shape)));
      const squaredNorm = tf.sum<Scalar>(tf.mul(tf.square(ops.rms(gradients)), sizes));
      return gradients.map((gradient) => ops.elementwise(CLIP, { gradient }, { squaredNorm, most: knob('norm') }).gradient);
    },
  }),
  pytorch: ({ norm }) => ({ gradients: [`nn.utils.clip_grad_norm_(model.parameters(), max_norm=${norm})`] }),
});
