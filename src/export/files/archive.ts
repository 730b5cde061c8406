/**
 * Several files as one ZIP archive (https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT), made in slices so that a page does not stand still
 * meanwhile. They are stored as they are: weights cannot be compressed, and the streaming compression of fflate 0.8 writes what cannot be read again for some
 * data (https://github.com/101arrowz/fflate/issues/260).
 */
import { crc32 } from '../../core/crc';
import { concat, utf8 } from './bytes';

export interface OutputFile {
  /** With folders, such as `run-1/config.json`. */
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Resolves when other work has had its turn. */
export type Pause = () => Promise<void>;

/** Checked at once: a few milliseconds of work. */
const SLICE = 1 << 20;
/** Of the format that is needed to read it: 2.0. */
const VERSION = 20;
/** Names are in UTF-8. */
const UTF8 = 1 << 11;
/** 1 January 1980, the first day that the format knows: the same files make the same archive. */
const DAY = (1 << 5) | 1;

/** @returns the parts of the archive, one after the other */
export async function archive(files: readonly OutputFile[], pause: Pause): Promise<Uint8Array<ArrayBuffer>[]> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const directory: Uint8Array<ArrayBuffer>[] = [];
  let offset = 0;
  for (const { name, bytes } of files) {
    const path = utf8(name);
    // What a file's own header and its entry in the directory have in common.
    const facts: Field[] = [[2, VERSION], [2, UTF8], [2, 0], [2, 0], [2, DAY], [4, await checksum(bytes, pause)], [4, bytes.length], [4, bytes.length], [2, path.length], [2, 0]];
    const header = concat([fields([4, 0x04034b50], ...facts), path]);
    directory.push(fields([4, 0x02014b50], [2, VERSION], ...facts, [2, 0], [2, 0], [2, 0], [4, 0], [4, offset]), path);
    parts.push(header, bytes);
    offset += header.length + bytes.length;
  }
  const entries = concat(directory);
  const end = fields([4, 0x06054b50], [2, 0], [2, 0], [2, files.length], [2, files.length], [4, entries.length], [4, offset], [2, 0]);
  return [...parts, entries, end];
}

async function checksum(bytes: Uint8Array, pause: Pause): Promise<number> {
  let value = 0;
  for (let first = 0; first < bytes.length; first += SLICE) {
    value = crc32(bytes.subarray(first, first + SLICE), value);
    await pause();
  }
  return value;
}

type Field = readonly [size: 2 | 4, value: number];

/** Whole numbers, little-endian. */
function fields(...values: readonly Field[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(values.reduce((sum, [size]) => sum + size, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const [size, value] of values) {
    if (size === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += size;
  }
  return bytes;
}
