import { beforeAll, describe, expect, it } from 'vitest';
import { spread } from '../../../src/kernels/ops/spread';
import { reduced } from '../../../src/engine/device-check/references/reductions';
import { spreadReference } from '../../../src/engine/device-check/references/spread';
import { SPREADS } from '../spreads';
import { initBackend, numbers, sizeOf, tf, toBeAllclose } from '../support';

describe.each(['cpu', 'wasm'] as const)('spreading on %s', (backend) => {
  beforeAll(() => initBackend(backend));

  it.each(SPREADS)('from %j to %j, and its gradient', (from, to) => {
    const x = numbers(sizeOf(from));
    const y = spread(tf, tf.tensor(x, from), to, 0.25);
    expect(y.shape).toEqual(to);
    toBeAllclose(y, spreadReference(x, from, to, 0.25));
    const dy = numbers(sizeOf(to), 2);
    const dx = tf.grad((a) => spread(tf, a, to, 0.25))(tf.tensor(x, from), tf.tensor(dy, to));
    expect(dx.shape).toEqual(from);
    const axes = to.flatMap((length, axis) => (from[axis] === length ? [] : [axis]));
    toBeAllclose(dx, reduced(dy, to, axes).map((sum) => sum * 0.25));
  });

  it('of nothing is nothing', () => {
    expect(spread(tf, tf.zeros([1, 0]), [3, 0], 1).shape).toEqual([3, 0]);
  });
});
