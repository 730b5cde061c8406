/** Asks a network about samples in the ways that the rules compare. */
import type { Tensor } from '../../core/ops';
import type { Predicted, RepeatedPrediction } from '../../diagnose/evidence';
import type { Attributes } from '../../diagnose/errors/slices';
import type { DeviceSplit } from '../device-split';
import { CHUNK, probabilitiesOf } from '../evaluate';
import { nextTask } from '../next-task';
import { augment, logitsOf } from '../predictions';
import type { Run } from '../run';
import type * as tfjs from '@tensorflow/tfjs-core';

export interface Asking {
  readonly run: Run;
  readonly goOn: () => boolean;
}

/** How long samples are read at one go, in ms. */
export const TURN = 10;
/** Samples that are asked about twice. */
const TWICE = 64;

/** The first samples of a split, in the chunks and the way of an evaluation. @param most at most so many */
export async function askPlainly({ run, goOn }: Asking, name: 'train' | 'dev', most: number): Promise<Predicted> {
  const data = run.split(name);
  return inChunks({ run, goOn }, name, most, (indices) => probabilitiesOf(run.evaluator, data, indices));
}

const attributesOf = new WeakMap<DeviceSplit, readonly (Attributes | undefined)[]>();

/** What is known of the first samples of dev. To know it, generated samples are drawn again, so that it is asked once in a run and a few at a time. */
export async function readAttributes({ run, goOn }: Asking, samples: number): Promise<readonly (Attributes | undefined)[]> {
  const dev = run.split('dev');
  const read: (Attributes | undefined)[] = [];
  const known = attributesOf.get(dev);
  if (known) return known;
  for (let turn = performance.now(); read.length < samples; ) {
    read.push(withoutOracles(dev.read(read.length).attributes));
    if (performance.now() - turn < TURN) continue;
    await nextTask();
    if (!goOn()) throw interrupted();
    turn = performance.now();
  }
  attributesOf.set(dev, read);
  return read;
}

/** The network alone, on the same dev samples: first in their order, then from the last to the first and among others. */
export async function askTwice({ run, goOn }: Asking): Promise<RepeatedPrediction | undefined> {
  const dev = run.split('dev');
  const count = Math.min(TWICE, dev.size);
  if (count === 0) return undefined;
  const among = Math.min(2 * TWICE, dev.size);
  const first = await alone(run, 'dev', Int32Array.from({ length: count }, (_, i) => i));
  if (!goOn()) throw interrupted();
  const backwards = await alone(run, 'dev', Int32Array.from({ length: among }, (_, i) => among - 1 - i));
  const classes = run.dataset.classes.length;
  const second = new Float32Array(first.length);
  for (let i = 0; i < count; i++) second.set(backwards.subarray((among - 1 - i) * classes, (among - i) * classes), i * classes);
  return { first, second };
}

/** The network alone on training samples, before and after the augmentations of a step; undefined where the run has none. */
export async function askAugmented({ run, goOn }: Asking, most: number): Promise<{ clean: Predicted; changed: Predicted } | undefined> {
  if (!run.recipe.tricks.some(({ effects }) => effects.augment)) return undefined;
  const clean = await inChunks({ run, goOn }, 'train', most, (indices) => alone(run, 'train', indices));
  const changed = await inChunks({ run, goOn }, 'train', most, (indices) => alone(run, 'train', indices, (x) => augment(run.evaluator, x, indices[0]!)));
  return { clean, changed };
}

/** Generated data know of each sample whether its label was flipped. No real data do, so no rule may see it. */
export function withoutOracles(attributes: Readonly<Record<string, number>> | undefined): Readonly<Record<string, number>> | undefined {
  if (!attributes) return undefined;
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => name !== 'flipped'));
}

async function inChunks({ run, goOn }: Asking, name: 'train' | 'dev', most: number, ask: (indices: Int32Array) => Promise<Float32Array>) {
  const data = run.split(name);
  const samples = Math.min(most, data.size);
  const classes = run.dataset.classes.length;
  const labels = new Int32Array(samples);
  const probabilities = new Float32Array(samples * classes);
  for (let first = 0; first < samples; first += CHUNK) {
    const indices = Int32Array.from({ length: Math.min(CHUNK, samples - first) }, (_, i) => first + i);
    labels.set(data.ensure(indices), first);
    probabilities.set(await ask(indices), first * classes);
    await nextTask();
    if (!goOn()) throw interrupted();
  }
  return { labels, probabilities };
}

/** Probabilities [B, K] by the network without what changes predictions at the end of a run. @param change of pixels in 0 … 1 */
async function alone(run: Run, name: 'train' | 'dev', indices: Int32Array, change: (x: Tensor) => Tensor = (x) => x): Promise<Float32Array> {
  const data = run.split(name);
  const { evaluator } = run;
  const { tf } = evaluator;
  data.ensure(indices);
  const probabilities = tf.tidy(() => tf.softmax<tfjs.Tensor2D>(logitsOf(evaluator, data.normalise(change(data.gather(tf.tensor1d(indices, 'int32')))))));
  const values = await probabilities.data<'float32'>();
  probabilities.dispose();
  return values.slice();
}

export function interrupted(): Error {
  return new Error('Another run was started before the checks were done');
}
