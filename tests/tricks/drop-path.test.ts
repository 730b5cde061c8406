import { beforeAll, describe, expect, it } from 'vitest';
import { takeSteps, tf, tinyRun, useBackend } from '../support/engine';
import { applyLayer, effectsOf, layerGradients } from '../support/tricks';

const MODEL = 'model=resnet&model.width=4';
const layer = () => effectsOf('drop-path').layers![0]!;

describe('drop path', () => {
  beforeAll(() => useBackend('wasm'));

  it.each([
    [0.1, 1],
    [0.5, 1 / 3],
    [0.9, 1],
  ])('with a rate of %d and a share of %d drops whole samples that often and keeps the survivors’ expectation', (rate, share) => {
    const count = 20_000;
    const x = tf.tensor2d(Array.from({ length: 3 * count }, (_, i) => 1 + (i % 3)), [count, 3]);
    const y = [...applyLayer(layer(), { x, config: { share }, numbers: { 'drop-path.rate': rate } }).output.dataSync()];
    const p = rate * share;
    let dropped = 0;
    for (let i = 0; i < count; i++) {
      const row = y.slice(3 * i, 3 * i + 3);
      if (row[0] === 0) {
        expect(row).toEqual([0, 0, 0]);
        dropped++;
      } else row.forEach((value, c) => expect(value).toBeCloseTo((1 + c) / (1 - p), 4));
    }
    expect(Math.abs(dropped / count - p)).toBeLessThan(5 * Math.sqrt((p * (1 - p)) / count));
    const mean = y.filter((_, i) => i % 3 === 0).reduce((sum, value) => sum + value, 0) / count;
    expect(Math.abs(mean - 1)).toBeLessThan(5 * Math.sqrt(p / (1 - p) / count));
  });

  it('sends the gradient back along the branches that were taken', () => {
    const given = { x: tf.ones([7, 2, 2, 3]), config: { share: 1 }, numbers: { 'drop-path.rate': 0.5 } };
    const y = applyLayer(layer(), given).output.dataSync();
    expect(new Set(y)).toEqual(new Set([0, 2]));
    const dx = layerGradients(layer(), given).x!.dataSync();
    y.forEach((value, i) => expect(dx[i]).toBeCloseTo(value * Math.cos(i), 5));
  });

  it('changes nothing at evaluation, and nothing at all with a rate of 0', () => {
    const x = tf.tensor2d([1, -2, 3, 4], [2, 2]);
    expect([...applyLayer(layer(), { x, config: { share: 1 }, training: false }).output.dataSync()]).toEqual([1, -2, 3, 4]);
    expect([...applyLayer(layer(), { x, config: { share: 1 }, numbers: { 'drop-path.rate': 0 } }).output.dataSync()]).toEqual([1, -2, 3, 4]);
  });

  it('ends every branch, with a rate that rises linearly with depth, behind norm and gates', () => {
    const run = tinyRun(`${MODEL}&model.blocks=2&dp&se&norm`);
    expect(takeSteps(run, 2).every(Number.isFinite)).toBe(true);
    run.dispose();
    const { nodes } = run.recipe.network.blueprint;
    const dropped = nodes.filter(({ kind }) => kind === 'drop-path');
    expect(dropped.map(({ config }) => config['share'])).toEqual([1, 2, 3, 4, 5, 6].map((block) => block / 6));
    for (const { name, inputs } of dropped) {
      expect(nodes.filter((node) => node.inputs.includes(name)).map(({ kind, inputs: [first] }) => [kind, first])).toEqual([['add', name]]);
      expect(inputs[0]).toMatch(/squeeze-excite$/);
    }
  });

  it.each(['', 'model=mlp', 'model=logistic'])('says why it cannot act on "%s"', (model) => {
    expect(() => tinyRun(`${model}&dp`)).toThrow(/Drop path cannot act here: only a residual network goes on/);
  });
});
