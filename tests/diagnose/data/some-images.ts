/** Pictures for the checks of data: random ones, generated ones, and real ones where they are there. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { Dataset, SplitName } from '../../../src/core/dataset';
import { Stream } from '../../../src/core/random';
import { imageAt, readImages, sizeOf, type ImageShape, type ImageSplit } from '../../../src/diagnose/data/images';
import { cifar10 } from '../../../src/data/sets/cifar10';
import { glyphs } from '../../../src/data/sets/glyphs';
import { mnist } from '../../../src/data/sets/mnist';
import { scenes } from '../../../src/data/sets/scenes';
import { defaultsOf } from '../../../src/core/fields';

export function openGlyphs(changes: Partial<ReturnType<typeof glyphDefaults>> = {}): Dataset {
  return glyphs.open({ ...glyphDefaults(), ...changes }, { files: [] });
}
const glyphDefaults = () => defaultsOf(glyphs.fields);

export function openScenes(): Dataset {
  return scenes.open(defaultsOf(scenes.fields), { files: [] });
}

const MNIST = new URL('../../../../shared/data/mnist/', import.meta.url);
export const mnistIsThere = existsSync(MNIST);
export function openMnist(): Dataset {
  const files = mnist.needs!.map(({ file }) => ({ name: file, bytes: new Uint8Array(readFileSync(new URL(file, MNIST))) }));
  return mnist.open(defaultsOf(mnist.fields), { files });
}

const CIFAR10 = new URL('../../../../shared/data/cifar10/', import.meta.url);
export const cifar10IsThere = existsSync(CIFAR10);
/** The first of its batches and the test batch. */
export function openCifar10(): Dataset {
  const names = readdirSync(CIFAR10).filter((name) => /^(data_batch_1|test_batch)\.bin/.test(name));
  const files = names.map((name) => ({ name, bytes: new Uint8Array(readFileSync(new URL(name, CIFAR10))) }));
  return cifar10.open(defaultsOf(cifar10.fields), { files });
}

/** The first samples of a split that holds pixels. */
export function take(dataset: Dataset, name: SplitName, most: number): ImageSplit {
  const split = readImages(dataset, name, most);
  if (!split) throw new Error('these are no pixels');
  return split;
}

/** Pictures of independent random bytes in ten classes. */
export function randomImages(n: number, shape: ImageShape, options: { seed?: number; name?: SplitName } = {}): ImageSplit {
  const { seed = 1, name = 'train' } = options;
  const stream = Stream.of(seed, 'images');
  const pixels = Uint8Array.from({ length: n * sizeOf(shape) }, () => stream.below(256));
  return { name, shape, pixels, labels: Array.from({ length: n }, () => stream.below(10)) };
}

/** Another split of the same pictures, each byte changed by `change` and cut off at 0 and 255. */
export function changed(split: ImageSplit, name: SplitName, change: (byte: number) => number): ImageSplit {
  return { ...split, name, pixels: split.pixels.map((byte) => Math.max(0, Math.min(255, Math.round(change(byte))))) };
}

/** Some samples of a split, in the order asked for. */
export function pick(split: ImageSplit, indices: readonly number[], name: SplitName = split.name): ImageSplit {
  const size = sizeOf(split.shape);
  const pixels = new Uint8Array(indices.length * size);
  indices.forEach((index, i) => pixels.set(imageAt(split, index), i * size));
  return { name, shape: split.shape, pixels, labels: indices.map((index) => split.labels[index]!) };
}

/** Splits of one name after one another. */
export function join(first: ImageSplit, second: ImageSplit): ImageSplit {
  const pixels = new Uint8Array(first.pixels.length + second.pixels.length);
  pixels.set(first.pixels);
  pixels.set(second.pixels, first.pixels.length);
  return { ...first, pixels, labels: [...Array.from(first.labels), ...Array.from(second.labels)] };
}
