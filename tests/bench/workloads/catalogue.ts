/** The real catalogue with two data sets whose samples cost next to nothing, and with the multilayer perceptron of workload A. */
import { catalogue } from '../../../src/catalogue';
import { BlueprintBuilder } from '../../../src/core/blueprint';
import type { Catalogue } from '../../../src/core/catalogue';
import { declareDataset, type Split } from '../../../src/core/dataset';
import { integer } from '../../../src/core/fields';
import { declareModel } from '../../../src/core/model';
import { Stream } from '../../../src/core/random';

const CLASSES = 10;

/** A bright bar across noise; its place says the class. */
function bars(name: string, size: number, side: number, channels: number): Split {
  return {
    size,
    sample(index, out) {
      const stream = Stream.of(1, 'bench', name, index);
      const label = stream.below(CLASSES);
      const bar = Math.floor((label * side) / CLASSES);
      for (let i = 0; i < out.length; i++) out[i] = stream.below(100) + (Math.floor(i / channels / side) === bar ? 120 : 0);
      return { label };
    },
  };
}

const declareBars = (id: string, side: number, channels: number) =>
  declareDataset({
    id,
    title: `Bars ${side}×${side}×${channels}`,
    summary: 'For the benchmark.',
    fields: { size: integer({ label: 'Size', help: 'Samples.', default: 1024, min: 1, max: 10_000 }) },
    describe: ({ size }) => ({ encoding: 'pixels', shape: [side, side, channels], classes: CLASSES, trainSize: size, mirrorable: true }),
    open: ({ size }) => ({
      encoding: 'pixels',
      shape: [side, side, channels],
      classes: Array.from({ length: CLASSES }, (_, i) => String(i)),
      mean: new Array<number>(channels).fill(0.2),
      deviation: new Array<number>(channels).fill(0.15),
      splits: { train: bars('train', size, side, channels), trainDev: bars('trainDev', CLASSES, side, channels), dev: bars('dev', CLASSES, side, channels), test: bars('test', CLASSES, side, channels) },
      bayesErrorBound: 0,
    }),
  });

const grey = declareBars('bench-grey', 28, 1);
const colour = declareBars('bench-colour', 32, 3);

const perceptron = declareModel({
  id: 'bench-mlp',
  title: 'MLP 128-64',
  summary: 'For the benchmark: hidden layers of 128 and 64 neurons.',
  fields: {},
  accepts: () => true,
  build: (_, { shape, classes }) =>
    new BlueprintBuilder(shape, classes)
      .add('dense1', 'dense', { units: 128 })
      .add('relu1', 'activation', { function: 'relu' })
      .add('dense2', 'dense', { units: 64 })
      .add('relu2', 'activation', { function: 'relu' })
      .add('output', 'dense', { units: classes })
      .build(),
});

export const benchCatalogue: Catalogue = {
  ...catalogue,
  datasets: { ...catalogue.datasets, [grey.id]: grey, [colour.id]: colour },
  models: { ...catalogue.models, [perceptron.id]: perceptron },
};
