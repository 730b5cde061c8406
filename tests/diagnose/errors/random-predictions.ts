/** Random labels, and probabilities that favour the label the more, the larger `boost` is. */
import { Stream } from '../../../src/core/random';
import type { Predictions } from '../../../src/diagnose/errors/predictions';

export function randomPredictions(n: number, classes: number, seed = 1, boost = 1): Predictions {
  const stream = Stream.of(seed, 'predictions');
  const labels = new Uint8Array(n);
  const probabilities = new Float32Array(n * classes);
  for (let i = 0; i < n; i++) {
    labels[i] = stream.below(classes);
    const weights = Array.from({ length: classes }, (_, k) => stream.uniform(0.01, 1) + (k === labels[i] ? boost * stream.uniform() : 0));
    const sum = weights.reduce((a, b) => a + b);
    weights.forEach((weight, k) => (probabilities[i * classes + k] = weight / sum));
  }
  return { labels, probabilities, classes };
}
