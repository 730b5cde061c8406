import { beforeAll, describe, expect, it } from 'vitest';
import type { Predict, PredictContext } from '../../src/core/trick';
import { createOps } from '../../src/kernels';
import { partValues } from '../../src/engine/parameter-groups';
import { takeSteps, tf, tinyRun, useBackend, weightsOf } from '../support/engine';
import { effectsOf } from '../support/tricks';

describe('snapshot ensemble', () => {
  beforeAll(() => useBackend('wasm'));

  /** Networks that answer the same whatever they see: snapshot i with row i. */
  const ROWS = [
    [0.7, 0.2, 0.1],
    [0.1, 0.8, 0.1],
    [0.3, 0.3, 0.4],
    [1e-30, 0.5, 0.5],
  ];
  const PRESENT = [0.2, 0.2, 0.6];

  function ask(last: number, snapshots: number, snapshot?: number): { row: number[]; asked: (number | undefined)[] } {
    const asked: (number | undefined)[] = [];
    const network: Predict = (_, which) => {
      asked.push(which);
      return tf.log(tf.tensor2d([which === undefined ? PRESENT : ROWS[which]!]));
    };
    const context: PredictContext = { tf, ops: createOps(tf), snapshots, augment: (x) => x };
    return { row: [...effectsOf('snapshot-ensemble', { last }).predict!(context, network)(tf.zeros([1, 2]), snapshot).dataSync()], asked };
  }

  const logOfMean = (rows: number[][]) => rows[0]!.map((_, k) => Math.log(rows.reduce((sum, row) => sum + row[k]!, 0) / rows.length));
  const expectClose = (actual: number[], expected: number[]) =>
    expected.forEach((value, k) => expect(Math.abs(actual[k]! - value)).toBeLessThan(1e-5 * Math.max(1, Math.abs(value))));

  it.each([1, 3, 4])('averages the probabilities of the %d that are kept', (kept) => {
    const { row, asked } = ask(3, kept);
    expect(asked).toEqual([0, 1, 2, 3].slice(0, kept));
    expectClose(row, logOfMean(ROWS.slice(0, kept)));
  });

  it('keeps no more than it asks', () => {
    const run = tinyRun('cpc.cycles=5&snap.last=2');
    const weights: Record<string, number[]>[] = [];
    while (!run.finished) {
      takeSteps(run, 1);
      if (run.cycleEnd) weights.push(weightsOf(run));
    }
    expect(weights).toHaveLength(5);
    expect(run.state.layerSnapshots).toHaveLength(2);
    run.state.groups.forEach(({ group, snapshots }) => {
      expect(snapshots).toHaveLength(2);
      snapshots.forEach((tensor, s) => partValues(group, tensor.dataSync<'float32'>()).forEach((values, i) => expect([...values]).toEqual(weights[3 + s]![group.parameters[i]!.path])));
    });
    run.dispose();
  });

  it('asks the network itself where nothing was kept, and a single snapshot where one is asked for', () => {
    expectClose(ask(3, 0).row, logOfMean([PRESENT]));
    expectClose(ask(3, 4, 1).row, logOfMean([ROWS[1]!]));
  });

  it('keeps the network at the end of each cycle', async () => {
    const run = tinyRun('cpc&snap');
    await run.prepare();
    takeSteps(run, run.recipe.steps);
    expect(run.state.layerSnapshots).toHaveLength(3);
    await run.finish();
    expect((await run.evaluate('dev'))!.loss).toBeGreaterThan(0);
    run.dispose();
  });

  it('says why it cannot act under a schedule of one cycle', () => {
    expect(() => tinyRun('snap')).toThrow(/choose a schedule with cycles/);
    expect(() => tinyRun('snap&constant')).toThrow(/choose a schedule with cycles/);
  });
});
