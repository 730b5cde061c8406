import { insertAfter, type Blueprint, type LayerConfig } from '../core/blueprint';
import { choice, integer } from '../core/fields';
import type { LayerKind } from '../core/layer';
import { activationOf, hiddenLayers, insertOnBranch, residualSums } from '../core/structure';
import { declareTrick } from '../core/trick';
import type * as tfjs from '@tensorflow/tfjs-core';

const KIND = 'squeeze-excite';
/** The first bias of the gates, which opens them to 0.95: half-open ones, as published, cost a short run more than they win. */
const OPEN = 3;

/** [B, H, W, C] → the same, every channel times a gate in 0 … 1 that follows from the means of all channels. Config: ratio. */
const squeezeExciteLayer: LayerKind = {
  kind: KIND,
  outputShape: ([input]) => input!,
  parameters: ([input], config) => {
    const channels = input![2]!;
    const hidden = hiddenUnits(channels, config);
    const squeeze = { fanIn: channels, fanOut: hidden };
    const excite = { fanIn: hidden, fanOut: channels };
    return [
      { name: 'squeeze-kernel', shape: [channels, hidden], role: 'kernel', ...squeeze, init: 'kernel' },
      { name: 'squeeze-bias', shape: [hidden], role: 'bias', ...squeeze, init: 0 },
      { name: 'excite-kernel', shape: [hidden, channels], role: 'kernel', ...excite, init: 'kernel' },
      { name: 'excite-bias', shape: [channels], role: 'bias', ...excite, init: OPEN },
    ];
  },
  multiplyAdds: ([input], config) => 2 * input![2]! * hiddenUnits(input![2]!, config),
  apply: ({ tf, ops, inputs, weight }) => {
    const x = inputs[0]!;
    const matrix = (name: string) => weight(name) as tfjs.Tensor2D;
    const vector = (name: string) => weight(name) as tfjs.Tensor1D;
    const means = tf.mean<tfjs.Tensor2D>(x, [1, 2]);
    const hidden = tf.relu(ops.dense(means, matrix('squeeze-kernel'), vector('squeeze-bias')));
    const gates = tf.sigmoid(ops.dense(hidden, matrix('excite-kernel'), vector('excite-bias')));
    return { output: tf.mul(x, tf.reshape(gates, [x.shape[0], 1, 1, x.shape[3]!])) };
  },
};

export const squeezeExcite = declareTrick({
  id: 'squeeze-excite',
  key: 'se',
  title: 'Squeeze-and-excite',
  group: 'architecture',
  summary: 'Each block looks at the average of every channel and turns the channels that matter now up, and the others down.',
  advice:
    'The Dark Magic article finds that it helps nearly everywhere at little cost. Narrow networks need a ratio of 4 or so, else the gates are decided by a single number. In residual networks it acts on the branch before the sum, as in the paper, unless told otherwise. The gates start nearly open, at 0.95, where the paper starts them near one half: short runs do not have the time to win that back.',
  formula: String.raw`\tilde x_c = x_c \cdot \sigma\!\left(W_2\,\mathrm{ReLU}(W_1 \bar x + b_1) + b_2\right)_c,\qquad W_1 \in \mathbb R^{h \times C},\ h = \max(1, \lfloor C/r \rfloor)`,
  source: { citation: 'Hu et al. 2018, Squeeze-and-Excitation Networks; Ridnik', url: 'https://arxiv.org/abs/1709.01507' },
  fields: {
    ratio: integer({
      label: 'Ratio',
      help: 'How many channels share one hidden neuron; 16 is usual, 4 suits networks with few channels.',
      default: 16,
      min: 1,
      max: 64,
      scale: 'log',
    }),
    place: choice({
      label: 'Place',
      help: 'Where in a residual block it acts; in networks without shortcuts it always follows the activation of each convolution.',
      default: 'branch',
      options: [
        { value: 'branch', label: 'On the branch' },
        { value: 'block', label: 'After the block' },
      ],
    }),
  },
  // The networks here are narrow.
  trials: [{ ratio: 4 }],
  applies: ({ blueprint }) => placesOf(blueprint).length > 0 || 'this network has no convolutions, so it has no channels to weigh',
  effects: ({ ratio, place }) => ({
    layers: [squeezeExciteLayer],
    blueprint: (blueprint) =>
      placesOf(blueprint).reduce((current, after) => {
        const node = { name: `${after}-${KIND}`, kind: KIND, config: { ratio } };
        if (!isSum(blueprint, after)) return insertAfter(current, after, node);
        return place === 'branch' ? insertOnBranch(current, after, node) : insertAfter(current, activationOf(current, after)?.name ?? after, node);
      }, blueprint),
  }),
  pytorch: ({ ratio, place }) => ({
    imports: ['from torch import nn', 'from torchvision.models.resnet import BasicBlock', 'from torchvision.ops import SqueezeExcitation'],
    model: [
      'def gate(channels):',
      `    module = SqueezeExcitation(channels, max(1, channels // ${ratio}))`,
      `    nn.init.constant_(module.fc2.bias, ${OPEN})`,
      '    return module',
      '',
      'if isinstance(model, nn.Sequential):',
      '    layers, channels = [], None',
      '    for layer in model:',
      '        layers.append(layer)',
      '        if isinstance(layer, nn.Conv2d):',
      '            channels = layer.out_channels',
      '        elif channels and isinstance(layer, nn.ReLU):',
      '            layers.append(gate(channels))',
      '            channels = None',
      '    model = nn.Sequential(*layers)',
      'else:',
      '    for parent in list(model.modules()):',
      '        for name, child in list(parent.named_children()):',
      '            if isinstance(child, BasicBlock):',
      place === 'branch'
        ? '                child.bn2 = nn.Sequential(child.bn2, gate(child.conv2.out_channels))'
        : '                setattr(parent, name, nn.Sequential(child, gate(child.conv2.out_channels)))',
    ],
  }),
});

function hiddenUnits(channels: number, config: LayerConfig): number {
  return Math.max(1, Math.floor(channels / (config['ratio'] as number)));
}

/** The sums of residual blocks; where there are none, what ends each stage: the activation of its convolution. */
function placesOf(blueprint: Blueprint): string[] {
  const sums = residualSums(blueprint).map(({ name }) => name);
  if (sums.length > 0) return sums;
  const convolutions = hiddenLayers(blueprint).filter(({ kind }) => kind === 'convolution');
  return convolutions.map(({ name }) => activationOf(blueprint, name)?.name ?? name);
}

function isSum(blueprint: Blueprint, name: string): boolean {
  return residualSums(blueprint).some((sum) => sum.name === name);
}
