/** Small colour pictures drawn by Grimoire itself: one of ten objects in front of one of ten backgrounds, in the manner of CIFAR-10. */
import { declareDataset, type Dataset, type Sample, type Split, type SplitName } from '../../core/dataset';
import { choice, integer, number, type Values } from '../../core/fields';
import { Stream } from '../../core/random';
import { balancedClass, labelNoise, noisyLabel } from '../generated/labels';
import { writeNoisyBytes } from '../generated/pixel-noise';
import { BACKGROUNDS, paintBackground } from '../scenes/backgrounds';
import { hardshipsAt } from '../scenes/difficulty';
import { OBJECTS, pickCoat } from '../scenes/objects';
import { SIDE } from '../scenes/paint';
import { adjustLight, newStage, paintClutter, paintObject, paintOccluders, placeObject } from '../scenes/stage';

const EVALUATION_SAMPLES = 2000;

const fields = {
  size: integer({
    label: 'Training samples',
    help: 'How many pictures the network may learn from.',
    default: 5000,
    min: 10,
    max: 50000,
    scale: 'log',
  }),
  difficulty: number({
    label: 'Difficulty',
    help: 'How small, turned, hidden, badly lit and camouflaged the objects are, from 0 for easy to 1 for hard.',
    default: 0.4,
    min: 0,
    max: 1,
    role: 'structural',
  }),
  devDifficulty: choice({
    label: 'Difficulty, dev and test',
    help: 'How hard the pictures are that the network is judged on; choose another difficulty than in training to see what a shift of the data does.',
    default: 'same',
    options: [
      { value: 'same', label: 'as in training' },
      { value: '0.1', label: '0.1: easy' },
      { value: '0.4', label: '0.4: middling' },
      { value: '0.8', label: '0.8: hard' },
    ],
  }),
  backgroundBias: number({
    label: 'Background bias',
    help: 'The share of training pictures with the background of their class; dev and test never are, and so expose a network that learned it.',
    default: 0,
    min: 0,
    max: 1,
    role: 'structural',
  }),
  labelNoise,
  seed: integer({ label: 'Data seed', help: 'Another number gives other pictures of the same kind.', default: 1, min: 0, max: 2 ** 32 - 1 }),
};

export const scenes = declareDataset({
  id: 'scenes',
  title: 'Painted scenes',
  summary: 'Stars, hearts, rings, patterned balls and two-coloured eyes before sky, water, grass and bricks, drawn on the spot in colour.',
  fields,
  describe: ({ size }) => ({ encoding: 'pixels', shape: [SIDE, SIDE, 3], classes: OBJECTS.length, trainSize: size, mirrorable: true, extraLabel: { attribute: 'background', classes: BACKGROUNDS.length, title: 'the background' } }),
  open: openScenes,
});

interface Kind {
  readonly difficulty: number;
  readonly backgroundBias: number;
}

function openScenes(values: Values<typeof fields>): Dataset {
  const { difficulty, devDifficulty, backgroundBias } = values;
  const seen: Kind = { difficulty, backgroundBias };
  const judged: Kind = { difficulty: devDifficulty === 'same' ? difficulty : Number(devDifficulty), backgroundBias: 0 };
  return {
    encoding: 'pixels',
    shape: [SIDE, SIDE, 3],
    classes: OBJECTS.map(({ name }) => name),
    // Measured over the first 10,000 training samples at the default settings.
    mean: [0.442, 0.418, 0.374],
    deviation: [0.208, 0.195, 0.21],
    splits: {
      train: makeSplit('train', values.size, seen, values),
      trainDev: makeSplit('trainDev', EVALUATION_SAMPLES, seen, values),
      dev: makeSplit('dev', EVALUATION_SAMPLES, judged, values),
      test: makeSplit('test', EVALUATION_SAMPLES, judged, values),
    },
    bayesErrorBound: values.labelNoise,
  };
}

function makeSplit(name: SplitName, size: number, { difficulty, backgroundBias }: Kind, { seed, labelNoise }: Values<typeof fields>): Split {
  const hardships = hardshipsAt(difficulty);
  const canvas = new Float32Array(SIDE * SIDE * 3);
  const stage = newStage();

  return {
    size,
    sample(index, out): Sample {
      const trueClass = balancedClass(seed, 'scenes', name, index, OBJECTS.length);
      const stream = Stream.of(seed, 'scenes', name, index);
      const { label, flipped } = noisyLabel(stream, trueClass, OBJECTS.length, labelNoise);

      const biased = stream.chance(backgroundBias);
      const anyBackground = stream.below(BACKGROUNDS.length);
      const background = biased ? trueClass : anyBackground;
      const backgroundColour = paintBackground(canvas, stream, background, hardships.texture);
      paintClutter(canvas, stream, hardships);

      const object = OBJECTS[trueClass]!;
      const place = placeObject(stream, object, hardships);
      const coat = pickCoat(stream, object, backgroundColour);
      paintObject(canvas, stage, stream, object, place, coat, backgroundColour, hardships);
      const occlusion = paintOccluders(canvas, stage, stream, place, backgroundColour, hardships);
      const { brightness, contrast } = adjustLight(canvas, stream, hardships);
      const noise = hardships.noise * stream.uniform(0.3, 1);
      writeNoisyBytes(canvas, noise, stream.uint32(), out);
      return {
        label,
        attributes: {
          scale: place.radius,
          rotation: place.rotation,
          occlusion,
          brightness,
          contrast,
          noise,
          background,
          hue: coat.hue - 360 * Math.floor(coat.hue / 360),
          flipped,
        },
      };
    },
  };
}
