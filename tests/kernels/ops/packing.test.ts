import { beforeAll, describe, expect, it } from 'vitest';
import type { Tensor1D } from '@tensorflow/tfjs-core';
import { packing, type Tensor } from '../../../src/core/ops';
import { createOps } from '../../../src/kernels';
import { initBackend, numbers, random, sizeOf, tf } from '../support';
import { describeOnWebGPU, dispatchesOf, poison } from '../webgpu/support';

const ops = createOps(tf);
const SHAPES = [[3, 3, 1, 16], [16], [1], [65, 7], [33], [64], [], [128, 3], [5], [2, 2]];

function packs(): void {
  it('puts every tensor at its place, with zeros between them, and finds them again', async () => {
    const tensors = SHAPES.map((shape, i) => random(shape, i + 1));
    const { starts, length } = packing(SHAPES.map(sizeOf));
    await poison([length]);
    const vector = ops.pack(tensors);
    const values = await vector.data();
    const expected = new Float32Array(length);
    SHAPES.forEach((shape, i) => expected.set(numbers(sizeOf(shape), i + 1), starts[i]));
    expect([...values]).toEqual([...expected]);
    const parts = ops.unpack(vector, SHAPES);
    expect(parts.map(({ shape }) => shape)).toEqual(SHAPES);
    const doubled = parts.map((part) => tf.mul(part, 2));
    for (const [i, part] of doubled.entries()) expect([...(await part.data())]).toEqual([...numbers(sizeOf(SHAPES[i]!), i + 1)].map((x) => 2 * x));
    expect([...(await parts[3]!.data())]).toEqual([...numbers(65 * 7, 4)]);
  });

  it('renews a tensor, again and again', async () => {
    let held: Tensor = random([70], 1);
    const before = tf.memory().numTensors;
    for (let i = 0; i < 5; i++) {
      held = ops.renew(held, tf.tidy(() => tf.add(held, 1)));
      expect((await held.data())[3]).toBeCloseTo(numbers(70, 1)[3]! + i + 1, 5);
    }
    expect(tf.memory().numTensors).toBe(before);
    expect(ops.renew(held, held)).toBe(held);
  });

  it('renews what a view of it then shows', async () => {
    let vector = ops.pack([random([3], 1), random([70], 2)]);
    vector = ops.renew(vector, tf.tidy(() => tf.mul(vector, 3)));
    const [, second] = ops.unpack(vector, [[3], [70]]);
    expect((await second!.data())[69]).toBeCloseTo(3 * numbers(70, 2)[69]!, 5);
  });
}

describe.each(['cpu', 'wasm'] as const)('packing on %s', (name) => {
  beforeAll(() => initBackend(name));
  packs();
});

await describeOnWebGPU('packing on WebGPU', () => {
  packs();

  it('takes as few dispatches as there are bindings for, and none to unpack', async () => {
    const tensors = Array.from({ length: 20 }, (_, i) => random([i + 1], i + 1));
    for (const tensor of tensors) await tensor.data();
    let vector: Tensor1D;
    expect(dispatchesOf(() => (vector = ops.pack(tensors)))).toBe(3);
    expect(dispatchesOf(() => ops.unpack(vector, [[1], [2]]))).toBe(0);
  });
});
