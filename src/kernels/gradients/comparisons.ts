/**
 * Comparisons and logic have the gradient zero. Stock tfjs says so of GreaterEqual only and throws for the others, so that `where(greater(x, 0), x,
 * …)` cannot be differentiated.
 */
import type { GradientPatch } from '../registry';

const NAMES = ['Greater', 'Less', 'LessEqual', 'Equal', 'NotEqual', 'LogicalAnd', 'LogicalOr'];

export const comparisonGradients: readonly GradientPatch[] = NAMES.map((kernelName) => ({
  kernelName,
  create: (tf) => ({
    kernelName,
    inputsToSave: ['a', 'b'],
    gradFunc: (_, [a, b]) => ({ a: () => tf.zeros(a!.shape), b: () => tf.zeros(b!.shape) }),
  }),
}));
