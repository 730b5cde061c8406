/** CIFAR-10: small colour photographs, from the files of its binary version that the user gives or has fetched. */
import { DataError, declareDataset, type NamedFile } from '../../core/dataset';
import { integer, text } from '../../core/fields';
import { grouped } from '../../core/words';
import { cifarPart, readCifar10, readClassNames, readRecord, type Cifar10, type CifarPart } from '../readers/cifar10';
import { MAX_SAMPLES, mismatch, shownName } from '../readers/limits';
import { devFrom, splitFiles, type Readable } from '../readers/split';

const SHAPE = [32, 32, 3] as const;
const TRAIN = 50_000;
const BATCHES = [1, 2, 3, 4, 5] as const;
const NAMES = ['airplane', 'automobile', 'bird', 'cat', 'deer', 'dog', 'frog', 'horse', 'ship', 'truck'] as const;

export const cifar10 = declareDataset({
  id: 'cifar10',
  title: 'CIFAR-10',
  summary: '60,000 colour photographs of ten kinds of animals and vehicles, 32 × 32 pixels: where augmentation and normalisation show their worth.',
  source: {
    citation: 'A. Krizhevsky, "Learning multiple layers of features from tiny images", technical report, University of Toronto (2009)',
    url: 'https://www.cs.toronto.edu/~kriz/cifar.html',
  },
  fields: {
    size: integer({
      label: 'Training samples',
      help: 'How many photographs to train on. A smaller set is part of every larger one; at most all that the dev set leaves are used.',
      default: TRAIN,
      min: 10,
      max: TRAIN,
      scale: 'log',
    }),
    devSize: integer({
      label: 'Dev samples',
      help: 'How many photographs, the last of the training files, are kept back to compare settings by.',
      default: 1_000,
      min: 100,
      max: 25_000,
      scale: 'log',
    }),
    devFrom,
    url: text({
      label: 'Address of the files',
      help: "Where the files are fetched once you ask. CIFAR's own site does not let other sites read them (no CORS header): give your own copy.",
      default: '',
      longest: 300,
    }),
  },
  classNames: NAMES,
  needs: [
    ...BATCHES.map((batch) => ({ file: `data_batch_${batch}.bin`, what: '10,000 training images with labels; at least one of these files' })),
    { file: 'test_batch.bin', what: '10,000 test images with labels' },
  ],
  /** The training size is that of the whole data set; with fewer batches, all that is there is used. */
  describe: ({ size, devSize }) => ({ encoding: 'pixels', shape: SHAPE, classes: NAMES.length, trainSize: Math.min(size, TRAIN - devSize), mirrorable: true }),
  open(values, { files }) {
    const { train, test, names } = byPart(files);
    const trainPart = joined(train.map(readCifar10));
    const testPart = joined([readCifar10(test)]);
    return {
      encoding: 'pixels',
      shape: SHAPE,
      classes: names ? readClassNames(names) : NAMES,
      // of the 50,000 training images, over pixels
      mean: [0.4914, 0.4822, 0.4465],
      deviation: [0.247, 0.2435, 0.2616],
      splits: splitFiles('cifar10', trainPart, testPart, values),
      bayesErrorBound: 0,
    };
  },
});

/** Tells by their names which parts the files are; the training batches in the order of their numbers. */
function byPart(files: readonly NamedFile[]): { train: readonly NamedFile[]; test: NamedFile; names: NamedFile | undefined } {
  const found = new Map<CifarPart, NamedFile>();
  for (const file of files) {
    const part = cifarPart(file);
    if (!part) throw mismatch(file, 'be named data_batch_1.bin … data_batch_5.bin, test_batch.bin or batches.meta.txt', 'it is not');
    const other = found.get(part);
    if (other) throw new DataError(`CIFAR-10 should have each batch once, but both ${shownName(other)} and ${shownName(file)} were given.`);
    found.set(part, file);
  }
  const train = BATCHES.flatMap((batch) => found.get(`train ${batch}`) ?? []);
  const test = found.get('test');
  if (train.length === 0 || !test) {
    const missing = [...(train.length === 0 ? ['data_batch_1.bin (or another training batch)'] : []), ...(test ? [] : ['test_batch.bin'])];
    throw new DataError(`CIFAR-10 should have training batches and the test batch, gzipped or not, but these are missing: ${missing.join(', ')}.`);
  }
  return { train, test, names: found.get('names') };
}

/** Numbers the samples of several batches through. */
function joined(batches: readonly Cifar10[]): Readable {
  const count = batches.reduce((sum, batch) => sum + batch.count, 0);
  if (count > MAX_SAMPLES) {
    throw new DataError(`CIFAR-10's batches should hold at most ${grouped(MAX_SAMPLES)} samples, but they hold ${grouped(count)}.`);
  }
  return {
    count,
    read(index, out) {
      let place = index;
      let batch = 0;
      while (place >= batches[batch]!.count) place -= batches[batch++]!.count;
      return readRecord(batches[batch]!, place, out);
    },
  };
}
