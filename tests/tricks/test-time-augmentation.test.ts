import { beforeAll, describe, expect, it } from 'vitest';
import type { Tensor2D } from '@tensorflow/tfjs-core';
import { catalogue } from '../../src/catalogue';
import type { Predict, PredictContext, Situation } from '../../src/core/trick';
import { createOps } from '../../src/kernels';
import { tf, tinyRun, useBackend } from '../support/engine';
import { effectsOf } from '../support/tricks';

describe('test-time augmentation', () => {
  beforeAll(() => useBackend('wasm'));

  /** Of two logits, the first is the sample's number; copy i of a sample has the number i + 1 added. */
  function ask(values: { copies?: number; original?: boolean }, samples: number[]): { rows: number[][]; copies: number[] } {
    const copies: number[] = [];
    const augment = (x: ReturnType<typeof tf.tensor>, copy: number) => {
      copies.push(copy);
      return tf.add(x, copy + 1);
    };
    const context: PredictContext = { tf, ops: createOps(tf), snapshots: 0, augment };
    const network: Predict = (x) => tf.logSoftmax(tf.concat([x as Tensor2D, tf.zerosLike(x as Tensor2D)], 1));
    const predict = effectsOf('test-time-augmentation', values).predict!(context, network);
    return { rows: predict(tf.tensor2d(samples, [samples.length, 1])).arraySync(), copies };
  }

  const SAMPLES = [0.3, -2, 50];
  const expected = (sample: number, changes: number[]) => {
    const probability = changes.reduce((sum, change) => sum + 1 / (1 + Math.exp(-(sample + change))), 0) / changes.length;
    const rest = changes.reduce((sum, change) => sum + 1 / (1 + Math.exp(sample + change)), 0) / changes.length;
    return [Math.log(probability), Math.log(rest)];
  };

  it.each([
    [{}, [1, 2, 3, 4]],
    [{ original: true }, [0, 1, 2, 3, 4]],
    [{ copies: 1 }, [1]],
    [{ copies: 0 }, [0]],
    [{ copies: 0, original: true }, [0]],
  ])('with %j is the mean of the probabilities under the changes %j, 0 being none', (values, changes) => {
    const { rows, copies } = ask(values, SAMPLES);
    expect(copies).toEqual(changes.filter((change) => change > 0).map((change) => change - 1));
    rows.forEach((row, i) => {
      const wanted = expected(SAMPLES[i]!, changes);
      row.forEach((value, k) => expect(Math.abs(value - wanted[k]!)).toBeLessThan(1e-5 * Math.max(1, Math.abs(value))));
    });
  });

  it('says why it cannot act without an augmentation', () => {
    expect(() => tinyRun('tta')).toThrow(/no augmentation is on/);
  });

  it('acts where another trick augments', () => {
    const { applies } = catalogue.tricks['test-time-augmentation']!;
    const augment = { stage: 'geometry', apply: (_: unknown, x: never) => x } as const;
    const declaration = { ...catalogue.tricks['mixup']!, effects: () => ({ augment }) };
    const situation = { data: { classes: 4, shape: [8, 8, 1] }, tricks: { shift: {} }, declaration: () => declaration } as unknown as Situation;
    expect(applies!(situation)).toBe(true);
  });
});
