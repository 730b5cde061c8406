import { beforeAll, describe, expect, it } from 'vitest';
import type { Ops } from '../../../src/core/ops';
import { initBackend, tf } from '../support';

describe.each([
  ['cpu', false],
  ['wasm', false],
  ['cpu', true],
  ['wasm', true],
] as const)('one-hot on %s, safe mode %s', (backend, safeMode) => {
  let ops: Ops;
  beforeAll(async () => {
    ops = await initBackend(backend, { safeMode });
  });

  it('has a one in the place of each label', () => {
    const targets = ops.oneHot(tf.tensor1d([2, 0, 1], 'int32'), 3);
    expect([targets.shape, targets.dtype]).toEqual([[3, 3], 'float32']);
    expect([...targets.dataSync()]).toEqual([0, 0, 1, 1, 0, 0, 0, 1, 0]);
  });

  it('has none for a label that is no class', () => {
    expect([...ops.oneHot(tf.tensor1d([-1, 3, 2], 'int32'), 3).dataSync()]).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 1]);
  });
});
