/** Checks of data in a worker of their own: reads some samples of each split, runs one check after the other, and answers other questions in between. */
import type { Catalogue } from '../core/catalogue';
import type { Dataset, NamedFile, SplitName } from '../core/dataset';
import { describeData, type Experiment } from '../core/experiment';
import { Stream } from '../core/random';
import type { Check, CheckedData } from '../diagnose/data/finding';
import { IMAGE_CHECKS } from '../diagnose/data/image-checks';
import { asImages, reading, type ReadSplit } from '../diagnose/data/images';
import { POINT_CHECKS } from '../diagnose/data/point-checks';
import { asPoints } from '../diagnose/data/points';
import { nextTask } from './next-task';
import { sow } from './plants/sow';
import type { SampleView } from './protocol';
import type { DataChecker, DataCheckEvent, ReadPart } from './protocol/data-checks';

/** Samples that are read at most. */
const LIMITS = { train: 10_000, dev: 2000, test: 2000 } as const;
type CheckedSplit = keyof typeof LIMITS;
const SPLITS = ['train', 'dev', 'test'] as const satisfies readonly CheckedSplit[];
/** Where samples take long to make, the limits are halved until reading them takes no longer than this, in ms; so much that all is done in about ten seconds. */
const READING_TIME = 6000;
const MOST_HALVINGS = 4;
/** Samples that tell how long one takes, in so many groups, of which the fastest counts: the first ones run before the engine has compiled the code. */
const TIMED = 40;
const GROUPS = 5;
/** Time without a pause for other questions, in ms. */
const TURN = 50;

type Listener = (event: DataCheckEvent) => void;

interface Opened {
  readonly dataset: Dataset;
  readonly group: string | undefined;
}

export class LocalDataChecker implements DataChecker {
  private opened: Opened | undefined;

  constructor(private readonly catalogue: Catalogue) {}

  async open(experiment: Experiment, files: readonly NamedFile[]): Promise<{ sizes: Record<SplitName, number> }> {
    const dataset = sow(this.catalogue, experiment).open(files);
    this.opened = { dataset, group: describeData(this.catalogue, experiment.data).groups };
    const { splits } = dataset;
    return { sizes: { train: splits.train.size, trainDev: splits.trainDev.size, dev: splits.dev.size, test: splits.test.size } };
  }

  async draw(split: SplitName, count: number, seed: number): Promise<SampleView[]> {
    const { dataset } = this.current();
    const { size } = dataset.splits[split];
    const order = Stream.of(seed, 'draw', split).permutation(size).slice(0, count);
    return Array.from(order, (index) => {
      const features = emptySample(dataset);
      return { index, features, ...dataset.splits[split].sample(index, features) };
    });
  }

  async check(listener: Listener): Promise<void> {
    await checkData(this.current(), listener);
  }

  private current(): Opened {
    if (!this.opened) throw new Error('No data have been opened yet');
    return this.opened;
  }
}

/** Runs all checks that fit the data; resolves when all are told of. */
export async function checkData({ dataset, group }: Opened, listener: Listener): Promise<void> {
  const began = performance.now();
  const limits = limitsFor(dataset, millisecondsPerSample(dataset));
  const parts = SPLITS.map((split): ReadPart => ({ split, size: dataset.splits[split].size, read: Math.min(limits[split], dataset.splits[split].size) }));
  const [train, dev, test] = await readAll(dataset, parts, listener);
  const facts = { classNames: dataset.classes, mean: dataset.mean, deviation: dataset.deviation, group };
  const run = async <S>(checks: readonly Check<S>[], data: CheckedData<S>): Promise<void> => {
    listener({ type: 'read', parts, checks: checks.map(({ id }) => id) });
    for (const { id, run: look } of checks) {
      listener({ type: 'checking', id });
      await nextTask();
      listener({ type: 'found', finding: { id, ...look(data) } });
    }
  };
  const images = [train, dev, test].map((split) => asImages(split!, dataset.shape));
  if (images[0] && images[1] && images[2]) await run(IMAGE_CHECKS, { ...facts, train: images[0], dev: images[1], test: images[2] });
  const points = [train, dev, test].map((split) => asPoints(split!, dataset.shape));
  if (points[0] && points[1] && points[2]) await run(POINT_CHECKS, { ...facts, train: points[0], dev: points[1], test: points[2] });
  listener({ type: 'done', seconds: (performance.now() - began) / 1000 });
}

/** How many samples of each split to read, where one takes so many ms. */
export function limitsFor({ splits }: Pick<Dataset, 'splits'>, milliseconds: number): Record<CheckedSplit, number> {
  const limited = (halvings: number) => ({ train: LIMITS.train >> halvings, dev: LIMITS.dev >> halvings, test: LIMITS.test >> halvings });
  const timeOf = (limits: Record<CheckedSplit, number>): number => milliseconds * SPLITS.reduce((sum, split) => sum + Math.min(limits[split], splits[split].size), 0);
  let halvings = 0;
  while (halvings < MOST_HALVINGS && timeOf(limited(halvings)) > READING_TIME) halvings++;
  return limited(halvings);
}

function millisecondsPerSample(dataset: Dataset): number {
  const { train } = dataset.splits;
  const out = emptySample(dataset);
  const times = Array.from({ length: GROUPS }, (_, group) => {
    const began = performance.now();
    for (let i = 0; i < TIMED; i++) train.sample((group * TIMED + i) % train.size, out);
    return (performance.now() - began) / TIMED;
  });
  return Math.min(...times);
}

async function readAll(dataset: Dataset, parts: readonly ReadPart[], listener: Listener): Promise<ReadSplit[]> {
  const all = parts.reduce((sum, { read }) => sum + read, 0);
  const splits: ReadSplit[] = [];
  let done = 0;
  let turn = performance.now();
  for (const { split, read } of parts) {
    const reader = reading(dataset, split, read);
    let step = reader.next();
    for (; !step.done; step = reader.next()) {
      done++;
      if (performance.now() - turn < TURN) continue;
      listener({ type: 'reading', share: done / all });
      await nextTask();
      turn = performance.now();
    }
    splits.push(step.value);
  }
  return splits;
}

function emptySample({ encoding, shape }: Dataset): Uint8Array | Float32Array {
  const size = shape.reduce((a, b) => a * b, 1);
  return encoding === 'pixels' ? new Uint8Array(size) : new Float32Array(size);
}
