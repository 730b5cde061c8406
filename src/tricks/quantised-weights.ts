import { insertAfter } from '../core/blueprint';
import { choice } from '../core/fields';
import { isNorm } from '../core/structure';
import { declareTrick } from '../core/trick';
import type * as tfjs from '@tensorflow/tfjs-core';

const QUANTISED = new Set(['dense', 'convolution']);

export const quantisedWeights = declareTrick({
  id: 'quantised-weights',
  key: 'qw',
  title: 'Quantised weights',
  group: 'architecture',
  summary: 'The forward pass sees only two values of each weight; behind them, real numbers are trained.',
  advice:
    'For tiny devices. With {−1, 1} a network loses little; with {0, 1} it cannot subtract and learns badly, which was a real bug told in the debugging slides. Batch norm follows every quantised layer that has no norm, because weights of size one would blow the signal up. The output layer stays real.',
  formula: String.raw`\hat w = \operatorname{sign}(w),\qquad \frac{\partial \hat w}{\partial w} := \mathbf 1_{|w| \le 1}`,
  source: { citation: 'Zhou et al. 2016, DoReFa-Net; straight-through estimator: Bengio et al. 2013', url: 'https://arxiv.org/abs/1606.06160' },
  fields: {
    values: choice({
      label: 'Values',
      help: 'Which two numbers a weight can be.',
      default: 'signs',
      options: [
        { value: 'signs', label: '−1 and 1' },
        { value: 'bits', label: '0 and 1' },
      ],
    }),
  },
  applies: ({ blueprint: { nodes, heads } }) =>
    nodes.some(({ kind, name }) => QUANTISED.has(kind) && !Object.values(heads).includes(name)) || 'this network has no hidden layer whose weights could be quantised',
  effects: ({ values }) => ({
    blueprint: (blueprint) =>
      blueprint.nodes
        .filter(({ kind, name }) => QUANTISED.has(kind) && !Object.values(blueprint.heads).includes(name))
        .filter(({ name }) => !blueprint.nodes.some((node) => isNorm(node) && node.inputs.includes(name)))
        .reduce((current, { name }) => insertAfter(current, name, { name: `${name}-norm`, kind: 'batch-norm', config: {} }), blueprint),
    reparam: ({ tf }, weight, { name, role, head }) => {
      // The kernels of gates and scores, which no norm follows, have other names.
      if (role !== 'kernel' || name !== 'kernel' || head) return weight;
      const straightThrough = tf.customGrad((w, save) => {
        (save as tfjs.GradSaveFunc)([w as tfjs.Tensor]);
        const positive = tf.cast(tf.greaterEqual(w as tfjs.Tensor, 0), 'float32');
        return {
          value: values === 'signs' ? tf.sub(tf.mul(positive, 2), 1) : positive,
          gradFunc: (dy: tfjs.Tensor, [saved]: tfjs.Tensor[]) => tf.mul(dy, tf.cast(tf.lessEqual(tf.abs(saved!), 1), 'float32')),
        };
      });
      return straightThrough(weight);
    },
  }),
  pytorch: ({ values }) => ({
    imports: ['from torch.nn.utils import parametrize'],
    model: [
      'if isinstance(model, nn.Sequential):  # a batch norm after every quantised layer that has none',
      '    layers = []',
      '    for layer, after in zip(model, [*model[1:], None]):',
      '        layers.append(layer)',
      '        if after is not None and isinstance(layer, (nn.Conv2d, nn.Linear)) and not isinstance(after, (nn.BatchNorm1d, nn.BatchNorm2d, nn.GroupNorm)):',
      '            layers.append(nn.BatchNorm2d(layer.out_channels) if isinstance(layer, nn.Conv2d) else nn.BatchNorm1d(layer.out_features))',
      '    model = nn.Sequential(*layers)',
      'class Quantise(nn.Module):',
      '    def forward(self, w):',
      `        two = torch.where(w >= 0, 1.0, ${values === 'signs' ? '-1.0' : '0.0'})`,
      '        inside = w.clamp(-1, 1)  # its gradient is 1 in there and 0 outside',
      '        return (two - inside).detach() + inside',
      'for layer in [m for m in model.modules() if isinstance(m, (nn.Conv2d, nn.Linear))][:-1]:',
      '    parametrize.register_parametrization(layer, "weight", Quantise())',
    ],
    note: 'A residual network without a norm needs a batch norm after every quantised layer; the script adds it to plain chains of layers only.',
  }),
});
