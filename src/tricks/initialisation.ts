import { choice } from '../core/fields';
import { sizeOf, type Parameter } from '../core/network';
import { orthonormalColumns } from '../core/orthogonal';
import type { Stream } from '../core/random';
import { declareTrick, type StartContext, type StartValues } from '../core/trick';

/** LSUV stops when a layer's variance is this near to 1, or after so many tries. */
const TOLERANCE = 0.1;
const TRIES = 10;
/** By how much "too small" and "too big" miss He's deviation. */
const MISS = 10;

export const initialisation = declareTrick({
  id: 'initialisation',
  key: 'init',
  title: 'Initialisation',
  group: 'architecture',
  exclusive: 'initialisation',
  summary: 'How large the weights are before the first step, and how they are drawn.',
  advice:
    'Signals should keep their size from layer to layer. Without norms, a network that starts too small learns nothing for a long time and one that starts too big may never recover: choose these two to see it in the layer scales. He’s rule suits ReLU, Glorot’s tanh; orthogonal matrices and LSUV, which measures the signals of one batch and corrects them layer by layer, pay in deep networks without norms. The output layer starts small with all of them, and LSUV leaves it alone.',
  formula: String.raw`\sigma_{\text{He}} = \sqrt{2/n_{\text{in}}},\quad w_{\text{Glorot}} \sim \mathcal U\!\left(\pm\sqrt{6/(n_{\text{in}} + n_{\text{out}})}\right),\quad W_{\text{orth}} = \sqrt 2\, Q,\ Q^\top Q = I`,
  source: { citation: 'He et al. 2015; Glorot & Bengio 2010; Saxe et al. 2014 (orthogonal); Mishkin & Matas 2016, All you need is a good init (LSUV)', url: 'https://arxiv.org/abs/1511.06422' },
  fields: {
    scheme: choice({
      label: 'Scheme',
      help: 'The rule for the weights’ first values; the last two are ten times too small and too big, to see what happens.',
      default: 'orthogonal',
      options: [
        { value: 'he', label: 'He' },
        { value: 'glorot', label: 'Glorot' },
        { value: 'orthogonal', label: 'Orthogonal' },
        { value: 'lsuv', label: 'LSUV' },
        { value: 'small', label: 'Too small' },
        { value: 'big', label: 'Too big' },
      ],
    }),
  },
  neutral: { scheme: 'he' },
  changes: ['initial values'],
  effects: ({ scheme }) => {
    switch (scheme) {
      case 'he':
        return {};
      case 'glorot':
        return { initialise: glorot };
      case 'orthogonal':
        return { initialise: (parameter, stream) => orthogonal(parameter, stream, Math.SQRT2) };
      case 'lsuv':
        return { initialise: (parameter, stream) => orthogonal(parameter, stream, 1), start: unitVariance };
      case 'small':
        return { initialise: (parameter, stream) => he(parameter, stream, 1 / MISS) };
      case 'big':
        return { initialise: (parameter, stream) => he(parameter, stream, MISS) };
    }
  },
  pytorch: ({ scheme }) => ({
    imports: ['from torch import nn'],
    model: [
      'for layer in [m for m in model.modules() if isinstance(m, (nn.Conv2d, nn.Linear))][:-1]:',
      `    ${TORCH[scheme]}`,
      '    if layer.bias is not None:',
      '        nn.init.zeros_(layer.bias)',
    ],
    ...(scheme === 'lsuv' ? { note: LSUV_NOTE } : {}),
  }),
});

const LSUV_NOTE =
  'LSUV: this is its orthonormal start; then divide each layer’s weights, in order, by the standard deviation of its outputs for one batch.';

const TORCH = {
  he: 'nn.init.kaiming_normal_(layer.weight)',
  glorot: 'nn.init.xavier_uniform_(layer.weight)',
  orthogonal: 'nn.init.orthogonal_(layer.weight, gain=2 ** 0.5)',
  lsuv: 'nn.init.orthogonal_(layer.weight)',
  small: `nn.init.kaiming_normal_(layer.weight).data.div_(${MISS})`,
  big: `nn.init.kaiming_normal_(layer.weight).data.mul_(${MISS})`,
};

function he(parameter: Parameter, stream: Stream, factor: number): Float32Array {
  const deviation = Math.sqrt(2 / parameter.fanIn) * (parameter.gain ?? 1) * factor;
  return Float32Array.from({ length: sizeOf(parameter.shape) }, () => stream.normal() * deviation);
}

function glorot({ shape, fanIn, fanOut, gain = 1 }: Parameter, stream: Stream): Float32Array {
  const bound = Math.sqrt(6 / (fanIn + fanOut)) * gain;
  return Float32Array.from({ length: sizeOf(shape) }, () => stream.uniform(-bound, bound));
}

/** Of the matrix [inputs, outputs], all axes but the last taken together, the columns are orthonormal, or the rows where these are fewer. */
function orthogonal({ shape, gain = 1 }: Parameter, stream: Stream, factor: number): Float32Array {
  const outputs = shape.at(-1)!;
  const inputs = sizeOf(shape) / outputs;
  const wide = outputs > inputs;
  const columns = orthonormalColumns(stream, Math.max(inputs, outputs), Math.min(inputs, outputs));
  return Float32Array.from({ length: inputs * outputs }, (_, i) => {
    const [input, output] = [Math.floor(i / outputs), i % outputs];
    return gain * factor * (wide ? columns[input]![output]! : columns[output]![input]!);
  });
}

/** Scales the kernels one after the other until each layer puts out numbers of variance 1 for the first batch. */
async function unitVariance({ parameters, measure }: StartContext, values: StartValues): Promise<StartValues> {
  let current = values;
  for (const { path, node, name, head } of parameters) {
    if (head || name !== 'kernel') continue;
    let { variance } = await measure(node, current);
    for (let tries = 0; tries < TRIES && Math.abs(variance - 1) > TOLERANCE; tries++) {
      const kernel = current.parameters.get(path)!.map((value) => value / Math.sqrt(variance));
      const next = { ...current, parameters: new Map(current.parameters).set(path, kernel) };
      const { variance: reached } = await measure(node, next);
      // Weights that do not matter by their size (quantised ones), or a layer that gets no signal at all.
      if (!(Math.abs(reached - 1) < Math.abs(variance - 1))) break;
      current = next;
      variance = reached;
    }
  }
  return current;
}
