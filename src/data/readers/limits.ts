/** Bounds on files from outside, and the words in which readers refuse them. */
import { DataError, type NamedFile } from '../../core/dataset';

/** The most bytes that one file may hold once it is unpacked. */
export const MAX_INFLATED = 256 * 2 ** 20;
/** The most samples that one data set may hold. */
export const MAX_SAMPLES = 1_000_000;

/** The last part of a path; names dropped with a folder carry the folder. */
export const baseName = (path: string): string => path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);

/** A file's name as it stands in a sentence, without its folders and of bounded length. */
export function shownName(file: NamedFile): string {
  const name = baseName(file.name) || 'A file without a name';
  return name.length > 60 ? `${name.slice(0, 40)}…${name.slice(-19)}` : name;
}

/** The sentence of every refusal: which file, what was expected, what was found. */
export function mismatch(file: NamedFile, expected: string, found: string): DataError {
  return new DataError(`${shownName(file)} should ${expected}, but ${found}.`);
}

const SIGNATURES: readonly (readonly [what: string, offset: number, bytes: string])[] = [
  ['a PNG image', 0, '\x89PNG'],
  ['a JPEG image', 0, '\xff\xd8\xff'],
  ['a GIF image', 0, 'GIF8'],
  ['a zip archive, to be unpacked first', 0, 'PK\x03\x04'],
  ['a tar archive, to be unpacked first', 257, 'ustar'],
  ['a PDF document', 0, '%PDF'],
  ['a Python pickle', 0, '\x80\x02'],
  ['a Python pickle', 0, '\x80\x03'],
  ['a Python pickle', 0, '\x80\x04'],
  ['a NumPy array', 0, '\x93NUMPY'],
];

/** How many leading bytes {@link looksLike} looks at. */
export const SIGNATURE_BYTES = 262;

/** What a file seems to be by its first bytes (after unpacking), in words; undefined where nothing familiar is seen. */
export function looksLike(start: Uint8Array): string | undefined {
  const latin1 = Array.from(start.subarray(0, SIGNATURE_BYTES), (byte) => String.fromCharCode(byte)).join('');
  if (/^(\xef\xbb\xbf)?\s*<(!doctype|html|!--)/i.test(latin1)) return 'a web page';
  return SIGNATURES.find(([, offset, bytes]) => latin1.startsWith(bytes, offset))?.[0];
}
