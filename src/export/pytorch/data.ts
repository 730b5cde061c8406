/** The data as PyTorch code: torchvision's data sets, and a place to put one's own samples where Grimoire makes them itself. */
import type { Catalogue } from '../../core/catalogue';
import { DataError } from '../../core/dataset';
import { describeData, type Experiment } from '../../core/experiment';
import type { TorchCode } from '../../core/pytorch';
import { call, tuple } from './python';

export interface DataCode {
  readonly imports: readonly string[];
  /** Makes `train_set`, `dev_set` and `test_set`. */
  readonly lines: readonly string[];
  readonly note?: string;
}

interface Torchvision {
  readonly name: string;
  /** In the training files. */
  readonly samples: number;
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
}

/** As `open` of these data sets has them; they cannot be opened without their files. */
const TORCHVISION: Readonly<Record<string, Torchvision>> = {
  mnist: { name: 'MNIST', samples: 60_000, mean: [0.1307], deviation: [0.3081] },
  cifar10: { name: 'CIFAR10', samples: 50_000, mean: [0.4914, 0.4822, 0.4465], deviation: [0.247, 0.2435, 0.2616] },
};

/** In the test files of either. */
const TEST_SAMPLES = 10_000;

/** How many samples stand in for a dev or test set of unknown size. */
const EVALUATED = 2000;

type Changes = Required<Pick<TorchCode, 'transforms' | 'tensorTransforms'>>;

export function dataCode(catalogue: Catalogue, experiment: Experiment, changes: Changes): DataCode {
  const { data } = experiment;
  const { shape, trainSize, encoding } = describeData(catalogue, data);
  if (encoding === 'points') return points(catalogue.datasets[data.id]!.title, shape[0]!, trainSize);
  const known = TORCHVISION[data.id];
  return known ? torchvision(known, trainSize, data, changes) : pictures(catalogue, experiment, changes);
}

function torchvision({ name, samples, mean, deviation }: Torchvision, trainSize: number, data: Experiment['data'], changes: Changes): DataCode {
  const fromTraining = [`dev_set = part(True, clean, slice(${samples - Number(data['devSize'])}, None))`, 'test_set = part(False, clean, slice(None))'];
  const fromTest = [`dev_set = part(False, clean, slice(${TEST_SAMPLES / 2}))`, `test_set = part(False, clean, slice(${TEST_SAMPLES / 2}, None))`];
  return {
    imports: ['from torchvision import datasets, transforms'],
    lines: [
      ...transformsOf(mean, deviation, changes),
      '',
      '',
      'def part(train, transform, samples):',
      `    data = datasets.${name}("data", train=train, download=True, transform=transform)`,
      '    data.data, data.targets = data.data[samples], data.targets[samples]',
      '    return data',
      '',
      '',
      `train_set = part(True, augmented, slice(${trainSize}))`,
      ...(data['devFrom'] === 'test' ? fromTest : fromTraining),
    ],
  };
}

function pictures(catalogue: Catalogue, { data }: Experiment, changes: Changes): DataCode {
  const { title } = catalogue.datasets[data.id]!;
  const { shape, trainSize } = describeData(catalogue, data);
  const { mean, deviation, dev, test } = openedFacts(catalogue, data, shape[2]!);
  const [height, width, channels] = shape;
  return {
    imports: ['from torch.utils.data import Dataset', 'from torchvision import transforms'],
    note: `“${title}” are drawn by Grimoire itself. Noise of the same shape stands in their place, so that the script runs: put a data set of your own there.`,
    lines: [
      ...transformsOf(mean, deviation, changes),
      '',
      '',
      'class Noise(Dataset):',
      `    """${channels === 3 ? 'Colour' : 'Grey'} pictures of ${height} × ${width} pixels with a class each; a placeholder."""`,
      '',
      '    def __init__(self, size, transform):',
      '        self.size, self.transform = size, transform',
      '',
      '    def __len__(self):',
      '        return self.size',
      '',
      '    def __getitem__(self, index):',
      `        pixels = torch.rand(${channels}, ${height}, ${width}, generator=torch.Generator().manual_seed(index))`,
      '        return self.transform(transforms.functional.to_pil_image(pixels)), index % classes',
      '',
      '',
      `train_set = Noise(${trainSize}, augmented)`,
      `dev_set, test_set = Noise(${dev}, clean), Noise(${test}, clean)`,
    ],
  };
}

function points(title: string, features: number, trainSize: number): DataCode {
  return {
    imports: ['from torch.utils.data import TensorDataset'],
    note: `“${title}” are made by Grimoire itself. Random points stand in their place, so that the script runs: put your own there.`,
    lines: [
      '',
      'def noise(size):',
      '    """Points and a class for each; a placeholder."""',
      `    return TensorDataset(torch.randn(size, ${features}), torch.arange(size) % classes)`,
      '',
      '',
      `train_set, dev_set, test_set = noise(${trainSize}), noise(${EVALUATED}), noise(${EVALUATED})`,
    ],
  };
}

/** `clean` for evaluation and `augmented` for training. */
function transformsOf(mean: readonly number[], deviation: readonly number[], { transforms, tensorTransforms }: Changes): string[] {
  const normalise = `transforms.Normalize(${tuple(mean)}, ${tuple(deviation)})`;
  const clean = `clean = transforms.Compose([transforms.ToTensor(), ${normalise}])`;
  if (transforms.length + tensorTransforms.length === 0) return [clean, 'augmented = clean'];
  const steps = call('', [...transforms, 'transforms.ToTensor()', ...tensorTransforms, normalise]).slice(1, -1);
  return [clean, 'augmented = transforms.Compose([', ...steps, '])'];
}

/** What a generated data set tells when it is opened, which costs next to nothing; guesses for one that cannot be. */
function openedFacts(catalogue: Catalogue, data: Experiment['data'], channels: number) {
  try {
    const { mean, deviation, splits } = catalogue.datasets[data.id]!.open(data, { files: [] });
    return { mean, deviation, dev: splits.dev.size, test: splits.test.size };
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    const each = (value: number) => Array.from({ length: channels }, () => value);
    return { mean: each(0.5), deviation: each(0.25), dev: EVALUATED, test: EVALUATED };
  }
}
