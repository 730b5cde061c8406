import { beforeAll, describe, expect, it } from 'vitest';
import type { Rank, Tensor1D, Tensor4D } from '@tensorflow/tfjs-core';
import type { Ops } from '../../../src/core/ops';
import { ODD_SHAPES } from '../policies';
import { initBackend, random, tf } from '../support';

describe.each(['cpu', 'wasm'] as const)('pasting on %s', (backend) => {
  let ops: Ops;
  beforeAll(async () => {
    ops = await initBackend(backend);
  });

  const BOXES = [
    [0, 0, 1, 1],
    [1, 2, 3, 5],
    [-2, -1, 2, 40],
    [2, 2, 2, 9],
    [3, 0, 1, 9],
    [0, 0, 100, 100],
    [0.5, 0, 1.5, 2],
  ];

  it.each(ODD_SHAPES)('fills boxes of %i×%i×%i with a colour or with other pixels', (...shape) => {
    const [height, width, channels] = shape;
    const x = random([BOXES.length, ...shape], 1) as Tensor4D;
    const others = random([BOXES.length, ...shape], 2) as Tensor4D;
    const colour = random([channels], 3) as Tensor1D;
    const inBox = (i: number, [top, left, bottom, right]: readonly number[]) => {
      const [row, column] = [Math.floor(i / channels / width) % height, Math.floor(i / channels) % width];
      return row >= top! && row < bottom! && column >= left! && column < right!;
    };
    const size = height * width * channels;
    const expected = (boxes: number[][], filling: (i: number) => number) =>
      [...x.dataSync()].map((value, i) => (inBox(i, boxes[Math.floor(i / size) % boxes.length]!) ? filling(i) : value));
    expect([...ops.paste(x, others, tf.tensor2d(BOXES)).dataSync()]).toEqual(expected(BOXES, (i) => others.dataSync()[i]!));
    expect([...ops.paste(x, colour, tf.tensor2d(BOXES)).dataSync()]).toEqual(expected(BOXES, (i) => colour.dataSync()[i % channels]!));
    const [one] = [BOXES.slice(1, 2)];
    expect([...ops.paste(x, others, tf.tensor2d(one)).dataSync()]).toEqual(expected(one, (i) => others.dataSync()[i]!));
  });

  it('leaves NaN where it is and brings it along', () => {
    const result = ops.paste(tf.tensor4d([NaN, 1, 2], [1, 1, 3, 1]), tf.tensor4d([5, NaN, NaN], [1, 1, 3, 1]), tf.tensor2d([[0, 1, 1, 2]]));
    expect([...result.dataSync()]).toEqual([NaN, NaN, 2]);
  });

  it('wants what fits', () => {
    const x = tf.zeros<Rank.R4>([2, 3, 3, 1]);
    expect(() => ops.paste(x, tf.zeros<Rank.R1>([2]), tf.zeros([2, 4]))).toThrow('fill boxes');
    expect(() => ops.paste(x, tf.zeros<Rank.R1>([1]), tf.zeros([3, 4]))).toThrow('boxes');
  });
});
