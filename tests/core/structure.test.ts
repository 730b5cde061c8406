import { describe, expect, it } from 'vitest';
import { catalogue } from '../../src/catalogue';
import type { Blueprint, LayerNode } from '../../src/core/blueprint';
import { defaultsOf, type AnyValues } from '../../src/core/fields';
import { activationOf, configure, groupsOf, hiddenLayers, insertOnBranch, isNorm, removeNode, residualSums } from '../../src/core/structure';

function build(model: string, settings: AnyValues = {}): Blueprint {
  const { fields, build: make } = catalogue.models[model]!;
  return make({ ...defaultsOf(fields), ...settings }, { shape: [8, 8, 1], classes: 4 });
}

const names = (nodes: readonly LayerNode[]) => nodes.map(({ name }) => name);
const find = (blueprint: Blueprint, name: string) => blueprint.nodes.find((node) => node.name === name)!;

describe('the structure of a network', () => {
  it('hidden layers are those with kernels, without the heads', () => {
    expect(names(hiddenLayers(build('cnn')))).toEqual(['conv1', 'conv2', 'hidden']);
    expect(names(hiddenLayers(build('logistic')))).toEqual([]);
    expect(hiddenLayers(build('resnet'))).toHaveLength(9);
  });

  it('groups of channels are as many as asked for, or the next smaller number that divides them', () => {
    expect([groupsOf(16, { groups: 8 }), groupsOf(12, { groups: 8 }), groupsOf(4, { groups: 8 }), groupsOf(7, { groups: 4 })]).toEqual([8, 6, 4, 1]);
  });

  it('the activation of a layer is found behind its norm, and not across a sum or a fork', () => {
    const resnet = build('resnet');
    expect(activationOf(resnet, 'stem')?.name).toBe('stem-relu');
    expect(activationOf(resnet, 'stage1-block1-add')?.name).toBe('stage1-block1-relu2');
    expect(activationOf(resnet, 'stage1-block1-conv2')).toBeUndefined();
    expect(activationOf(resnet, 'stem-relu')).toBeUndefined();
    expect(activationOf(resnet, 'output')).toBeUndefined();
    expect(activationOf(build('cnn'), 'conv1')?.name).toBe('relu1');
  });

  it('a node on a branch comes before the sum and leaves the shortcut alone', () => {
    const [sum] = residualSums(build('resnet'));
    const changed = insertOnBranch(build('resnet'), sum!.name, { name: 'new', kind: 'activation', config: {} });
    expect(find(changed, 'new').inputs).toEqual([sum!.inputs[0]]);
    expect(find(changed, sum!.name).inputs).toEqual(['new', sum!.inputs[1]]);
    expect(names(changed.nodes).indexOf('new')).toBe(names(changed.nodes).indexOf(sum!.name) - 1);
  });

  it('norms can be taken out, one by one, even before a head', () => {
    const resnet = build('resnet');
    const bare = resnet.nodes.filter(isNorm).reduce(removeNode, resnet);
    expect(bare.nodes.some(isNorm)).toBe(false);
    expect(find(bare, 'stage2-block1-add').inputs).toEqual(['stage2-block1-conv2', 'stage2-block1-shortcut']);
    const last = find(build('mlp'), 'output');
    expect(removeNode(build('mlp'), last).heads).toEqual({ main: 'activation2' });
  });

  it('settings of one node can be changed', () => {
    const changed = configure(build('cnn'), 'conv1', { stride: 2 });
    expect(find(changed, 'conv1').config).toEqual({ filters: 16, size: 3, stride: 2 });
    expect(find(changed, 'conv2')).toEqual(find(build('cnn'), 'conv2'));
  });
});
