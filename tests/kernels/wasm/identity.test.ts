import { beforeAll, describe, expect, it } from 'vitest';
import { initBackend, tf } from '../support';

beforeAll(() => initBackend('wasm'));

describe('clone and cast on wasm', () => {
  it('keep the values alive until the last holder lets go', () => {
    const before = tf.memory();
    const x = tf.tensor1d([1, 2, 3]);
    const copy = tf.clone(x);
    const same = tf.cast(copy, 'float32');
    expect(tf.memory().numDataBuffers).toBe(before.numDataBuffers + 1);
    x.dispose();
    copy.dispose();
    tf.fill([3], 7).dispose();
    expect([...same.dataSync()]).toEqual([1, 2, 3]);
    same.dispose();
    expect(tf.memory().numDataBuffers).toBe(before.numDataBuffers);
    expect(tf.memory().numTensors).toBe(before.numTensors);
  });

  it('still convert', () => {
    expect([...tf.cast(tf.tensor1d([1.7, -1.7]), 'int32').dataSync()]).toEqual([1, -1]);
    expect([...tf.cast(tf.tensor1d([0, 3, 0.5, NaN]), 'bool').dataSync()]).toEqual([0, 1, 1, 1]);
    expect(tf.clone(tf.tensor1d(['a', 'b'])).dataSync()).toEqual(['a', 'b']);
  });
});
