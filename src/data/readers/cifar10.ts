/** The binary version of CIFAR-10: records of one label byte and 3,072 pixel bytes, the red plane, then the green, then the blue, each row by row. */
import type { NamedFile } from '../../core/dataset';
import { counted, grouped } from '../../core/words';
import { inflate } from './inflate';
import { MAX_SAMPLES, baseName, looksLike, mismatch } from './limits';

const CLASSES = 10;
const PLANE = 32 * 32;
const RECORD = 1 + 3 * PLANE;

export interface Cifar10 {
  readonly count: number;
  readonly records: Uint8Array;
}

/** What a file of CIFAR-10 holds. */
export type CifarPart = `train ${number}` | 'test' | 'names';

/** The part that a file is by its name; undefined for other files. */
export function cifarPart(file: NamedFile): CifarPart | undefined {
  const name = baseName(file.name).toLowerCase();
  if (/^batches\.meta\b.*\.txt$/.test(name)) return 'names';
  const match = /^(?:data_batch_([1-5])|test_batch)\b.*\.bin(?:\.gz)?$/.exec(name);
  if (!match) return undefined;
  return match[1] === undefined ? 'test' : `train ${Number(match[1])}`;
}

/**
 * Reads one batch of CIFAR-10, gzipped or not.
 * @throws DataError where it is not a whole number of records, passes the limits or has a label above 9
 */
export function readCifar10(file: NamedFile): Cifar10 {
  const expected = `hold CIFAR-10 records of ${grouped(RECORD)} bytes`;
  const records = inflate(file);
  const seen = looksLike(records);
  if (seen !== undefined) throw mismatch(file, expected, `it is ${seen}`);
  const count = Math.floor(records.length / RECORD);
  const rest = records.length - count * RECORD;
  if (rest !== 0) throw mismatch(file, expected, `it holds ${counted(count, 'record')} and ${counted(rest, 'byte')} more`);
  if (count === 0 || count > MAX_SAMPLES) throw mismatch(file, `${expected}, 1 to ${grouped(MAX_SAMPLES)}`, `it holds ${grouped(count)}`);
  for (let i = 0; i < count; i++) {
    const label = records[i * RECORD]!;
    if (label >= CLASSES) throw mismatch(file, `${expected} with labels 0 to ${CLASSES - 1}`, `record ${grouped(i + 1)} has label ${label}`);
  }
  return { count, records };
}

/** Writes the pixels of record `index` into `out` as [32, 32, 3] and returns its label. */
export function readRecord({ records }: Cifar10, index: number, out: Uint8Array | Float32Array): number {
  const start = index * RECORD;
  for (let pixel = 0, at = 0, from = start + 1; pixel < PLANE; pixel++, from++) {
    out[at++] = records[from]!;
    out[at++] = records[from + PLANE]!;
    out[at++] = records[from + 2 * PLANE]!;
  }
  return records[start]!;
}

/**
 * Reads the class names, one to a line.
 * @throws DataError where there are not ten short names
 */
export function readClassNames(file: NamedFile): string[] {
  const names = new TextDecoder()
    .decode(inflate(file, 4096))
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const wrong = names.length !== CLASSES ? `it holds ${names.length}` : names.some((name) => name.length > 40) ? 'one is longer' : undefined;
  if (wrong !== undefined) throw mismatch(file, `hold ${CLASSES} class names of at most 40 letters, one to a line`, wrong);
  return names;
}
