import { expect, it } from 'vitest';
import { clockAt } from '../../src/core/clock';
import { effectsOf } from '../support/tricks';

it('reduce on plateau cuts the rate after more than n evaluations without a new best', () => {
  const { schedule } = effectsOf('reduce-on-plateau', { factor: 0.1, patience: 1 });
  let state = schedule!.init!;
  const seen = [1, 0.5, 0.6, 0.55, 0.7, 0.49995, 0.4, 0.4].map((loss) => {
    state = schedule!.observe!(state, { loss, accuracy: 0, samples: 1 });
    return schedule!.at(clockAt(0, 10, 10), state).factor;
  });
  // 0.6 is forgiven, 0.55 is not; after the cut 0.7 is forgiven; 0.49995 is better, but by less than the threshold of 1e-4, and is not
  [1, 1, 1, 0.1, 0.1, 0.01, 0.01, 0.01].forEach((factor, i) => expect(seen[i]).toBeCloseTo(factor, 12));
  expect(schedule!.at(clockAt(5, 10, 10), state)).toMatchObject({ cycle: 0, phase: 0.5 });
});
