import type { Scalar, Tensor, Tf } from '../../core/ops';

/** The logit of one class, of logits [1, K]; differentiable. */
export function scoreOf(tf: Tf, logits: Tensor, label: number): Scalar {
  const classes = logits.shape[1]!;
  const chosen = tf.tensor2d(Array.from({ length: classes }, (_, k) => (k === label ? 1 : 0)), [1, classes]);
  return tf.sum<Scalar>(tf.mul(logits, chosen));
}
