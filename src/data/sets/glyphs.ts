/** Handwritten characters drawn by Grimoire itself, in the manner of MNIST and EMNIST. */
import { declareDataset, type Dataset, type Sample, type Split, type SplitName } from '../../core/dataset';
import { choice, integer, number, type Values } from '../../core/fields';
import { Stream } from '../../core/random';
import { balancedClass, labelNoise, noisyLabel } from '../generated/labels';
import { writeNoisyBytes } from '../generated/pixel-noise';
import { SIDE } from '../glyphs/canvas';
import { ElasticField, fitPath, linearMap, placePath } from '../glyphs/deform';
import { distortionsAt, type Distortions } from '../glyphs/difficulty';
import { drawPath, drawStray } from '../glyphs/pen';
import { LONGEST_PATH, newPath, tracePath, type Skeleton } from '../glyphs/skeleton';
import { GLYPHS } from '../glyphs/skeletons';
import { makeWriters, pickWriter, STYLES, type Style, type StyleName } from '../glyphs/writers';

/** Height of an undistorted character, in pixels. */
const HEIGHT = 19.5;
/** No character leans by more than this, in degrees. */
const STEEPEST = 40;
const EVALUATION_SAMPLES = 2000;

const STYLE_OPTIONS = [
  { value: 'a', label: 'a: round and upright' },
  { value: 'b', label: 'b: thin, slanted, angular, with serifs' },
] as const;

const fields = {
  size: integer({
    label: 'Training samples',
    help: 'How many characters the network may learn from.',
    default: 10000,
    min: 10,
    max: 60000,
    scale: 'log',
  }),
  classes: integer({
    label: 'Classes',
    help: 'How many different characters there are: the ten digits first, then capital letters from 11, then some small letters from 37.',
    default: 10,
    min: 2,
    max: GLYPHS.length,
  }),
  difficulty: number({
    label: 'Difficulty',
    help: 'How much the characters are turned, bent, faded and cluttered: 0 is neat writing, 1 is hard to read even for people.',
    default: 0.3,
    min: 0,
    max: 1,
    role: 'structural',
  }),
  labelNoise,
  style: choice({ label: 'Handwriting, training', help: 'The school of handwriting of the training samples.', default: 'a', options: STYLE_OPTIONS }),
  devStyle: choice({
    label: 'Handwriting, dev and test',
    help: 'The school of handwriting that the network is judged on; choose another than in training to see what a shift of the data does.',
    default: 'a',
    options: STYLE_OPTIONS,
  }),
  seed: integer({
    label: 'Data seed',
    help: 'Another number gives other writers and other samples of the same kind.',
    default: 1,
    min: 0,
    max: 2 ** 32 - 1,
  }),
};

export const glyphs = declareDataset({
  id: 'glyphs',
  title: 'Handwritten characters',
  summary: 'Digits and letters in the hands of hundreds of made-up writers, drawn on the spot; you decide how hard they are to read.',
  fields,
  describe: ({ classes, size }) => ({ encoding: 'pixels', shape: [SIDE, SIDE, 1], classes, trainSize: size, mirrorable: false, groups: 'writer' }),
  open: openGlyphs,
});

function openGlyphs(values: Values<typeof fields>): Dataset {
  return {
    encoding: 'pixels',
    shape: [SIDE, SIDE, 1],
    classes: GLYPHS.slice(0, values.classes),
    // Measured over the first 10,000 training samples at the default settings.
    mean: [0.131],
    deviation: [0.27],
    splits: {
      train: makeSplit('train', values.size, values.style, values),
      trainDev: makeSplit('trainDev', EVALUATION_SAMPLES, values.style, values),
      dev: makeSplit('dev', EVALUATION_SAMPLES, values.devStyle, values),
      test: makeSplit('test', EVALUATION_SAMPLES, values.devStyle, values),
    },
    bayesErrorBound: values.labelNoise,
  };
}

function makeSplit(name: SplitName, size: number, styleName: StyleName, values: Values<typeof fields>): Split {
  const { seed, classes, labelNoise } = values;
  const style: Style = STYLES[styleName];
  const distortions = distortionsAt(values.difficulty);
  const writers = makeWriters(seed, style);
  const canvas = new Float32Array(SIDE * SIDE);
  const path = newPath();
  const points = new Float64Array(LONGEST_PATH);
  const field = new ElasticField();

  return {
    size,
    sample(index, out): Sample {
      const trueClass = balancedClass(seed, 'glyphs', name, index, classes);
      const stream = Stream.of(seed, 'glyphs', name, index);
      const { label, flipped } = noisyLabel(stream, trueClass, classes, labelNoise);

      const id = pickWriter(stream, name);
      const writer = writers.writer(id);
      const glyph = GLYPHS[trueClass]!;
      const habit = writers.habit(id, glyph);
      const variants = writers.variants(glyph);
      const skeleton = variants[writers.pickVariant(stream, habit, variants.length)]!;
      displacePoints(points, stream, skeleton, habit.displacements, distortions);
      tracePath(skeleton, points, style.roundness, path);

      const slant = within(-STEEPEST, STEEPEST, style.slant + distortions.writerSlant * writer.slant + distortions.slant * stream.normal());
      const rotation = distortions.rotation * stream.normal();
      const height = HEIGHT * within(0.45, 1.6, 1 + distortions.size * stream.normal());
      const aspect = style.aspect * within(0.5, 1.6, 1 + distortions.aspect * (0.7 * writer.aspect + 0.7 * stream.normal()));
      placePath(
        path,
        linearMap(height * aspect, height, slant, rotation),
        SIDE / 2 + distortions.shift * stream.uniform(-1, 1),
        SIDE / 2 + distortions.shift * stream.uniform(-1, 1),
      );
      field.draw(stream, distortions.elastic);
      field.displace(path);

      const thickness = style.thickness * within(0.4, 2, 1 + distortions.thickness * (0.8 * writer.thickness + 0.6 * stream.normal()));
      fitPath(path, thickness / 2);
      const ink = 255 * (1 - distortions.fading * stream.uniform());
      canvas.fill(0);
      drawPath(canvas, path, thickness / 2, style.nib, ink);

      const clutter = Math.floor(distortions.clutter + stream.uniform());
      for (let i = 0; i < clutter; i++) drawStray(canvas, stream, thickness / 2, ink);

      const noise = distortions.noise * stream.uniform(0.3, 1);
      writeNoisyBytes(canvas, noise, stream.uint32(), out);
      return { label, attributes: { slant, thickness, rotation, noise, clutter, writer: id, flipped } };
    },
  };
}

function within(low: number, high: number, value: number): number {
  return value < low ? low : value > high ? high : value;
}

/** Sets the skeleton's control points as this writer sets them this time. */
function displacePoints(points: Float64Array, stream: Stream, skeleton: Skeleton, habit: Float64Array, distortions: Distortions): void {
  for (let i = 0; i < skeleton.points.length; i++) {
    points[i] = skeleton.points[i]! + distortions.habit * habit[i]! + distortions.wobble * stream.normal();
  }
}
