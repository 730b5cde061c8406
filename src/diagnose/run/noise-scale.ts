/** How noisy the gradient is, and what that says of the batch size. */
import { grouped } from '../../core/words';
import { judge, type Rule, type Verdict } from '../verdict';
import { numeral } from '../words';

/** The squared length of the gradient over all weights, averaged over batches of one size. */
export interface GradientNorm {
  readonly batch: number;
  readonly squaredNorm: number;
}

export interface NoiseScale {
  /** tr Σ / |G|², in samples: the batch whose noise is as large as its gradient. NaN or negative where it cannot be told. */
  readonly scale: number;
  /** |G|², of the gradient without noise. */
  readonly signal: number;
  /** tr Σ, of one sample. */
  readonly noise: number;
  /** What the signal may be at most, where it is the mean of few and scattered values: a step is called noisy only if it is even then. */
  readonly signalHigh?: number;
}

/**
 * Of the noise scale: beyond, more samples a step hardly help; below, a step is nearly all noise. The scale grows tens of times while the loss falls, and a
 * falling rate averages much of the noise out: good runs end with batches of a thirtieth of it, so that only a hundredth is worth a word.
 */
const WASTEFUL = 4;
const NOISY = 0.01;

const RULE: Rule = {
  id: 'noise-scale',
  rule: `At a batch as large as the gradient noise scale, a run takes twice the fewest steps and twice the fewest samples possible: watched beyond ${WASTEFUL} times that batch, where samples are wasted, and below ${NOISY} times, where larger batches would save steps.`,
  source: { citation: 'McCandlish et al. 2018, An empirical model of large-batch training', url: 'https://arxiv.org/abs/1812.06162' },
};

/**
 * The simple noise scale from the gradients' squared lengths at two batch sizes (McCandlish et al. 2018, appendix A.1). Both should be averaged over
 * many steps; `big` may be the mean of the gradients of several small batches at the same weights.
 */
export function gradientNoiseScale(small: GradientNorm, big: GradientNorm): NoiseScale {
  const signal = (big.batch * big.squaredNorm - small.batch * small.squaredNorm) / (big.batch - small.batch);
  const noise = (small.squaredNorm - big.squaredNorm) / (1 / small.batch - 1 / big.batch);
  return { scale: noise / signal, signal, noise };
}

export function judgeNoiseScale({ scale, signal, noise, signalHigh = signal }: NoiseScale, batch: number): Verdict {
  const values = { scale, batch, signal, noise };
  if (!(signal > 0 && noise > 0 && Number.isFinite(scale))) {
    return judge(RULE, 'unknown', { batch, signal, noise }, 'The gradient cannot yet be told from its noise: more steps have to be averaged.');
  }
  const text = `The gradient noise scale is ${numeral(scale)} samples, the batch ${grouped(batch)}`;
  if (batch > WASTEFUL * scale) {
    return judge(RULE, 'watch', values, `${text}: many samples of a step say the same.`, ['Try a smaller batch, which takes more steps for the same samples.']);
  }
  if (batch < (NOISY * noise) / signalHigh) {
    return judge(RULE, 'watch', values, `${text}: a step is mostly noise.`, [
      'Try a larger batch with a learning rate raised as much; where the device is not busy, it costs little.',
      'Let the learning rate decay, or average the weights, so that noise averages out.',
    ]);
  }
  return judge(RULE, 'good', values, `${text}: they suit each other.`);
}
