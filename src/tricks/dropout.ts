import { insertAfter, type Blueprint } from '../core/blueprint';
import { choice, number } from '../core/fields';
import type { LayerKind } from '../core/layer';
import { activationOf, hiddenLayers } from '../core/structure';
import { declareTrick } from '../core/trick';

const ID = 'dropout';

/** Sets each number to zero with probability `dropout.rate` and makes up for it in the others; training only. */
const dropoutLayer: LayerKind = {
  kind: ID,
  outputShape: ([input]) => input!,
  apply: ({ tf, ops, inputs, training, key, knob }) => {
    const x = inputs[0]!;
    if (!training) return { output: x };
    const rate = knob(`${ID}.rate`);
    const kept = tf.cast(tf.greaterEqual(ops.uniform(key(), x.shape), rate), 'float32');
    return { output: tf.mul(x, tf.div(kept, tf.sub(1, rate))) };
  },
};

export const dropout = declareTrick({
  id: ID,
  key: 'do',
  title: 'Dropout',
  group: 'regularisation',
  summary: 'In every step a random share of the neurons is silenced, so that none can rely on another.',
  advice:
    'Helps wide dense layers that over-fit. Networks with batch norm gain little, and small ones that under-fit lose by it; the Dark Magic article names it without recommending it. The training loss is measured with neurons missing, so it looks worse than it is.',
  formula: String.raw`y = \frac{m \odot x}{1 - p},\qquad m_i \sim \mathrm{Bernoulli}(1 - p)`,
  source: { citation: 'Srivastava et al. 2014, Dropout', url: 'https://jmlr.org/papers/v15/srivastava14a.html' },
  fields: {
    rate: number({ label: 'Rate', help: 'The share of neurons that is silenced.', default: 0.1, min: 0, max: 0.95 }),
    place: choice({
      label: 'Place',
      help: 'Before the output layer alone, or after every hidden dense layer.',
      default: 'output',
      options: [
        { value: 'output', label: 'Before the output' },
        { value: 'hidden', label: 'After hidden dense layers' },
      ],
    }),
  },
  neutral: { rate: 0 },
  applies: ({ blueprint, values: { place } }) => {
    if (placesOf(blueprint, place).length > 0) return true;
    return place === 'hidden' && blueprint.nodes.length > 1
      ? 'this network has no hidden dense layers; let it act before the output'
      : 'this network has no hidden neurons that could be silenced';
  },
  effects: ({ place }) => ({
    layers: [dropoutLayer],
    blueprint: (blueprint) =>
      placesOf(blueprint, place).reduce((current, after) => insertAfter(current, after, { name: `${after}-${ID}`, kind: ID, config: {} }), blueprint),
  }),
  pytorch: ({ rate, place }) => ({
    imports: ['from torch import nn'],
    model: [
      'def linear_layers(parent):',
      '    for name, child in parent.named_children():',
      '        if isinstance(child, nn.Linear):',
      '            yield parent, name, child',
      '        yield from linear_layers(child)',
      '',
      'found = list(linear_layers(model))',
      ...(place === 'output'
        ? ['parent, name, output = found[-1]', `setattr(parent, name, nn.Sequential(nn.Dropout(${rate}), output))`]
        : [
            '# What a hidden dense layer puts out is dropped where the next dense layer reads it.',
            'for parent, name, layer in found[1:]:',
            `    setattr(parent, name, nn.Sequential(nn.Dropout(${rate}), layer))`,
          ]),
    ],
  }),
});

/** The nodes whose results are dropped from. */
function placesOf(blueprint: Blueprint, place: 'output' | 'hidden'): string[] {
  const { nodes, heads } = blueprint;
  if (place === 'hidden') {
    const dense = hiddenLayers(blueprint).filter(({ kind }) => kind === 'dense');
    return dense.map(({ name }) => activationOf(blueprint, name)?.name ?? name);
  }
  return nodes.filter(({ name }) => name === heads.main).flatMap(({ inputs }) => inputs.filter((input) => input !== 'input'));
}
