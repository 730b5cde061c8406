import { beforeAll, describe, expect, it } from 'vitest';
import { takeSteps, tinyRun, useBackend, weightsOf } from '../support/engine';
import type { Run } from '../../src/engine/run';

const RESNET = 'model=resnet&model.width=4';

/** Runs whose first steps are finite; the caller disposes them. */
function runOf(link: string): Run {
  const run = tinyRun(link);
  expect(takeSteps(run, 2).every(Number.isFinite), link).toBe(true);
  return run;
}

const kindsOf = (link: string) => {
  const run = runOf(link);
  run.dispose();
  return run.recipe.network.nodes.filter(({ kind }) => kind.endsWith('-norm')).map(({ name, kind }) => `${name} ${kind}`);
};

const blueprintOf = (link: string) => {
  const run = tinyRun(link);
  run.dispose();
  return run.recipe.network.blueprint;
};

describe('normalisation', () => {
  beforeAll(() => useBackend('wasm'));

  it.each(['batch', 'layer', 'group'])('%s follows every hidden layer of every model, before its activation', (kind) => {
    const suffix = kind === 'batch' ? 'batch-norm' : 'group-norm';
    expect(kindsOf(`norm.kind=${kind}`)).toEqual(['conv1', 'conv2', 'hidden'].map((layer) => `${layer}-norm ${suffix}`));
    expect(kindsOf(`model=mlp&norm.kind=${kind}`)).toEqual(['dense1', 'dense2'].map((layer) => `${layer}-norm ${suffix}`));
    for (const norm of ['batch', 'none']) expect(kindsOf(`${RESNET}&model.norm=${norm}&norm.kind=${kind}`)).toHaveLength(9);
  });

  it('gives the same network whatever norm the model has by itself', () => {
    const mine = (kind: string, norm: string) => blueprintOf(`${RESNET}&model.norm=${norm}&norm.kind=${kind}`);
    for (const kind of ['layer', 'group', 'batch']) expect(mine(kind, 'none')).toEqual(mine(kind, 'batch'));
    expect(mine('none', 'batch')).toEqual(blueprintOf(`${RESNET}&model.norm=none`));
  });

  it('leaves paths and initial values of the kernels as they are', () => {
    const kernels = (link: string) => {
      const run = tinyRun(link);
      const weights = Object.entries(weightsOf(run)).filter(([path]) => path.endsWith('/kernel'));
      run.dispose();
      return Object.fromEntries(weights);
    };
    for (const kind of ['batch', 'group']) expect(kernels(`norm.kind=${kind}`)).toEqual(kernels(''));
    for (const kind of ['none', 'layer']) expect(kernels(`${RESNET}&norm.kind=${kind}`)).toEqual(kernels(RESNET));
  });

  it('takes the bias from layers that a norm follows, and gives it back without norms', () => {
    const biases = (link: string) => {
      const run = tinyRun(link);
      run.dispose();
      return run.recipe.network.parameters.filter(({ role }) => role === 'bias').map(({ path }) => path);
    };
    expect(biases('norm')).toEqual(['output/bias']);
    expect(biases(`${RESNET}&norm.kind=none`)).toHaveLength(10);
  });

  it('starts the last γ of every branch at zero, so that a block is the identity', () => {
    const gammas = (link: string) => {
      const run = tinyRun(link);
      const weights = weightsOf(run);
      run.dispose();
      return Object.entries(weights)
        .filter(([path, values]) => path.endsWith('/gamma') && values.every((value) => value === 0))
        .map(([path]) => path);
    };
    const last = [1, 2, 3].map((stage) => `stage${stage}-block1-conv2-norm/gamma`);
    for (const kind of ['batch', 'group', 'layer']) expect(gammas(`${RESNET}&norm.kind=${kind}`)).toEqual(last);
    expect(gammas(`${RESNET}&norm.kind=group&norm.zeroGamma=off`)).toEqual([]);
    expect(gammas(`${RESNET}&norm&se&dp`)).toEqual(last);
  });

  it('says why it cannot act', () => {
    expect(() => tinyRun('model=logistic&norm')).toThrow(/Normalisation cannot act here: this network has no hidden layers/);
    expect(() => tinyRun('norm.kind=none')).toThrow(/this network has no normalisation anyway/);
    expect(() => tinyRun(`${RESNET}&norm.zeroGamma=off`)).toThrow(/this network has just that normalisation already/);
    expect(() => tinyRun(`${RESNET}&qw&norm.kind=none`)).toThrow(/quantised weights need batch norm/);
  });

  it.each(['batch', 'layer', 'group'])('with quantised weights, one norm a layer is enough: %s', (kind) => {
    expect(kindsOf(`qw&norm.kind=${kind}`)).toHaveLength(3);
  });

  it('of single samples makes evaluation independent of the batch', async () => {
    const run = runOf('norm.kind=group');
    expect(run.recipe.network.states).toEqual([]);
    expect((await run.evaluate('dev'))!.loss).toBeGreaterThan(0);
    run.dispose();
  });
});
