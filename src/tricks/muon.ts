import { ADAM } from '../core/adam';
import { number } from '../core/fields';
import { constant, formula } from '../core/formula';
import type { Ops, Scalar, Tensor, Tf } from '../core/ops';
import { declareTrick, type ParameterGroup } from '../core/trick';
import type * as tfjs from '@tensorflow/tfjs-core';

/** Of the polynomial a·x + b·x³ + c·x⁵ that is applied to the singular values. */
const [A, B, C] = [3.4445, -4.775, 2.0315];
const ITERATIONS = 5;
const NORM_EPSILON = 1e-7;
const MATRIX_LAYERS = new Set(['dense', 'convolution']);

const MOMENTUM = formula('muon momentum', ['gradient', 'velocity'], ['momentum'], ({ gradient, velocity, momentum }) => {
  const fresh = gradient.times(constant(1).minus(momentum));
  const next = velocity.times(momentum).plus(fresh);
  return { velocity: next, ahead: next.times(momentum).plus(fresh) };
});
const HIGHER_POWERS = formula('muon higher powers', ['gram', 'squared'], [], ({ gram, squared }) => ({ sum: gram.times(B).plus(squared.times(C)) }));
const ITERATION = formula('muon iteration', ['x', 'higher'], [], ({ x, higher }) => ({ x: x.times(A).plus(higher) }));
const STEP = formula('muon step', ['weight', 'direction'], ['rate', 'scale'], ({ weight, direction, rate, scale }) => ({
  weight: weight.minus(direction.times(rate.times(scale))),
}));

export const muon = declareTrick({
  id: 'muon',
  key: 'muon',
  title: 'Muon',
  group: 'optimizer',
  exclusive: 'optimizer',
  summary: 'The step of each hidden layer is made as strong in its rare directions as in its common ones: all singular values are brought near one.',
  advice:
    'Holds speed records on small networks, CIFAR-10 among them. It is for hidden matrices only: the kernels of the first layer and of the output, biases and norms get AdamW’s update, as in the authors’ code (β = 0.9 and 0.95, ε = 1e-10), at a rate of their own, which is 0.0003 beside 0.02 in their code and ten times that here, for short runs. A convolution’s kernel is taken as a matrix with a row for each output channel. Five iterations leave the singular values somewhere between 0.5 and 1.5, which the authors find does no harm. It costs some fifteen small matrix products a layer. The weight decay is a trick of its own here.',
  formula: String.raw`m \leftarrow \mu m + (1-\mu) G,\quad X_0 = \frac{(1-\mu)G + \mu m}{\lVert\cdot\rVert_F},\quad
X_{i+1} = a X_i + (b A + c A^2) X_i,\ A = X_i X_i^\top,\quad W \leftarrow W - \eta\,\sqrt{\max(1, \tfrac{\text{rows}}{\text{columns}})}\;X_5`,
  source: { citation: 'Jordan et al. 2024, Muon: an optimizer for hidden layers in neural networks', url: 'https://kellerjordan.github.io/posts/muon/' },
  fields: {
    momentum: number({ label: 'Momentum', help: 'How much of its direction a step keeps from those before.', default: 0.95, min: 0, max: 0.999 }),
    others: number({
      label: 'Rate of the others',
      help: 'The rate of everything that is no hidden matrix, as a share of the learning rate; the authors’ 0.015 is slow in short runs.',
      default: 0.15,
      min: 0,
      max: 100,
    }),
  },
  suggestedRate: 0.02,
  applies: ({ blueprint: { nodes, heads } }) =>
    nodes.filter(({ kind, name }) => MATRIX_LAYERS.has(kind) && !Object.values(heads).includes(name)).length > 1 ||
    'this network has no hidden matrix, which is one that belongs neither to the first layer nor to the output',
  effects: () => ({
    perTensor: true,
    optimizer: {
      // Hidden matrices have no use for the second one.
      slots: ['first-moment', 'second-moment'],
      update: ({ tf, ops, knob, learningRate: rate, count }, weight, gradient, [first, second], group) => {
        if (isHiddenMatrix(group)) {
          const { velocity, ahead } = ops.elementwise(MOMENTUM, { gradient, velocity: first! }, { momentum: knob('momentum') });
          const columns = weight.shape.at(-1)!;
          const matrix = tf.reshape<tfjs.Rank.R2>(ahead, [-1, columns]);
          const direction = tf.reshape(orthogonalise(tf, ops, matrix), weight.shape);
          // Kernels here have a column, not a row, for each output.
          const scale = tf.scalar(Math.sqrt(Math.max(1, columns / matrix.shape[0])));
          return { weight: ops.elementwise(STEP, { weight, direction }, { rate, scale }).weight, state: [velocity, second!] };
        }
        const constants = { beta1: tf.scalar(0.9), beta2: tf.scalar(0.95), epsilon: tf.scalar(1e-10) };
        const scalars = { ...constants, rate: tf.mul<Scalar>(rate, knob('others')), count };
        const next = ops.elementwise(ADAM, { weight, gradient, first: first!, second: second! }, scalars);
        return { weight: next.weight, state: [next.first, next.second] };
      },
    },
  }),
  pytorch: ({ momentum, others }) => ({
    imports: ['from muon import SingleDeviceMuonWithAuxAdam  # pip install git+https://github.com/KellerJordan/Muon'],
    model: [
      'hidden = [p for p in model.parameters() if p.ndim > 1][1:-1]  # neither the first layer nor the output',
      'others = [p for p in model.parameters() if all(p is not h for h in hidden)]',
      'parameters = [',
      `    dict(params=hidden, use_muon=True, lr=lr, momentum=${momentum}),`,
      `    dict(params=others, use_muon=False, lr=lr * ${others}, betas=(0.9, 0.95), eps=1e-10),`,
      ']',
    ],
    optimizer: 'SingleDeviceMuonWithAuxAdam(parameters)',
  }),
});

/** What Muon is for: kernels between the first layer and the outputs. Each is in a group of its own. */
function isHiddenMatrix({ parameters: [parameter] }: ParameterGroup): boolean {
  const { role, depth, head, shape } = parameter!;
  return role === 'kernel' && depth > 0 && !head && shape.length > 1;
}

/** Brings all singular values of a matrix near one, by Newton and Schulz's iteration; those products of x with itself that are smaller are taken. */
function orthogonalise(tf: Tf, ops: Ops, matrix: tfjs.Tensor2D): Tensor {
  const [rows, columns] = matrix.shape;
  const tall = rows > columns;
  let x: Tensor = tf.div(matrix, tf.add(tf.sqrt(tf.sum(tf.square(matrix))), NORM_EPSILON));
  for (let i = 0; i < ITERATIONS; i++) {
    const gram = tf.matMul(x, x, tall, !tall);
    const { sum } = ops.elementwise(HIGHER_POWERS, { gram, squared: tf.matMul(gram, gram) }, {});
    x = ops.elementwise(ITERATION, { x, higher: tall ? tf.matMul(x, sum) : tf.matMul(sum, x) }, {}).x;
  }
  return x;
}
