import type { LayerKind } from '../core/layer';
import { number } from '../core/fields';
import { insertOnBranch, residualSums } from '../core/structure';
import { declareTrick } from '../core/trick';

const ID = 'drop-path';

/** Sets whole samples to zero with probability `drop-path.rate` · share and makes up for it in the others; training only. Config: share. */
const dropPathLayer: LayerKind = {
  kind: ID,
  outputShape: ([input]) => input!,
  apply: ({ tf, ops, inputs, config, training, key, knob }) => {
    const x = inputs[0]!;
    if (!training) return { output: x };
    const rate = tf.mul(knob(`${ID}.rate`), config['share'] as number);
    const kept = tf.cast(tf.greaterEqual(ops.uniform(key(), [x.shape[0], ...x.shape.slice(1).map(() => 1)]), rate), 'float32');
    return { output: tf.mul(x, tf.div(kept, tf.sub(1, rate))) };
  },
};

export const dropPath = declareTrick({
  id: ID,
  key: 'dp',
  title: 'Drop path',
  group: 'regularisation',
  summary: 'In every step each sample skips some residual blocks, the late ones more often than the early ones.',
  advice:
    'Also called stochastic depth. It made residual networks of more than a hundred layers trainable and is still used in large ones; three blocks have little to spare, so keep the rate low there. The branches that are not skipped are scaled up, so that their mean stays what it is in the whole network, where the paper scales at evaluation instead.',
  formula: String.raw`y = x + \frac{b}{1 - p_\ell}\, F(x),\qquad b \sim \mathrm{Bernoulli}(1 - p_\ell),\quad p_\ell = p \cdot \ell / L`,
  source: { citation: 'Huang et al. 2016, Deep Networks with Stochastic Depth; scaled as in timm', url: 'https://arxiv.org/abs/1603.09382' },
  fields: {
    rate: number({
      label: 'Rate',
      help: 'How often the last block is skipped; the first of L blocks is skipped 1/L as often.',
      default: 0.1,
      min: 0,
      max: 0.9,
    }),
  },
  neutral: { rate: 0 },
  applies: ({ blueprint }) => residualSums(blueprint).length > 0 || 'only a residual network goes on when a block is skipped; choose one',
  effects: () => ({
    layers: [dropPathLayer],
    blueprint: (blueprint) =>
      residualSums(blueprint).reduce(
        (current, { name }, i, { length }) => insertOnBranch(current, name, { name: `${name}-${ID}`, kind: ID, config: { share: (i + 1) / length } }),
        blueprint,
      ),
  }),
  pytorch: ({ rate }) => ({
    imports: ['from torch import nn', 'from torchvision.models.resnet import BasicBlock', 'from torchvision.ops import StochasticDepth'],
    model: [
      'blocks = [m for m in model.modules() if isinstance(m, BasicBlock)]',
      'for i, block in enumerate(blocks):',
      `    block.bn2 = nn.Sequential(block.bn2, StochasticDepth(${rate} * (i + 1) / len(blocks), mode="row"))`,
    ],
  }),
});
