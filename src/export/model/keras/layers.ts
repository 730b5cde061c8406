/** Each kind of layer of ours in layers of Keras, as far as stock tfjs-layers has them. Evaluation only. */
import type { LayerNode, Shape } from '../../../core/blueprint';
import type { ExportedTensor } from '../../../core/exported-model';
import { sizeOf } from '../../../core/network';
import { groupsOf } from '../../../core/structure';

export interface KerasLayer {
  readonly className: string;
  readonly name: string;
  /** In the spelling of Python, beside `name` and `trainable`. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Names of the layers it reads. */
  readonly inputs: readonly string[];
  /** In the order in which Keras makes them. */
  readonly weights: Readonly<Record<string, ExportedTensor>>;
}

/** What a layer of ours knows of its place in the network. */
export interface Place {
  readonly node: LayerNode;
  /** The Keras layers that it reads, and the shapes of what they give. */
  readonly inputs: readonly string[];
  readonly shapes: readonly Shape[];
  readonly output: Shape;
  /** Its parameters and running statistics, by local name. */
  tensor(name: string): ExportedTensor;
}

/** The last layer of each is called like the node. None: what it reads passes through. */
export type Translate = (place: Place) => readonly KerasLayer[];

/** As in the layers of ours. */
const NORM_EPSILON = 1e-5;
/** Far above what any implementation of Keras would raise, for layers that only scale and shift. */
const AFFINE_EPSILON = 1e-3;

const ACTIVATIONS: Readonly<Record<string, string>> = { relu: 'relu', tanh: 'tanh', sigmoid: 'sigmoid', elu: 'elu', swish: 'swish' };

export const TRANSLATIONS: Readonly<Record<string, Translate>> = {
  dense: ({ node: { name, config }, inputs, shapes: [before], tensor }) => {
    const flat = before!.length === 1 ? [] : [plain('Flatten', `${name}_flatten`, inputs)];
    return [...flat, dense(name, flat.length > 0 ? [`${name}_flatten`] : inputs, tensor('kernel'), config['bias'] === false ? undefined : tensor('bias'))];
  },

  convolution: ({ node: { name, config }, inputs, tensor }) => [
    convolution(name, inputs, tensor('kernel'), config['bias'] === false ? undefined : tensor('bias'), { strides: square(config['stride'] ?? 1), padding: config['padding'] ?? 'same' }),
  ],

  activation: ({ node: { name, config }, inputs }) => {
    const bend = config['function'] as string;
    if (bend === 'leaky-relu') return [plain('LeakyReLU', name, inputs, { alpha: config['slope'] ?? 0.01 })];
    return [plain('Activation', name, inputs, { activation: ACTIVATIONS[bend] ?? 'relu' })];
  },

  'max-pooling': ({ node: { name, config }, inputs }) => [
    plain('MaxPooling2D', name, inputs, { pool_size: square(config['size']), strides: square(config['stride'] ?? 1), padding: config['padding'] ?? 'same', data_format: 'channels_last' }),
  ],

  'global-average-pooling': ({ node: { name }, inputs }) => [plain('GlobalAveragePooling2D', name, inputs, { data_format: 'channels_last' })],

  add: ({ node: { name }, inputs }) => [plain('Add', name, inputs)],

  'batch-norm': ({ node: { name }, inputs, tensor }) => [
    batchNorm(name, inputs, NORM_EPSILON, { gamma: tensor('gamma'), beta: tensor('beta'), moving_mean: tensor('mean'), moving_variance: tensor('variance') }),
  ],

  // Keras in tfjs has no group norm; its layer norm over the positions and channels of a group, which get an axis of their own, is one without γ and β.
  'group-norm': ({ node: { name, config }, inputs, shapes: [before], tensor }) => {
    const channels = before!.at(-1)!;
    const groups = groupsOf(channels, config);
    const grouped = [sizeOf(before!) / channels, groups, channels / groups];
    return [
      reshape(`${name}_groups`, inputs, grouped),
      plain('LayerNormalization', `${name}_normalised`, [`${name}_groups`], { axis: [1, 3], epsilon: NORM_EPSILON, center: false, scale: false }),
      reshape(`${name}_channels`, [`${name}_normalised`], before!),
      affine(name, [`${name}_channels`], tensor('gamma'), tensor('beta')),
    ];
  },

  'squeeze-excite': ({ node: { name }, inputs, shapes: [before], tensor }) => [
    plain('GlobalAveragePooling2D', `${name}_means`, inputs, { data_format: 'channels_last' }),
    dense(`${name}_squeeze`, [`${name}_means`], tensor('squeeze-kernel'), tensor('squeeze-bias'), 'relu'),
    dense(`${name}_excite`, [`${name}_squeeze`], tensor('excite-kernel'), tensor('excite-bias'), 'sigmoid'),
    reshape(`${name}_gates`, [`${name}_excite`], [1, 1, before!.at(-1)!]),
    plain('Multiply', name, [inputs[0]!, `${name}_gates`]),
  ],

  // Scores of each channel's own head, softmax over the positions (which have to be the last axis for it), and the weighted sum as a mean times their number.
  'attention-pooling': ({ node: { name }, inputs, shapes: [before], tensor }) => {
    const channels = before!.at(-1)!;
    const positions = sizeOf(before!) / channels;
    return [
      convolution(`${name}_scores`, inputs, scoresOfChannels(tensor('score')), undefined, { strides: [1, 1], padding: 'same' }),
      reshape(`${name}_rows`, [`${name}_scores`], [positions, channels]),
      plain('Permute', `${name}_columns`, [`${name}_rows`], { dims: [2, 1] }),
      plain('Softmax', `${name}_shares`, [`${name}_columns`], { axis: -1 }),
      plain('Permute', `${name}_weights`, [`${name}_shares`], { dims: [2, 1] }),
      reshape(`${name}_values`, inputs, [positions, channels]),
      plain('Multiply', `${name}_weighted`, [`${name}_values`, `${name}_weights`]),
      plain('GlobalAveragePooling1D', `${name}_mean`, [`${name}_weighted`], { data_format: 'channels_last' }),
      plain('Rescaling', name, [`${name}_mean`], { scale: positions, offset: 0 }),
    ];
  },

  // These act in training alone.
  dropout: () => [],
  'drop-path': () => [],
};

