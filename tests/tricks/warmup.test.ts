import { describe, expect, it } from 'vitest';
import { clockAt } from '../../src/core/clock';
import { effectsOf } from '../support/tricks';

const point = { factor: 1, cycle: 0, phase: 0 };

describe('warm-up', () => {
  it('multiplies whatever rate there is by f + (1 − f)·min(1, e/w)', () => {
    const { knobs } = effectsOf('warmup', { epochs: 2, from: 0.1 });
    const at = (step: number) => knobs!({ lr: 3, other: 5 }, clockAt(step, 100, 10), point);
    expect(at(0)['lr']).toBeCloseTo(0.3);
    expect(at(10)['lr']).toBeCloseTo(3 * 0.55);
    expect(at(20)['lr']).toBeCloseTo(3);
    expect(at(90)).toEqual({ lr: 3, other: 5 });
  });

  it('of no length changes nothing', () => {
    expect(effectsOf('warmup', { epochs: 0 }).knobs!({ lr: 1 }, clockAt(0, 10, 10), point)).toEqual({ lr: 1 });
  });
});
