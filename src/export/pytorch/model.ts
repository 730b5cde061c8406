/** The model as PyTorch code: a chain of layers as `nn.Sequential`, a residual network from torchvision's blocks, which the tricks' own code looks for. */
import type { Blueprint, LayerNode } from '../../core/blueprint';
import type { AnyValues } from '../../core/fields';
import { sizeOf, type NetworkPlan } from '../../core/network';
import { call } from './python';

export interface ModelCode {
  readonly imports: readonly string[];
  readonly lines: readonly string[];
  /** The output layer, as an expression. */
  readonly output: string;
  /** Of the output layer's initial deviation. */
  readonly gain: number;
  readonly note?: string;
}

const ACTIVATIONS: Readonly<Record<string, string>> = {
  relu: 'nn.ReLU()',
  tanh: 'nn.Tanh()',
  sigmoid: 'nn.Sigmoid()',
  elu: 'nn.ELU()',
  swish: 'nn.SiLU()',
  'leaky-relu': 'nn.LeakyReLU(0.01)',
};

const STRIDES = 'Where a convolution takes steps of two, PyTorch pads all around and Grimoire only right and below: the picture is seen shifted by a pixel.';

/**
 * @param plan the network as the model builds it, before tricks rewrite it
 * @param settings of the model, with what tricks make of them
 * @throws Error for a model that is neither a chain nor the residual network
 */
export function modelCode(id: string, plan: NetworkPlan, settings: AnyValues): ModelCode {
  const { blueprint } = plan;
  const gain = (blueprint.nodes.find(({ name }) => name === blueprint.heads.main)!.config['gain'] as number | undefined) ?? 1;
  const strided = blueprint.nodes.some(({ kind, config }) => kind === 'convolution' && (config['stride'] ?? 1) !== 1);
  const note = strided ? { note: STRIDES } : {};
  if (isChain(blueprint)) return { imports: [], lines: chain(plan), output: 'model[-1]', gain, ...note };
  if (id !== 'resnet') throw new Error(`There is no PyTorch code for the model "${id}"`);
  return { imports: ['from torchvision.models.resnet import BasicBlock'], lines: residual(plan, settings), output: 'model.fc', gain, ...note };
}

/** Whether every layer reads the one before it. */
export function isChain({ nodes }: Blueprint): boolean {
  return nodes.every(({ inputs }, i) => inputs.length === 1 && inputs[0] === (nodes[i - 1]?.name ?? 'input'));
}

function chain({ blueprint, nodes }: NetworkPlan): string[] {
  const shapes = [blueprint.input, ...nodes.map(({ shape }) => shape)];
  const layers = blueprint.nodes.flatMap((node, i) => {
    const before = shapes[i]!;
    const flatten = node.kind === 'dense' && before.length > 1 ? ['nn.Flatten()'] : [];
    return [...flatten, layer(node, before)];
  });
  const lines = call('nn.Sequential', layers);
  return [`model = ${lines[0]!}`, ...lines.slice(1)];
}

/** @param before the shape of what it reads */
function layer({ kind, config, name }: LayerNode, before: readonly number[]): string {
  const bias = config['bias'] === false ? ', bias=False' : '';
  switch (kind) {
    case 'dense':
      return `nn.Linear(${sizeOf(before)}, ${config['units'] as number}${bias})`;
    case 'convolution': {
      const size = config['size'] as number;
      const stride = (config['stride'] as number | undefined) ?? 1;
      return `nn.Conv2d(${before[2]}, ${config['filters'] as number}, ${size}${stride === 1 ? '' : `, stride=${stride}`}, padding=${Math.floor(size / 2)}${bias})`;
    }
    case 'activation':
      return ACTIVATIONS[config['function'] as string] ?? ACTIVATIONS['relu']!;
    case 'max-pooling':
      return `nn.MaxPool2d(${config['size'] as number}, ${config['stride'] as number}${config['padding'] === 'valid' ? '' : ', ceil_mode=True'})`;
    case 'batch-norm':
      return `nn.BatchNorm${before.length === 3 ? 2 : 1}d(${before.at(-1)!})`;
    default:
      throw new Error(`There is no PyTorch code for the layer "${name}" of the kind "${kind}"`);
  }
}

function residual({ blueprint: { input, classes } }: NetworkPlan, settings: AnyValues): string[] {
  const { width, blocks, norm, stem } = settings;
  const normalised = norm === 'batch';
  const layers = normalised ? 'nn.BatchNorm2d' : 'nn.Identity';
  return [
    'class ResNet(nn.Module):',
    '    """Three stages of residual blocks, for small pictures (He et al. 2016)."""',
    '',
    '    def __init__(self, channels, width, blocks):',
    '        super().__init__()',
    `        self.conv1 = nn.Conv2d(channels, width, 3, stride=${stem === 'strided' ? 2 : 1}, padding=1, bias=False)`,
    `        self.bn1 = ${layers}(width)`,
    '        self.relu = nn.ReLU()',
    '        stages, before = [], width',
    '        for stage in range(3):',
    '            after = width * 2**stage',
    '            for block in range(blocks):',
    '                stride = 2 if stage > 0 and block == 0 else 1',
    '                shortcut = None',
    '                if stride > 1 or before != after:',
    `                    shortcut = nn.Sequential(nn.Conv2d(before, after, 1, stride, bias=False), ${layers}(after))`,
    `                stages.append(BasicBlock(before, after, stride, shortcut, norm_layer=${layers}))`,
    '                before = after',
    '        self.stages = nn.Sequential(*stages)',
    '        self.avgpool = nn.AdaptiveAvgPool2d(1)',
    '        self.fc = nn.Linear(before, classes)',
    '',
    '    def forward(self, x):',
    '        x = self.stages(self.relu(self.bn1(self.conv1(x))))',
    '        return self.fc(self.avgpool(x).flatten(1))',
    '',
    '',
    `model = ResNet(channels=${input[2]}, width=${width as number}, blocks=${blocks as number})  # for ${classes} classes`,
    ...(normalised
      ? []
      : ['for layer in model.modules():  # without normalisation, convolutions have a bias', '    if isinstance(layer, nn.Conv2d):', '        layer.bias = nn.Parameter(torch.zeros(layer.out_channels))']),
  ];
}
