/** MNIST: handwritten digits, from four IDX files that the user gives or has fetched. Sets in the same format (Fashion-MNIST …) open as well. */
import { DataError, declareDataset, type NamedFile } from '../../core/dataset';
import { integer, text } from '../../core/fields';
import { grouped } from '../../core/words';
import { readIdx, type Idx } from '../readers/idx';
import { baseName, mismatch, shownName } from '../readers/limits';
import { devFrom, splitFiles, type Readable } from '../readers/split';

const SIDE = 28;
const CLASSES = 10;
const TRAIN = 60_000;
const SMALLEST_DEV = 100;

const ROLES = {
  'train images': 'train-images-idx3-ubyte.gz',
  'train labels': 'train-labels-idx1-ubyte.gz',
  'test images': 't10k-images-idx3-ubyte.gz',
  'test labels': 't10k-labels-idx1-ubyte.gz',
} as const;
type Role = keyof typeof ROLES;
interface Content {
  readonly file: NamedFile;
  readonly idx: Idx;
}

export const mnist = declareDataset({
  id: 'mnist',
  title: 'MNIST',
  summary: '70,000 handwritten digits, 28 × 28 grey pixels: small enough to reach 99 % in a browser tab.',
  source: {
    citation: 'Y. LeCun, L. Bottou, Y. Bengio, P. Haffner, "Gradient-based learning applied to document recognition", Proc. IEEE 86 (1998)',
    url: 'https://doi.org/10.1109/5.726791',
  },
  fields: {
    size: integer({
      label: 'Training samples',
      help: 'How many digits to train on. A smaller set is part of every larger one; at most all that the dev set leaves are used.',
      default: 55_000,
      min: 10,
      max: TRAIN - SMALLEST_DEV,
      scale: 'log',
    }),
    devSize: integer({
      label: 'Dev samples',
      help: 'How many digits, the last of the training file, are kept back to compare settings by.',
      default: 5_000,
      min: SMALLEST_DEV,
      max: 30_000,
      scale: 'log',
    }),
    devFrom,
    url: text({
      label: 'Address of the files',
      help: 'Where the four files (about 11 MB) are fetched from once you ask for it. The server has to allow other sites to read them (CORS).',
      default: 'https://storage.googleapis.com/cvdf-datasets/mnist/',
      longest: 300,
    }),
  },
  needs: [
    { file: ROLES['train images'], what: '60,000 training images' },
    { file: ROLES['train labels'], what: 'their labels' },
    { file: ROLES['test images'], what: '10,000 test images' },
    { file: ROLES['test labels'], what: 'their labels' },
  ],
  describe: ({ size, devSize }) => ({
    encoding: 'pixels',
    shape: [SIDE, SIDE, 1],
    classes: CLASSES,
    trainSize: Math.min(size, TRAIN - devSize),
    mirrorable: false,
  }),
  open(values, { files }) {
    const contents = byRole(files);
    const train = pair(contents['train images'], contents['train labels']);
    const test = pair(contents['test images'], contents['test labels']);
    return {
      encoding: 'pixels',
      shape: [SIDE, SIDE, 1],
      classes: Array.from({ length: CLASSES }, (_, digit) => String(digit)),
      mean: [0.1307],
      deviation: [0.3081],
      splits: splitFiles('mnist', train, test, values),
      bayesErrorBound: 0,
    };
  },
});

/** Sorts the files by what they hold and whether their name says train or test. */
function byRole(files: readonly NamedFile[]): Record<Role, Content> {
  const found = new Map<Role, Content>();
  for (const file of files) {
    const idx = readIdx(file);
    const role: Role = `${partOf(file)} ${idx.kind}`;
    const other = found.get(role);
    if (other) throw new DataError(`MNIST should have one file of ${role}, but ${shownName(other.file)} and ${shownName(file)} were given.`);
    found.set(role, { file, idx });
  }
  const roles = Object.keys(ROLES) as Role[];
  const missing = roles.filter((role) => !found.has(role)).map((role) => `${ROLES[role]} (${role})`);
  if (missing.length > 0) {
    throw new DataError(`MNIST should have four files, gzipped or not, but these are missing: ${missing.join(', ')}.`);
  }
  return Object.fromEntries(found) as Record<Role, Content>;
}

function partOf(file: NamedFile): 'train' | 'test' {
  const name = baseName(file.name).toLowerCase();
  const train = name.includes('train');
  const test = /t10k|(^|[^a-z])test/.test(name);
  if (train === test) throw mismatch(file, 'have either "train" or "t10k" in its name', `it has ${train ? 'both' : 'neither'}`);
  return train ? 'train' : 'test';
}

/** Checks images against their labels. */
function pair(images: Content, labels: Content): Readable {
  const [count, height, width] = images.idx.shape as [number, number, number];
  if (height !== SIDE || width !== SIDE) throw mismatch(images.file, `hold images of ${SIDE} × ${SIDE} pixels`, `they are ${height} × ${width}`);
  const classes = labels.idx.values;
  if (classes.length !== count) {
    const expected = `hold a label for each of the ${grouped(count)} images of ${shownName(images.file)}`;
    throw mismatch(labels.file, expected, `it holds ${grouped(classes.length)}`);
  }
  const wrong = classes.findIndex((label) => label >= CLASSES);
  if (wrong >= 0) throw mismatch(labels.file, `hold labels from 0 to ${CLASSES - 1}`, `label ${grouped(wrong + 1)} is ${classes[wrong]!}`);
  const pixels = images.idx.values;
  const length = SIDE * SIDE;
  return {
    count,
    read(index, out) {
      out.set(pixels.subarray(index * length, (index + 1) * length));
      return classes[index]!;
    },
  };
}
