import { ancestors, type Blueprint, type LayerNode } from '../core/blueprint';
import { number } from '../core/fields';
import { declareTrick } from '../core/trick';

const HEAD = 'auxiliary';
const HEAD_GAIN = 0.02;

export const auxiliaryLoss = declareTrick({
  id: 'auxiliary-loss',
  key: 'aux',
  title: 'Auxiliary loss',
  group: 'architecture',
  summary: 'A second, small output half-way through the network has to predict the classes too; it is dropped after training.',
  advice: 'Brings the gradient to the early layers by a short way, which helped very deep networks before batch norm and residual connections. Little to gain on shallow ones.',
  formula: String.raw`L = L_{\text{main}} + w\, L_{\text{auxiliary}}`,
  source: { citation: 'Szegedy et al. 2015, Going deeper with convolutions', url: 'https://arxiv.org/abs/1409.4842' },
  fields: {
    weight: number({ label: 'Weight', help: 'How much the second output counts.', default: 0.3, min: 0, max: 10 }),
  },
  neutral: { weight: 0 },
  applies: ({ blueprint }) => middle(blueprint) !== undefined || 'this network has no hidden layer for a second output to start from',
  effects: () => ({
    blueprint: (blueprint) => {
      const from = middle(blueprint)!;
      const pooled = isSpatial(blueprint, from.name);
      const nodes: LayerNode[] = [
        ...(pooled ? [{ name: `${HEAD}-pool`, kind: 'global-average-pooling', inputs: [from.name], config: {} }] : []),
        { name: HEAD, kind: 'dense', inputs: [pooled ? `${HEAD}-pool` : from.name], config: { units: blueprint.classes, gain: HEAD_GAIN } },
      ];
      return { ...blueprint, nodes: [...blueprint.nodes, ...nodes], heads: { ...blueprint.heads, [HEAD]: HEAD } };
    },
    lossTerms: ({ tf, ops, knob }, { logits, targets }) => tf.mul(tf.mean(ops.crossEntropy(logits[HEAD]!, targets.main)), knob('weight')),
  }),
  pytorch: ({ weight }, { shape: [height, width, channels] }) => ({
    imports: ['from torch.nn import functional as F'],
    model: [
      'activations = [m for m in model.modules() if isinstance(m, nn.ReLU)]',
      'seen = {}',
      'activations[len(activations) // 2].register_forward_hook(lambda module, inputs, output: seen.update(half_way=output))',
      'half_way = lambda: seen["half_way"].mean((2, 3)) if seen["half_way"].ndim == 4 else seen["half_way"]',
      `model.eval()(torch.zeros(1, ${channels === undefined ? height : `${channels}, ${height}, ${width}`}))  # to see how wide it is`,
      'model.auxiliary = nn.Linear(half_way().shape[1], classes)',
    ],
    loss: [`loss = loss + ${weight} * F.cross_entropy(model.auxiliary(half_way()), y)`],
  }),
});

/** The activation nearest the middle of the network. */
function middle({ nodes }: Blueprint): LayerNode | undefined {
  const distance = (node: LayerNode) => Math.abs(nodes.indexOf(node) - (nodes.length - 1) / 2);
  return nodes.filter(({ kind }) => kind === 'activation').sort((a, b) => distance(a) - distance(b))[0];
}

/** Whether a node still has height and width. */
function isSpatial(blueprint: Blueprint, name: string): boolean {
  const before = ancestors(blueprint, name);
  return blueprint.input.length === 3 && !blueprint.nodes.some((node) => before.has(node.name) && ['dense', 'global-average-pooling'].includes(node.kind));
}
