/** Points in the plane, for networks small enough to be looked into. */
import { declareDataset, type Dataset, type Sample, type Split, type SplitName } from '../../core/dataset';
import { choice, integer, number, type Values } from '../../core/fields';
import { Stream } from '../../core/random';
import { balancedClass, labelNoise, noisyLabel } from '../generated/labels';
import { SHAPES } from '../points/shapes';

const TRAIN_DEV_SAMPLES = 1000;
const DEV_SAMPLES = 400;
const TEST_SAMPLES = 1000;
const CLASS_NAMES = ['orange', 'blue', 'green', 'purple', 'red'] as const;

const fields = {
  size: integer({ label: 'Training samples', help: 'How many points the network may learn from.', default: 400, min: 10, max: 20000, scale: 'log' }),
  shape: choice({
    label: 'Shape',
    help: 'The figure that the classes form in the plane.',
    default: 'spirals',
    options: [
      { value: 'spirals', label: 'Spirals' },
      { value: 'moons', label: 'Moons' },
      { value: 'circles', label: 'Rings' },
      { value: 'gaussians', label: 'Bell-shaped heaps' },
      { value: 'xor', label: 'Chessboard (exclusive or)' },
    ],
  }),
  classes: integer({ label: 'Classes', help: 'How many kinds of points there are.', default: 2, min: 2, max: CLASS_NAMES.length }),
  noise: number({
    label: 'Noise',
    help: 'How far points stray from their figure: the deviation of a bell-shaped error in each coordinate.',
    default: 0.06,
    min: 0,
    max: 0.5,
    role: 'structural',
  }),
  labelNoise,
  seed: integer({ label: 'Data seed', help: 'Another number gives other points of the same figure.', default: 1, min: 0, max: 2 ** 32 - 1 }),
};

export const points = declareDataset({
  id: 'points',
  title: 'Points in the plane',
  summary: 'Spirals, moons, rings, heaps or a chessboard of points with two coordinates each: a task whose solution can be drawn.',
  fields,
  suggestedEpochs: 100, // an epoch is only a few steps
  describe: ({ classes, size }) => ({ encoding: 'points', shape: [2], classes, trainSize: size, mirrorable: false }),
  open: openPoints,
});

function openPoints(values: Values<typeof fields>): Dataset {
  return {
    encoding: 'points',
    shape: [2],
    classes: CLASS_NAMES.slice(0, values.classes),
    mean: [0, 0],
    deviation: [0.5, 0.5],
    splits: {
      train: makeSplit('train', values.size, values),
      trainDev: makeSplit('trainDev', TRAIN_DEV_SAMPLES, values),
      dev: makeSplit('dev', DEV_SAMPLES, values),
      test: makeSplit('test', TEST_SAMPLES, values),
    },
    bayesErrorBound: values.labelNoise,
  };
}

function makeSplit(name: SplitName, size: number, { seed, shape, classes, noise, labelNoise }: Values<typeof fields>): Split {
  return {
    size,
    sample(index, out): Sample {
      const trueClass = balancedClass(seed, 'points', name, index, classes);
      const stream = Stream.of(seed, 'points', name, index);
      const { label, flipped } = noisyLabel(stream, trueClass, classes, labelNoise);
      const [cleanX, cleanY] = SHAPES[shape](stream, trueClass, classes);
      const x = cleanX + noise * stream.normal();
      const y = cleanY + noise * stream.normal();
      out[0] = x;
      out[1] = y;
      return { label, attributes: { radius: Math.sqrt(x * x + y * y), flipped } };
    },
  };
}
