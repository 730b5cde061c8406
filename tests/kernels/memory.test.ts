import { describe, expect, it } from 'vitest';
import type { Rank, Scalar, Tensor2D, Tensor4D, Variable } from '@tensorflow/tfjs-core';
import type { Ops, Tensor } from '../../src/core/ops';
import { initBackend, random, tf } from './support';

/** A net that touches every kernel of ours: convolutions of all kinds, pooling, batch norm, broadcasts, data movement, random numbers. */
function network(ops: Ops) {
  const kernels = { stem: [3, 3, 2, 4], strided: [3, 3, 4, 6], point: [1, 1, 4, 6], depth: [3, 3, 6, 1], head: [6, 3] };
  const shapes = { ...kernels, gamma: [4], beta: [4], bias: [3] };
  const variables = Object.entries(shapes).map(([name, shape], i) => [name, tf.variable(random(shape, i))]);
  const weights = Object.fromEntries(variables) as Record<keyof typeof shapes, Variable> & Record<'gamma' | 'beta', Variable<Rank.R1>>;
  const store = ops.createPixelStore(16, 7 * 7 * 2);
  ops.writePixels(store, 98, 0, Uint8Array.from({ length: 16 * 98 }, (_, i) => (i * 7919) % 251));
  const running = { mean: tf.tensor1d([0, 0, 0, 0]), variance: tf.tensor1d([1, 1, 1, 1]) };
  const [scale, shift] = [tf.tensor1d([2, 3]), tf.tensor1d([-1, 0])];
  const labels = tf.tensor1d([0, 1, 2, 0, 1], 'int32');
  const loss = (step: number) => {
    const key = tf.tensor1d([step, 5], 'int32');
    let x: Tensor = tf.reverse(ops.gatherPixels(store, tf.tensor1d([3, 1, step % 16, 0, 9], 'int32'), [7, 7, 2]), 2);
    x = tf.add(tf.gather(x, tf.tensor1d([4, 3, 2, 1, 0], 'int32')), tf.mul(0.01, ops.normal(key, x.shape)));
    x = ops.affine(x, scale, shift);
    x = tf.conv2d(x as Tensor4D, weights.stem as unknown as Tensor4D, 1, 'same');
    x = tf.relu(ops.batchNorm(x, weights.gamma, weights.beta, running, { epsilon: 1e-5, momentum: 0.1 }).y);
    x = tf.add(
      tf.conv2d(x as Tensor4D, weights.strided as unknown as Tensor4D, 2, 'same'),
      tf.conv2d(x as Tensor4D, weights.point as unknown as Tensor4D, 2, 'same'),
    );
    x = tf.concat(tf.split(tf.depthwiseConv2d(x as Tensor4D, weights.depth as unknown as Tensor4D, 1, 'same'), 2, 3), 3);
    x = tf.mul(tf.maxPool(x as Tensor4D, 2, 2, 'same'), tf.avgPool(x as Tensor4D, 2, 2, 'same'));
    x = tf.mul(x, tf.broadcastTo(tf.max(x, [1, 2], true), x.shape));
    x = tf.mul(tf.mean(x, [1, 2]), tf.cast(tf.greater(ops.uniform(key, [5, 6]), 0.1), 'float32'));
    const logits = tf.add<Tensor2D>(tf.matMul(x, weights.head), weights.bias);
    ops.rms([x, logits, weights.stem]);
    return tf.mean<Scalar>(ops.crossEntropy(logits, ops.oneHot(labels, 3)));
  };
  return { loss, list: Object.values(weights) };
}

describe.each(['cpu', 'wasm'] as const)('memory on %s', (backend) => {
  it('is the same after 20 steps and after 500, and all free when the network is gone', { timeout: 60_000 }, async () => {
    const ops = await initBackend(backend);
    const tensors = () => [tf.memory().numTensors, tf.memory().numDataBuffers, tf.memory().numBytes];
    /** Where a new megabyte would go: blocks that steps have not freed are in its way. (So are the weights, here and there, as long as they live.) */
    const heap = () => {
      if (backend === 'cpu') return [];
      const wasm = tf.backend() as unknown as { wasm: { HEAPU8: Uint8Array }; getMemoryOffset(id: object): number };
      const probe = tf.fill([2 ** 18], 0);
      const state = [wasm.wasm.HEAPU8.length, wasm.getMemoryOffset(probe.dataId)];
      probe.dispose();
      return state;
    };
    const train = (steps: number) => {
      tf.engine().startScope();
      const { loss, list } = network(ops);
      let last = 0;
      for (let i = 0; i < steps; i++) {
        tf.tidy(() => {
          const { value, grads } = tf.variableGrads(() => loss(i), list);
          for (const variable of list) variable.assign(tf.sub(variable, tf.mul(1e-4, grads[variable.name]!)));
          last = value.dataSync()[0]!;
        });
      }
      expect(Number.isFinite(last)).toBe(true);
      const during = tensors();
      tf.dispose(list);
      tf.engine().endScope();
      return { during, after: tensors(), heap: heap() };
    };
    const few = train(20);
    expect(train(500)).toEqual(few);
  });
});
