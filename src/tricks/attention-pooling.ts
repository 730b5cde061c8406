import { integer } from '../core/fields';
import type { LayerKind } from '../core/layer';
import { declareTrick } from '../core/trick';
import type * as tfjs from '@tensorflow/tfjs-core';

const KIND = 'attention-pooling';
const POOLING = 'global-average-pooling';

/**
 * [B, H, W, C] → [B, C]: the mean over all positions, weighted by the softmax of a linear score of each. Every head has weights of its own and
 * pools an equal share of the channels. Config: heads. The scores start at zero, so that it begins as the plain mean.
 */
const attentionPoolingLayer: LayerKind = {
  kind: KIND,
  outputShape: ([input]) => [input![2]!],
  parameters: ([input], config) => {
    const channels = input![2]!;
    const heads = config['heads'] as number;
    return [{ name: 'score', shape: [channels, heads], role: 'kernel', fanIn: channels, fanOut: heads, init: 0 }];
  },
  multiplyAdds: ([input], config) => 2 * input![0]! * input![1]! * input![2]! * (config['heads'] as number),
  apply: ({ tf, inputs, weight }) => {
    const x = inputs[0] as tfjs.Tensor4D;
    const kernel = weight('score') as tfjs.Tensor2D;
    const [batch, height, width, channels] = x.shape;
    const heads = kernel.shape[1];
    const positions = height * width;
    const scores = tf.reshape(tf.matMul(tf.reshape<tfjs.Rank.R2>(x, [batch * positions, channels]), kernel), [batch, positions, heads]);
    const shares = tf.softmax(tf.transpose(scores, [0, 2, 1]));
    const pooled = tf.matMul(shares, tf.reshape(x, [batch, positions, channels]));
    if (heads === 1) return { output: tf.reshape(pooled, [batch, channels]) };
    // Every head has pooled every channel; of these only its own share counts.
    const owner = (channel: number) => Math.floor((channel * heads) / channels);
    const owned = Array.from({ length: heads * channels }, (_, i) => (owner(i % channels) === Math.floor(i / channels) ? 1 : 0));
    return { output: tf.sum(tf.mul(pooled, tf.tensor2d(owned, [heads, channels])), 1) };
  },
};

export const attentionPooling = declareTrick({
  id: 'attention-pooling',
  key: 'ap',
  title: 'Attention pooling',
  group: 'architecture',
  summary: 'At its end the network decides which places of the picture count, instead of averaging over all of them.',
  advice:
    'Helps where the object fills a small part of the picture; centred digits gain nothing. The Dark Magic article names it without recommending it. It starts as the plain average and learns from there.',
  formula: String.raw`y_c = \sum_p a_{p}\,x_{p,c},\qquad a = \operatorname{softmax}_p(x_p \cdot w)`,
  source: { citation: 'Ilse et al. 2018, Attention-based Deep Multiple Instance Learning, in its linear form', url: 'https://arxiv.org/abs/1802.04712' },
  fields: {
    heads: integer({ label: 'Heads', help: 'How many such maps there are, each for its own share of the channels.', default: 1, min: 1, max: 8 }),
  },
  applies: ({ blueprint: { nodes } }) =>
    nodes.some(({ kind }) => kind === POOLING) || 'this network does not average over the picture at its end; choose a residual network',
  effects: ({ heads }) => ({
    layers: [attentionPoolingLayer],
    blueprint: (blueprint) => {
      const nodes = blueprint.nodes.map((node) => (node.kind === POOLING ? { ...node, kind: KIND, config: { heads } } : node));
      return { ...blueprint, nodes };
    },
  }),
  pytorch: ({ heads }) => ({
    imports: ['import torch', 'from torch import nn'],
    model: [
      'class AttentionPooling(nn.Module):',
      '    def __init__(self, channels, heads):',
      '        super().__init__()',
      '        self.score = nn.Conv2d(channels, heads, 1, bias=False)',
      '        nn.init.zeros_(self.score.weight)',
      '        owner = torch.arange(channels) * heads // channels',
      '        self.register_buffer("owner", owner)',
      '',
      '    def forward(self, x):',
      '        shares = self.score(x).flatten(2).softmax(-1)[:, self.owner]',
      '        return (x.flatten(2) * shares).sum(-1)[:, :, None, None]',
      '',
      `model.avgpool = AttentionPooling(model.fc.in_features, ${heads})`,
    ],
  }),
});
