import { ancestors, type Blueprint, type LayerNode } from '../core/blueprint';
import { choice, number } from '../core/fields';
import { declareTrick } from '../core/trick';

const HEAD = 'auxiliary';
const HEAD_GAIN = 0.02;

export const auxiliaryLoss = declareTrick({
  id: 'auxiliary-loss',
  key: 'aux',
  title: 'Auxiliary loss',
  group: 'architecture',
  summary: 'A second, small output half-way through the network has to predict the classes too, or something else that is known of the samples; it is dropped after training.',
  advice: 'Brings the gradient to the early layers by a short way, which helped very deep networks before batch norm and residual connections. Little to gain on shallow ones. With an extra label it is multi-task learning: what helps to tell the one may help to tell the other, or take room away from it.',
  formula: String.raw`L = L_{\text{main}} + w\, L_{\text{auxiliary}}`,
  source: { citation: 'Szegedy et al. 2015, Going deeper with convolutions', url: 'https://arxiv.org/abs/1409.4842' },
  fields: {
    weight: number({ label: 'Weight', help: 'How much the second output counts.', default: 0.3, min: 0, max: 10 }),
    task: choice({
      label: 'Task',
      help: 'What the second output has to predict: the same classes, or another label of the data (of painted scenes, the background).',
      default: 'classes',
      options: [
        { value: 'classes', label: 'The classes' },
        { value: 'extra', label: 'An extra label' },
      ],
    }),
  },
  neutral: { weight: 0 },
  trials: [{}],
  applies: ({ blueprint, values, data }) => {
    if (values.task === 'extra' && !data.extraLabel) return 'these data have no extra label; the painted scenes have one';
    return middle(blueprint) !== undefined || 'this network has no hidden layer for a second output to start from';
  },
  effects: ({ task }, { classes, extraLabel }) => ({
    ...(task === 'extra' ? { extraLabel: true } : {}),
    blueprint: (blueprint) => {
      const from = middle(blueprint)!;
      const pooled = isSpatial(blueprint, from.name);
      const nodes: LayerNode[] = [
        ...(pooled ? [{ name: `${HEAD}-pool`, kind: 'global-average-pooling', inputs: [from.name], config: {} }] : []),
        { name: HEAD, kind: 'dense', inputs: [pooled ? `${HEAD}-pool` : from.name], config: { units: task === 'extra' ? extraLabel!.classes : classes, gain: HEAD_GAIN } },
      ];
      return { ...blueprint, nodes: [...blueprint.nodes, ...nodes], heads: { ...blueprint.heads, [HEAD]: HEAD } };
    },
    lossTerms: ({ tf, ops, knob }, { logits, targets }) => tf.mul(tf.mean(ops.crossEntropy(logits[HEAD]!, task === 'extra' ? targets['extra']! : targets.main)), knob('weight')),
  }),
  pytorch: ({ weight, task }, { shape: [height, width, channels], extraLabel }) => ({
    imports: ['from torch.nn import functional as F'],
    model: [
      'activations = [m for m in model.modules() if isinstance(m, (nn.ReLU, nn.LeakyReLU, nn.ELU, nn.SiLU, nn.Tanh, nn.Sigmoid))]',
      'seen = {}',
      'middle = activations[len(activations) // 2]',
      'middle.register_forward_hook(lambda module, inputs, output: seen.update(half_way=output))',
      'half_way = lambda: seen["half_way"].mean((2, 3)) if seen["half_way"].ndim == 4 else seen["half_way"]',
      `model.eval()(torch.zeros(1, ${channels === undefined ? height : `${channels}, ${height}, ${width}`}))  # to see how wide it is`,
      '# Held by the activation, which takes no notice of it, so that it is among the parameters of the model.',
      `middle.auxiliary = nn.Linear(half_way().shape[1], ${task === 'extra' && extraLabel ? extraLabel.classes : 'classes'})`,
    ],
    loss: [`loss = loss + ${weight} * F.cross_entropy(middle.auxiliary(half_way()), ${task === 'extra' ? 'extra' : 'y'})`],
    ...(task === 'extra' ? { note: `The auxiliary loss needs the data set to give ${extraLabel?.title ?? 'an extra label'} of every sample as well, as \`extra\`.` } : {}),
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
