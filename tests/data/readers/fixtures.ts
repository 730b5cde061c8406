/** Small files in the formats of MNIST and CIFAR-10, and the real ones where they lie beside the project. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'fflate';
import type { NamedFile } from '../../../src/core/dataset';
import { Stream } from '../../../src/core/random';

const REAL = new URL('../../../../shared/data/', import.meta.url);

/** Undefined where one of the files is absent. */
export function realFiles(...paths: string[]): NamedFile[] | undefined {
  const found = paths.map((path) => ({ name: path, path: fileURLToPath(new URL(path, REAL)) }));
  if (!found.every(({ path }) => existsSync(path))) return undefined;
  return found.map(({ name, path }) => ({ name, bytes: readFileSync(path) }));
}

export const REAL_MNIST = [
  'mnist/train-images-idx3-ubyte.gz',
  'mnist/train-labels-idx1-ubyte.gz',
  'mnist/t10k-images-idx3-ubyte.gz',
  'mnist/t10k-labels-idx1-ubyte.gz',
];
export const REAL_CIFAR = ['cifar10/data_batch_1.bin.gz', 'cifar10/test_batch.bin.gz', 'cifar10/batches.meta.txt'];
export const SKIPPED = 'skipped where ../shared/data does not hold the files';

export const bytesOf = (...bytes: number[]): Uint8Array => Uint8Array.from(bytes);
export const zipped = ({ name, bytes }: NamedFile): NamedFile => ({ name: `${name}.gz`, bytes: gzipSync(bytes) });

export function concat(...parts: Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

/** An IDX file with the given header and content. */
export function idx(name: string, shape: readonly number[], values: Uint8Array): NamedFile {
  const header = new DataView(new ArrayBuffer(4 + 4 * shape.length));
  header.setUint32(0, 0x800 + shape.length);
  shape.forEach((size, axis) => header.setUint32(4 + 4 * axis, size));
  return { name, bytes: concat(new Uint8Array(header.buffer), values) };
}

/** Every pixel of image i is i mod 256, but the first of each image is 255; its label is i mod 10. */
export function smallMnist(train = 40, test = 10): NamedFile[] {
  const images = (count: number): Uint8Array => Uint8Array.from({ length: count * 784 }, (_, i) => (i % 784 === 0 ? 255 : Math.floor(i / 784)));
  const labels = (count: number): Uint8Array => Uint8Array.from({ length: count }, (_, i) => i % 10);
  return [
    idx('train-images-idx3-ubyte', [train, 28, 28], images(train)),
    idx('train-labels-idx1-ubyte', [train], labels(train)),
    idx('t10k-images.idx3-ubyte', [test, 28, 28], images(test)),
    idx('t10k-labels.idx1-ubyte', [test], labels(test)),
  ];
}

/** A batch of CIFAR-10 whose labels count up and whose pixels are random. */
export function cifarBatch(name: string, count: number, firstLabel = 0): NamedFile {
  const stream = Stream.of(1, name);
  const bytes = Uint8Array.from({ length: count * 3073 }, (_, i) => (i % 3073 === 0 ? (firstLabel + i / 3073) % 10 : stream.below(256)));
  return { name, bytes };
}
