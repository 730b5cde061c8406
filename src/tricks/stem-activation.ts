import type { Blueprint, LayerNode } from '../core/blueprint';
import { choice } from '../core/fields';
import { activationOf, configure, hiddenLayers } from '../core/structure';
import { declareTrick } from '../core/trick';

const TORCH = { relu: 'nn.ReLU()', 'leaky-relu': 'nn.LeakyReLU(0.01)', elu: 'nn.ELU()', swish: 'nn.SiLU()' };

export const stemActivation = declareTrick({
  id: 'stem-activation',
  key: 'stem',
  title: 'Stem activation',
  group: 'architecture',
  summary: 'The convolutions that take steps of two pixels get another activation than ReLU; all others keep theirs.',
  advice:
    'These layers have to pass on in a quarter of the places what they have seen in all, and ReLU throws half of that away. The Dark Magic article finds leaky ReLU, ELU and swish all better there, and leaky ReLU the cheapest. Elsewhere in the network ReLU is good enough.',
  formula: String.raw`f(x) = \max(x, 0.01\,x)\ \text{(leaky ReLU)},\quad x > 0\,?\;x : e^x - 1\ \text{(ELU)},\quad x\,\sigma(x)\ \text{(swish)}`,
  source: { citation: 'Ridnik, Revealing the Dark Magic Behind Deep Learning; swish: Ramachandran et al. 2017, ELU: Clevert et al. 2016', url: 'https://arxiv.org/abs/1710.05941' },
  fields: {
    activation: choice({
      label: 'Activation',
      help: 'The bend after each convolution that takes steps of two pixels.',
      default: 'leaky-relu',
      options: [
        { value: 'relu', label: 'ReLU' },
        { value: 'leaky-relu', label: 'Leaky ReLU' },
        { value: 'elu', label: 'ELU' },
        { value: 'swish', label: 'Swish' },
      ],
    }),
  },
  neutral: { activation: 'relu' },
  trials: [{ activation: 'leaky-relu' }, { activation: 'swish' }],
  applies: ({ blueprint }) =>
    stridedActivations(blueprint).length > 0 ||
    'no convolution of this network takes steps of two pixels; choose strided convolutions for the CNN’s down-sampling, or a residual network',
  effects: ({ activation }) => ({
    blueprint: (blueprint) =>
      stridedActivations(blueprint).reduce((current, { name }) => configure(current, name, { function: activation }), blueprint),
  }),
  pytorch: ({ activation }) => ({
    imports: ['from torch import nn', 'from torchvision.models.resnet import BasicBlock'],
    model: [
      'class StridedBlock(BasicBlock):',
      `    first = ${TORCH[activation]}`,
      '',
      '    def forward(self, x):',
      '        shortcut = x if self.downsample is None else self.downsample(x)',
      '        x = self.first(self.bn1(self.conv1(x)))',
      '        return self.relu(self.bn2(self.conv2(x)) + shortcut)',
      '',
      'if isinstance(model, nn.Sequential):',
      '    strided = False',
      '    for i, layer in enumerate(model):',
      '        if isinstance(layer, nn.Conv2d):',
      '            strided = layer.stride[0] > 1',
      '        elif strided and isinstance(layer, nn.ReLU):',
      `            model[i] = ${TORCH[activation]}`,
      '            strided = False',
      'else:',
      '    if model.conv1.stride[0] > 1:',
      `        model.relu = ${TORCH[activation]}`,
      '    for block in list(model.modules()):',
      '        if isinstance(block, BasicBlock) and block.stride > 1:',
      '            block.__class__ = StridedBlock',
    ],
  }),
});

/** The activations that follow convolutions with strides. */
function stridedActivations(blueprint: Blueprint): LayerNode[] {
  return hiddenLayers(blueprint)
    .filter(({ kind, config }) => kind === 'convolution' && ((config['stride'] as number | undefined) ?? 1) > 1)
    .flatMap(({ name }) => activationOf(blueprint, name) ?? []);
}