/** (x − mean) / deviation per channel. */
export function normaliser(name: string, input: string, mean: readonly number[], deviation: readonly number[]): KerasLayer {
  return batchNorm(name, [input], AFFINE_EPSILON, {
    gamma: vector(deviation.map((one) => 1 / one)),
    beta: vector(mean.map(() => 0)),
    moving_mean: vector(mean),
    moving_variance: vector(mean.map(() => 1 - AFFINE_EPSILON)),
  });
}

function affine(name: string, inputs: readonly string[], gamma: ExportedTensor, beta: ExportedTensor): KerasLayer {
  const each = (value: number) => vector(Array.from(gamma.values, () => value));
  return batchNorm(name, inputs, AFFINE_EPSILON, { gamma, beta, moving_mean: each(0), moving_variance: each(1 - AFFINE_EPSILON) });
}

function batchNorm(name: string, inputs: readonly string[], epsilon: number, weights: KerasLayer['weights']): KerasLayer {
  return { ...plain('BatchNormalization', name, inputs, { axis: -1, momentum: 0.9, epsilon, center: true, scale: true }), weights };
}

function dense(name: string, inputs: readonly string[], kernel: ExportedTensor, bias: ExportedTensor | undefined, activation = 'linear'): KerasLayer {
  return { ...plain('Dense', name, inputs, { units: kernel.shape[1], activation, use_bias: bias !== undefined }), weights: { kernel, ...(bias ? { bias } : {}) } };
}

function convolution(name: string, inputs: readonly string[], kernel: ExportedTensor, bias: ExportedTensor | undefined, settings: Readonly<Record<string, unknown>>): KerasLayer {
  const [height, width, , filters] = kernel.shape;
  const config = { filters, kernel_size: [height, width], ...settings, data_format: 'channels_last', dilation_rate: [1, 1], activation: 'linear', use_bias: bias !== undefined };
  return { ...plain('Conv2D', name, inputs, config), weights: { kernel, ...(bias ? { bias } : {}) } };
}

function reshape(name: string, inputs: readonly string[], shape: Shape): KerasLayer {
  return plain('Reshape', name, inputs, { target_shape: shape });
}

function plain(className: string, name: string, inputs: readonly string[], config: KerasLayer['config'] = {}): KerasLayer {
  return { className, name, inputs, config, weights: {} };
}

/** [C, heads] → [1, 1, C, C]: every channel gets the scores of the head that pools it. */
function scoresOfChannels({ shape, values }: ExportedTensor): ExportedTensor {
  const [channels, heads] = shape as [number, number];
  const kernel = new Float32Array(channels * channels);
  for (let from = 0; from < channels; from++) for (let to = 0; to < channels; to++) kernel[from * channels + to] = values[from * heads + Math.floor((to * heads) / channels)]!;
  return { shape: [1, 1, channels, channels], values: kernel };
}

function vector(values: readonly number[]): ExportedTensor {
  return { shape: [values.length], values: Float32Array.from(values) };
}

function square(side: unknown): [number, number] {
  return [Number(side), Number(side)];
}
