import { insertAfter, type Blueprint, type LayerConfig, type LayerNode } from '../core/blueprint';
import { boolean, choice, integer, type Values } from '../core/fields';
import { configure, hiddenLayers, isNorm, removeNode, residualSums } from '../core/structure';
import { declareTrick } from '../core/trick';

const fields = {
  kind: choice({
    label: 'Kind',
    help: 'Over what the mean and the spread are taken: a channel over the whole batch, all channels of one sample, or a group of channels of one sample.',
    default: 'batch',
    options: [
      { value: 'none', label: 'None' },
      { value: 'batch', label: 'Batch' },
      { value: 'layer', label: 'Layer' },
      { value: 'group', label: 'Group' },
    ],
  }),
  groups: integer({
    label: 'Groups',
    help: 'For group norm: how many groups the channels form, or the next smaller number that divides them.',
    default: 8,
    min: 1,
    max: 64,
    scale: 'log',
  }),
  zeroGamma: boolean({
    label: 'Zero-γ',
    help: 'Start the last scale of every residual branch at zero, so that each block begins as the identity.',
    default: true,
  }),
};

export const normalisation = declareTrick({
  id: 'normalisation',
  key: 'norm',
  title: 'Normalisation',
  group: 'architecture',
  exclusive: 'normalisation',
  summary: 'After every hidden layer the signal is shifted and scaled to mean 0 and deviation 1, whatever the weights are.',
  advice:
    'Makes deep networks trainable at large rates: compare the scales of the layers with and without. Batch norm is best from some 16 samples a batch on; group norm does not care about the batch. This setting takes the place of the model’s own, and layers lose their bias where a norm follows that has one. Layer norm is taken over all positions and channels of a sample, as first published.',
  formula: String.raw`y = \gamma \cdot \frac{x - \mu}{\sqrt{\sigma^2 + 10^{-5}}} + \beta`,
  source: { citation: 'Ioffe & Szegedy 2015 (batch), Ba et al. 2016 (layer), Wu & He 2018 (group), Goyal et al. 2017 (zero-γ)', url: 'https://arxiv.org/abs/1803.08494' },
  fields,
  applies: ({ values, blueprint, tricks }) => {
    if (hiddenLayers(blueprint).length === 0) return 'this network has no hidden layers to normalise';
    const bare = values.kind === 'none';
    if (bare && 'quantised-weights' in tricks) return 'quantised weights need batch norm after every layer, else they blow the signal up';
    if (JSON.stringify(normalise(blueprint, values)) !== JSON.stringify(blueprint)) return true;
    return bare ? 'this network has no normalisation anyway' : 'this network has just that normalisation already';
  },
  effects: (values) => ({ blueprint: (blueprint) => normalise(blueprint, values) }),
  pytorch: ({ kind, groups, zeroGamma }) => ({
    imports: [...(kind === 'none' ? ['import torch'] : []), 'from torch import nn', 'from torchvision.models.resnet import BasicBlock'],
    model: [
      ...(kind === 'group'
        ? ['def groups_of(channels):', `    return next(g for g in range(min(${groups}, channels), 0, -1) if channels % g == 0)`, '']
        : []),
      'def norm(channels, of_image):',
      `    return ${TORCH[kind]}`,
      '',
      'if isinstance(model, nn.Sequential):',
      '    layers = []',
      '    for layer in model:',
      '        layers.append(layer)',
      '        if layer is not model[-1] and isinstance(layer, (nn.Conv2d, nn.Linear)):',
      '            layers.append(norm(layer.weight.shape[0], isinstance(layer, nn.Conv2d)))',
      ...(kind === 'none' ? [] : ['            layer.bias = None']),
      '    model = nn.Sequential(*layers)',
      'else:',
      '    for parent in list(model.modules()):',
      '        for name, child in list(parent.named_children()):',
      '            if isinstance(child, nn.Conv2d):',
      '                channels = child.out_channels',
      ...(kind === 'none'
        ? ['                if child.bias is None:', '                    child.bias = nn.Parameter(torch.zeros(channels))']
        : ['                child.bias = None']),
      '            elif name.startswith("bn") or (isinstance(parent, nn.Sequential) and isinstance(child, (nn.BatchNorm2d, nn.Identity))):',
      '                setattr(parent, name, norm(channels, True))',
      ...(zeroGamma && kind !== 'none' ? ['        if isinstance(parent, BasicBlock):', '            nn.init.zeros_(parent.bn2.weight)'] : []),
    ],
  }),
});

const TORCH = {
  none: 'nn.Identity()',
  batch: 'nn.BatchNorm2d(channels) if of_image else nn.BatchNorm1d(channels)',
  layer: 'nn.GroupNorm(1, channels)',
  group: 'nn.GroupNorm(groups_of(channels), channels)',
};

/** The same network with this normalisation after every hidden layer, whatever it had before. */
function normalise(blueprint: Blueprint, { kind, groups, zeroGamma }: Values<typeof fields>): Blueprint {
  const bare = blueprint.nodes.filter(isNorm).reduce(removeNode, blueprint);
  if (kind === 'none') return hiddenLayers(bare).reduce((current, layer) => withBias(current, layer, true), bare);
  const node = kind === 'batch' ? { kind: 'batch-norm', config: {} } : { kind: 'group-norm', config: { groups: kind === 'layer' ? 1 : groups } };
  const normalised = hiddenLayers(bare).reduce((current, layer) => {
    const config: LayerConfig = { ...node.config, gamma: 1 };
    return insertAfter(withBias(current, layer, false), layer.name, { name: `${layer.name}-norm`, kind: node.kind, config });
  }, bare);
  if (!zeroGamma) return normalised;
  return residualSums(normalised).reduce((current, { inputs: [branch] }) => {
    const last = normOf(current, branch!);
    return last ? configure(current, last.name, { gamma: 0 }) : current;
  }, normalised);
}

/** Layers that say nothing of a bias have one. */
function withBias(blueprint: Blueprint, { name, config }: LayerNode, bias: boolean): Blueprint {
  return (config['bias'] ?? true) === bias ? blueprint : configure(blueprint, name, { bias });
}

/** The norm that ends a branch. */
function normOf({ nodes }: Blueprint, branch: string): LayerNode | undefined {
  return nodes.find((node) => node.name === branch && isNorm(node));
}
