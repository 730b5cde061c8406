/** Tells which data set the files are that someone drops on the page. */
import { DataError, type NamedFile } from '../core/dataset';
import { grouped } from '../core/words';
import { cifarPart } from './readers/cifar10';
import { idxKind } from './readers/idx';
import { peek } from './readers/inflate';
import { SIGNATURE_BYTES, baseName, looksLike, shownName } from './readers/limits';

export interface Recognised {
  readonly dataset: 'mnist' | 'cifar10';
  /** Those of the files that belong to it. */
  readonly files: NamedFile[];
}

const ACCEPTED =
  'the four files of MNIST (train-images-idx3-ubyte.gz …) or the binary version of CIFAR-10 (data_batch_1.bin …, test_batch.bin), gzipped or not';
const MOST_LISTED = 4;

/**
 * Decides by content and name which data set the files are; what lies beside the data in their archives (a read-me, hidden files) is left out.
 * Whether the set is complete and sound is for its `open` to say.
 * @throws DataError where files of no known data set, or of two, are among them
 */
export function recognise(files: readonly NamedFile[]): Recognised {
  const given = files.filter(({ name }) => !/^(\.|readme\b|licen[cs]e\b|thumbs\.db$)/i.test(baseName(name)));
  if (given.length === 0) throw new DataError(`There should be ${ACCEPTED}, but no data were given.`);

  const unknown = given.filter((file) => datasetOf(file) === undefined);
  if (unknown.length > 0) {
    const listed = unknown.slice(0, MOST_LISTED).map(describeFile);
    const more = unknown.length - listed.length;
    throw new DataError(`There should be ${ACCEPTED}, but there is ${listed.join(', ')}${more > 0 ? ` and ${grouped(more)} more` : ''}.`);
  }

  const [dataset, other] = new Set(given.map((file) => datasetOf(file)!));
  if (other) throw new DataError('There should be files of one data set at a time, but those of both MNIST and CIFAR-10 were given.');
  return { dataset: dataset!, files: given };
}

/** MNIST by its magic number, or by its name so that a damaged file is refused as what it should be; CIFAR-10, which has no magic number, by name. */
function datasetOf(file: NamedFile): Recognised['dataset'] | undefined {
  if (cifarPart(file)) return 'cifar10';
  return idxKind(peek(file, 4)) || /idx[13][-.]ubyte/i.test(file.name) ? 'mnist' : undefined;
}

function describeFile(file: NamedFile): string {
  const seen = file.bytes.length === 0 ? 'an empty file' : looksLike(peek(file, SIGNATURE_BYTES));
  return `${shownName(file)} (${seen ?? 'of an unknown kind'})`;
}
