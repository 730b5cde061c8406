import { beforeAll, describe, expect, it } from 'vitest';
import { setWeight, takeSteps, tf, tinyRun, useBackend, weightsOf } from '../support/engine';
import { applyLayer, effectsOf, layerGradients } from '../support/tricks';

const KIND = 'squeeze-excite';
const layer = () => effectsOf(KIND).layers![0]!;
const nodesOf = (link: string) => {
  const run = tinyRun(link);
  run.dispose();
  return run.recipe.network.nodes;
};

describe('squeeze-and-excite', () => {
  beforeAll(() => useBackend('wasm'));

  it.each([
    [16, 16],
    [64, 16],
    [10, 4],
    [3, 16],
    [33, 1],
  ])('has 2Ch + C + h parameters for %d channels and a ratio of %d', (channels, ratio) => {
    const hidden = Math.max(1, Math.floor(channels / ratio));
    const sizes = layer().parameters!([[5, 7, channels]], { ratio }).map(({ shape }) => shape.reduce((product, extent) => product * extent, 1));
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(2 * channels * hidden + channels + hidden);
  });

  const weights = {
    'squeeze-kernel': [
      [0.5, -1],
      [0.25, 2],
      [-1, 0.1],
    ],
    'squeeze-bias': [0.1, -0.2],
    'excite-kernel': [
      [1, 0, -2],
      [0.5, 1.5, 3],
    ],
    'excite-bias': [0, 0.3, -0.1],
  };
  const x = Array.from({ length: 2 * 2 * 5 * 3 }, (_, i) => Math.sin(i) + 0.3);

  /** In float64, sample by sample. */
  function reference(values: readonly number[]): number[] {
    const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));
    return [0, 1].flatMap((sample) => {
      const own = values.slice(30 * sample, 30 * (sample + 1));
      const means = [0, 1, 2].map((c) => own.filter((_, i) => i % 3 === c).reduce((sum, value) => sum + value, 0) / 10);
      const dense = (input: readonly number[], kernel: readonly number[][], bias: readonly number[]) =>
        bias.map((start, output) => input.reduce((sum, value, i) => sum + value * kernel[i]![output]!, start));
      const hidden = dense(means, weights['squeeze-kernel'], weights['squeeze-bias']).map((value) => Math.max(0, value));
      const gates = dense(hidden, weights['excite-kernel'], weights['excite-bias']).map(sigmoid);
      return own.map((value, i) => value * gates[i % 3]!);
    });
  }

  it.each(['cpu', 'wasm'] as const)('scales each channel by its gate, and has the gradient of that, on %s', async (backend) => {
    await useBackend(backend);
    const tensors = Object.fromEntries(Object.entries(weights).map(([name, values]) => [name, tf.tensor(values)]));
    const given = { x: tf.tensor(x, [2, 2, 5, 3]), weights: tensors };
    const y = applyLayer(layer(), given).output.dataSync();
    reference(x).forEach((value, i) => expect(y[i]).toBeCloseTo(value, 5));
    const dx = layerGradients(layer(), given).x!.dataSync();
    const step = 1e-5;
    for (const i of [0, 1, 2, 29, 30, 59]) {
      const shifted = (shift: number) => reference(x.map((value, j) => (j === i ? value + shift : value)));
      const total = (shift: number) => shifted(shift).reduce((sum, value, j) => sum + value * Math.cos(j), 0);
      expect(dx[i]).toBeCloseTo((total(step) - total(-step)) / (2 * step), 4);
    }
  });

  it('follows the activation of every stage of a CNN', () => {
    const names = nodesOf('se').map(({ name }) => name);
    expect(names.slice(0, 6)).toEqual(['conv1', 'relu1', `relu1-${KIND}`, 'pool1', 'conv2', 'relu2']);
    expect(names.filter((name) => name.endsWith(KIND))).toHaveLength(2);
  });

  it('acts once in each block of a residual network, on the branch or after the sum', () => {
    const inputsOf = (link: string, node: string) => {
      const run = tinyRun(link);
      run.dispose();
      return run.recipe.network.blueprint.nodes.find(({ name }) => name === node)!.inputs;
    };
    const model = 'model=resnet&model.width=4&model.blocks=2';
    const count = (link: string) => nodesOf(link).filter(({ kind }) => kind === KIND).length;
    expect([count(`${model}&se`), count(`${model}&se.place=block`)]).toEqual([6, 6]);
    expect(inputsOf(`${model}&se`, 'stage1-block1-add')).toEqual([`stage1-block1-add-${KIND}`, 'stem-relu']);
    expect(inputsOf(`${model}&se`, `stage1-block1-add-${KIND}`)).toEqual(['stage1-block1-conv2-norm']);
    expect(inputsOf(`${model}&se.place=block`, `stage1-block1-add-${KIND}`)).toEqual(['stage1-block1-relu2']);
  });

  it('begins with gates near one, and learns', () => {
    const run = tinyRun('se.ratio=1');
    const before = weightsOf(run);
    for (const bias of before[`relu1-${KIND}/excite-bias`]!) expect(1 / (1 + Math.exp(-bias))).toBeCloseTo(0.95, 2);
    expect(takeSteps(run, 3).every(Number.isFinite)).toBe(true);
    const after = weightsOf(run);
    for (const name of ['squeeze-kernel', 'excite-kernel', 'excite-bias']) {
      const path = `relu2-${KIND}/${name}`;
      expect(after[path]).not.toEqual(before[path]);
    }
    run.dispose();
  });

  it('passes everything on where the gates are wide open', () => {
    const [plain, open] = ['', 'se'].map((link) => tinyRun(link));
    for (const stage of [1, 2]) {
      setWeight(open!, `relu${stage}-${KIND}/excite-kernel`, (values) => values.map(() => 0));
      setWeight(open!, `relu${stage}-${KIND}/excite-bias`, (values) => values.map(() => 40));
    }
    expect(takeSteps(open!, 1)[0]).toBeCloseTo(takeSteps(plain!, 1)[0]!, 6);
    plain!.dispose();
    open!.dispose();
  });

  it.each(['model=mlp', 'model=logistic'])('says why it cannot act on %s', (model) => {
    expect(() => tinyRun(`${model}&se`)).toThrow(/Squeeze-and-excite cannot act here: this network has no convolutions/);
  });
});
