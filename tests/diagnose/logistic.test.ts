import { describe, expect, it } from 'vitest';
import { Stream } from '../../src/core/random';
import { fitLogistic, probability } from '../../src/diagnose/logistic';

describe('fitLogistic', () => {
  const n = 400;
  const d = 5;
  const stream = Stream.of(1, 'logistic');
  const truth = [1.5, -2, 0, 0.5, 1];
  const features = Float64Array.from({ length: n * d }, () => stream.normal());
  const labels = Array.from({ length: n }, (_, i) => {
    const logit = truth.reduce((sum, weight, a) => sum + weight * features[i * d + a]!, 0.7);
    return stream.chance(1 / (1 + Math.exp(-logit))) ? 1 : 0;
  });
  const objective = (weights: ArrayLike<number>, bias: number, ridge: number): number => {
    let loss = 0;
    for (let i = 0; i < n; i++) {
      let logit = bias;
      for (let a = 0; a < d; a++) logit += weights[a]! * features[i * d + a]!;
      loss += Math.log(1 + Math.exp(labels[i] === 1 ? -logit : logit)) / n;
    }
    for (let a = 0; a < d; a++) loss += (ridge / 2) * weights[a]! ** 2;
    return loss;
  };

  it('is where the objective cannot be lowered in any direction', () => {
    const { weights, bias } = fitLogistic(features, labels, d, 0.01);
    const least = objective(weights, bias, 0.01);
    for (let a = 0; a <= d; a++) {
      for (const step of [-1e-4, 1e-4]) {
        const moved = weights.map((weight, b) => weight + (a === b ? step : 0));
        expect(objective(moved, bias + (a === d ? step : 0), 0.01)).toBeGreaterThan(least);
      }
    }
  });

  it('finds the weights that made the labels, up to chance', () => {
    const { weights, bias } = fitLogistic(features, labels, d, 1e-6);
    truth.forEach((weight, a) => expect(Math.abs(weights[a]! - weight)).toBeLessThan(0.6));
    expect(Math.abs(bias - 0.7)).toBeLessThan(0.5);
  });

  it('stays finite where a line divides the classes without a mistake, and where a feature is always zero', () => {
    const { weights, bias } = fitLogistic(Float64Array.from([-2, 0, -1, 0, 1, 0, 2, 0]), [0, 0, 1, 1], 2, 0.01);
    expect([...weights, bias].every(Number.isFinite)).toBe(true);
    expect(weights[1]).toBeCloseTo(0, 12);
    expect(probability({ weights, bias }, [2, 0])).toBeGreaterThan(0.9);
    expect(probability({ weights, bias }, [-2, 0])).toBeLessThan(0.1);
  });
});
