import { expect, it } from 'vitest';
import { clockAt } from '../../src/core/clock';
import { effectsOf } from '../support/tricks';

it.each([
  ['none', 512, 1],
  ['linear', 512, 4],
  ['linear', 32, 0.25],
  ['linear', 128, 1],
  ['sqrt', 512, 2],
  ['sqrt', 32, 0.5],
])('%s scaling of the rate at a batch of %d multiplies it by %d, and nothing else', (scaling, batchSize, factor) => {
  const { knobs } = effectsOf('batch-size', { scaling }, { batchSize });
  const before = { lr: 0.3, 'label-smoothing.epsilon': 0.1 };
  expect(knobs!(before, clockAt(3, 10, 5), { factor: 1, cycle: 0, phase: 0.3 })).toEqual({ ...before, lr: 0.3 * factor });
});
