import { beforeAll, expect, it } from 'vitest';
import { distance, takeSteps, tinyRun, useBackend, weightsOf } from '../support/engine';
import { anyParameter, effectsOf } from '../support/tricks';

beforeAll(() => useBackend('wasm'));

it('layer-wise rates go from the given share at the input to one at the output, evenly on a log scale', () => {
  const { rates } = effectsOf('layer-wise-rates', { first: 0.01 });
  [0, 0.5, 1].forEach((depth, i) => expect(rates!({ ...anyParameter, depth })).toBeCloseTo([0.01, 0.1, 1][i]!, 12));
});

it('a share of 0 freezes the first layer alone', () => {
  const run = tinyRun('lwr.first=0');
  const before = weightsOf(run);
  takeSteps(run, 3);
  const after = weightsOf(run);
  expect(after['conv1/kernel']).toEqual(before['conv1/kernel']);
  expect(distance({ w: after['output/kernel']! }, { w: before['output/kernel']! })).toBeGreaterThan(0);
  run.dispose();
});
