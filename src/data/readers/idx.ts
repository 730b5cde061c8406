/** IDX, the format of MNIST: a magic number, the length of each dimension (big-endian), then the values, last dimension fastest. */
import type { NamedFile } from '../../core/dataset';
import { counted, grouped } from '../../core/words';
import { inflate } from './inflate';
import { MAX_INFLATED, MAX_SAMPLES, looksLike, mismatch } from './limits';

/** `labels`: shape [N]. `images`: shape [N, H, W]. */
export interface Idx {
  readonly kind: 'images' | 'labels';
  readonly shape: readonly number[];
  /** The product of the shape in bytes, row-major. */
  readonly values: Uint8Array;
}

/** Which of the two kinds a file is by its first four bytes: two zeros, 8 for unsigned bytes, the number of dimensions. */
export function idxKind(start: Uint8Array): Idx['kind'] | undefined {
  if (start[0] !== 0 || start[1] !== 0 || start[2] !== 8) return undefined;
  return start[3] === 1 ? 'labels' : start[3] === 3 ? 'images' : undefined;
}

/**
 * Reads an IDX file of unsigned bytes, gzipped or not.
 * @throws DataError where the magic number, the dimensions and the file's length do not fit together or pass the limits
 */
export function readIdx(file: NamedFile): Idx {
  const bytes = inflate(file);
  const kind = idxKind(bytes);
  if (kind === undefined) {
    const expected = 'be an IDX file of images (beginning with 00 00 08 03) or labels (00 00 08 01)';
    throw mismatch(file, expected, beginning(bytes));
  }

  const rank = kind === 'images' ? 3 : 1;
  const header = 4 + 4 * rank;
  if (bytes.length < header) throw mismatch(file, `hold IDX ${kind}`, `it ends after ${counted(bytes.length, 'byte')}, within its header`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, header);
  const shape = Array.from({ length: rank }, (_, axis) => view.getUint32(4 + 4 * axis));
  const dimensions = shape.map(grouped).join(' × ');

  const values = shape.reduce((product, size) => product * size);
  const length = header + values;
  if (values === 0 || shape[0]! > MAX_SAMPLES || length > MAX_INFLATED) {
    const limits = `1 to ${grouped(MAX_SAMPLES)} samples and at most ${grouped(MAX_INFLATED)} bytes`;
    throw mismatch(file, `hold IDX ${kind}, ${limits}`, `its header declares ${dimensions}`);
  }
  if (bytes.length < length) {
    throw mismatch(file, `hold IDX ${kind}, ${dimensions}`, `it ends after ${grouped(bytes.length)} of ${grouped(length)} bytes`);
  }
  if (bytes.length > length) {
    const more = counted(bytes.length - length, 'byte');
    throw mismatch(file, `hold IDX ${kind}, ${dimensions}`, `it has ${more} more than the ${grouped(length)} of these`);
  }
  return { kind, shape, values: bytes.subarray(header) };
}

function beginning(bytes: Uint8Array): string {
  const seen = looksLike(bytes);
  if (seen !== undefined) return `it is ${seen}`;
  if (bytes.length < 4) return `it has only ${counted(bytes.length, 'byte')}`;
  return `it begins with ${Array.from(bytes.subarray(0, 4), (byte) => byte.toString(16).padStart(2, '0')).join(' ')}`;
}
