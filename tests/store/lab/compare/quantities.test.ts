import { describe, expect, it } from 'vitest';
import { healthSize, readHealth, type HealthPlan } from '../../../../src/core/health';
import { measure, placesOf } from '../../../../src/store/lab/compare/quantities';
import { curvesOf } from './support';

const plan: HealthPlan = {
  parameters: ['conv1/kernel', 'conv1/bias', 'dense/kernel'],
  layers: [{ name: 'conv1', kind: 'convolution' }, { name: 'relu1', kind: 'activation', bend: 'relu' }, { name: 'dense', kind: 'dense' }],
};
/** Every figure is another number. */
const figures = Float32Array.from({ length: healthSize(plan) }, (_, i) => 1 + i / 8);
const curves = curvesOf('a', [[0, 2], [10, 1]], {
  at: Float64Array.from([0, 5, 9]),
  objective: Float32Array.from([3, 2, 1]),
  learningRate: Float32Array.from([0.5, 0.25, 0.125]),
  health: plan,
  probes: [{ step: 4, figures }],
});

describe('what is measured of a trial', () => {
  it('is read from its evaluations, accuracies and errors in percent', () => {
    expect([...measure(curves, 'devLoss').values]).toEqual([2, 1]);
    expect([...measure(curves, 'trainLoss').steps]).toEqual([0, 10]);
    expect([...measure(curves, 'trainAccuracy').values]).toEqual([75, 75]);
    expect([...measure(curves, 'devError').values]).toEqual([50, 50]);
  });

  it('puts the rate before its step and the objective after it', () => {
    expect([...measure(curves, 'learningRate').steps]).toEqual([0, 5, 9]);
    expect([...measure(curves, 'objective').steps]).toEqual([1, 6, 10]);
  });

  it('is read from probes as core/health reads them, of one place or the median of the kernels', () => {
    const { parameters, layers } = readHealth(plan, figures);
    const ratio = (i: number): number => parameters[i]!.update / parameters[i]!.weight;
    expect(measure(curves, 'updateWeight', 'conv1/bias').values[0]).toBeCloseTo(ratio(1), 6);
    expect(measure(curves, 'updateWeight').values[0]).toBeCloseTo((ratio(0) + ratio(2)) / 2, 6);
    expect(measure(curves, 'gradientWeight', 'dense/kernel').values[0]).toBeCloseTo(parameters[2]!.gradient / parameters[2]!.weight, 6);
    expect(measure(curves, 'gradient', 'dense/kernel').values[0]).toBe(parameters[2]!.gradient);
    expect(measure(curves, 'weight').values[0]).toBe((parameters[0]!.weight + parameters[2]!.weight) / 2);
    expect(measure(curves, 'activation').values[0]).toBe(layers[1]!.activation);
    expect(measure(curves, 'activation', 'dense').values[0]).toBe(layers[2]!.activation);
    expect(measure(curves, 'dead').values[0]).toBe(100 * layers[1]!.dead);
    expect(placesOf(plan, 'dead')).toEqual(['relu1']);
  });

  it('is nothing where there is no such place or no probe', () => {
    expect(measure(curves, 'weight', 'gone/kernel').values.length).toBe(0);
    expect(measure(curvesOf('b', []), 'weight').values.length).toBe(0);
  });

  it('is the very same array for the same curves', () => {
    expect(measure(curves, 'devLoss')).toBe(measure(curves, 'devLoss'));
  });
});
