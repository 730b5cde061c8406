import { describe, expect, it } from 'vitest';
import { catalogue } from '../../src/catalogue';
import { BlueprintBuilder, type Blueprint } from '../../src/core/blueprint';
import { BlueprintError, estimateMemory, planNetwork, sizeOf } from '../../src/core/network';

const plan = (blueprint: Blueprint) => planNetwork(blueprint, catalogue.layers);
const chain = (shape: readonly number[] = [28, 28, 1]) => new BlueprintBuilder(shape, 10);

/** 28×28×1 → conv 3×3×16 → pool → conv 3×3×32 → pool → dense 64 → dense 10. */
const cnn = plan(
  catalogue.models['cnn']!.build({ width: 16, depth: 2, hidden: 64, downsampling: 'pooling' }, { shape: [28, 28, 1], classes: 10 }),
);

describe('the plan of a network', () => {
  it('knows shapes and counts of the reference CNN', () => {
    const shapes = Object.fromEntries(cnn.nodes.map(({ name, shape }) => [name, shape]));
    expect(shapes).toMatchObject({ conv1: [28, 28, 16], pool1: [14, 14, 16], conv2: [14, 14, 32], pool2: [7, 7, 32], hidden: [64], output: [10] });
    const counts = { conv1: 9 * 16 + 16, conv2: 9 * 16 * 32 + 32, hidden: 7 * 7 * 32 * 64 + 64, output: 64 * 10 + 10 };
    expect(Object.fromEntries(cnn.nodes.filter(({ parameters }) => parameters > 0).map(({ name, parameters }) => [name, parameters]))).toEqual(counts);
    expect(cnn.parameterCount).toBe(Object.values(counts).reduce((sum, count) => sum + count, 0));
  });

  it('counts the multiply–adds of one sample', () => {
    expect(cnn.multiplyAdds).toBe(28 * 28 * 9 * 16 + 14 * 14 * 9 * 16 * 32 + 7 * 7 * 32 * 64 + 64 * 10);
  });

  it('gives each parameter its path, its role, its depth and whether it belongs to a head', () => {
    expect(cnn.parameters.map(({ path, role, head }) => [path, role, head])).toEqual([
      ['conv1/kernel', 'kernel', false],
      ['conv1/bias', 'bias', false],
      ['conv2/kernel', 'kernel', false],
      ['conv2/bias', 'bias', false],
      ['hidden/kernel', 'kernel', false],
      ['hidden/bias', 'bias', false],
      ['output/kernel', 'kernel', true],
      ['output/bias', 'bias', true],
    ]);
    expect(cnn.parameters.map(({ depth }) => depth)).toEqual([0, 0, 1 / 3, 1 / 3, 2 / 3, 2 / 3, 1, 1]);
    expect(cnn.parameters.map(({ layersAfter }) => layersAfter)).toEqual([3, 3, 2, 2, 1, 1, 0, 0]);
  });

  it('counts a norm to the layer before it and all heads as one layer', () => {
    const convolved = chain().add('conv', 'convolution', { filters: 4, size: 3 }).add('norm', 'batch-norm');
    const blueprint = convolved.add('hidden', 'dense', { units: 3 }).add('output', 'dense', { units: 10 }).build();
    const aside = { name: 'aside', kind: 'dense', inputs: ['norm'], config: { units: 10 } };
    const { parameters } = plan({ ...blueprint, nodes: [...blueprint.nodes, aside], heads: { ...blueprint.heads, aside: 'aside' } });
    const after = Object.fromEntries(parameters.map(({ node, layersAfter }) => [node, layersAfter]));
    expect(after).toEqual({ conv: 2, norm: 2, hidden: 1, output: 0, aside: 0 });
  });

  it('gives the statistics of normalisation as state, not as parameters', () => {
    const { states, parameters } = plan(chain().add('conv', 'convolution', { filters: 4, size: 3, stride: 1 }).add('norm', 'batch-norm').add('output', 'dense', { units: 10 }).build());
    expect(states.map(({ path }) => path).sort()).toEqual(['norm/mean', 'norm/variance']);
    expect(parameters.filter(({ node }) => node === 'norm').every(({ role }) => role === 'norm')).toBe(true);
  });

  it('puts a single layer at full depth', () => {
    expect(plan(chain().add('output', 'dense', { units: 10 }).build()).parameters.map(({ depth }) => depth)).toEqual([1, 1]);
  });
});

describe('a network that cannot be built is refused', () => {
  const dense = { kind: 'dense', config: { units: 2 } };
  const of = (nodes: Blueprint['nodes'], heads: Blueprint['heads'] = { main: nodes.at(-1)!.name }): Blueprint => ({ input: [4], classes: 2, nodes, heads });

  it.each([
    ['for a layer that is not known', of([{ name: 'a', kind: 'attention', inputs: ['input'], config: {} }]), /layer "attention", which is not known/],
    ['for a layer that reads what comes later', of([{ name: 'a', inputs: ['b'], ...dense }, { name: 'b', inputs: ['input'], ...dense }]), /reads "b", which does not come before it/],
    ['for two layers of one name', of([{ name: 'a', inputs: ['input'], ...dense }, { name: 'a', inputs: ['a'], ...dense }]), /Two layers are called "a"/],
    ['for a head without a node', of([{ name: 'a', inputs: ['input'], ...dense }], { main: 'z' }), /Head "main" reads "z"/],
    ['for a picture that vanishes', chain([2, 2, 1]).add('p', 'max-pooling', { size: 2, stride: 2, padding: 'valid' }).add('q', 'max-pooling', { size: 2, stride: 2, padding: 'valid' }).build(), /too small/],
  ])('%s', (_, blueprint, sentence) => {
    expect(() => plan(blueprint)).toThrow(BlueprintError);
    expect(() => plan(blueprint)).toThrow(sentence);
  });
});

describe('sizes', () => {
  it('are products, 1 for a scalar', () => {
    expect([sizeOf([]), sizeOf([3]), sizeOf([28, 28, 3])]).toEqual([1, 3, 2352]);
  });

  it('of memory grow with the batch and with what the optimizer keeps', () => {
    expect(estimateMemory(cnn, 256, 1) - estimateMemory(cnn, 128, 1)).toBe(4 * 2 * 128 * cnn.activations);
    expect(estimateMemory(cnn, 128, 2) - estimateMemory(cnn, 128, 1)).toBe(4 * cnn.parameterCount);
  });
});
