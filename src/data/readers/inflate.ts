/** Unpacks gzip within a bound, so that a small file that unpacks to gigabytes ends with a sentence. */
import { FlateErrorCode, Gunzip, type FlateError } from 'fflate';
import { crc32 } from '../../core/crc';
import { DataError, type NamedFile } from '../../core/dataset';
import { counted } from '../../core/words';
import { MAX_INFLATED, mismatch } from './limits';

/** Input bytes per turn. Deflate unpacks to at most 1,032 times its size, so a turn overshoots the limit by at most 8 MB before it is stopped. */
const TURN = 8192;
const DEFLATE_RATIO = 1032;
/** Input that gives no output is kept and copied anew in every turn; no sound file has this much of it. */
const MAX_SILENT = 2 ** 20;
/** Every member costs a new decoder; block-wise gzip of a file at the limit has some 4,000. */
const MAX_MEMBERS = 10_000;

/** An unpacked block of up to 64 KB comes out as a whole. */
const PEEKED = 16 * TURN;

/** True where the bytes begin as gzip does, whatever the file is called. */
export const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/**
 * The content of a file, unpacked where it is gzip (RFC 1952; several members follow one another) and as it is otherwise.
 * @param limit the most bytes of content
 * @throws DataError where the content is longer than the limit, cut short, or does not match its checksum
 */
export function inflate(file: NamedFile, limit = MAX_INFLATED): Uint8Array {
  const { bytes } = file;
  const tooLong = (): DataError => mismatch(file, `hold at most ${counted(limit, 'byte')}`, 'it holds more');
  if (!isGzip(bytes)) {
    if (bytes.length > limit) throw tooLong();
    return bytes;
  }

  let content = new Uint8Array(plausibleLength(bytes, limit));
  let filled = 0;
  let memberStart = 0;
  let members = 0;

  const append = (chunk: Uint8Array): void => {
    const needed = filled + chunk.length;
    if (needed > limit) throw tooLong();
    if (needed > content.length) {
      const grown = new Uint8Array(Math.min(limit, Math.max(needed, 2 * content.length)));
      grown.set(content.subarray(0, filled));
      content = grown;
    }
    content.set(chunk, filled);
    filled = needed;
  };
  /** Compares the member that ends at `end` with its trailer: the checksum and the length of its content, both little-endian. */
  const closeMember = (end: number): void => {
    const member = content.subarray(memberStart, filled);
    if (end < 18 || uint32(bytes, end - 4) !== member.length || uint32(bytes, end - 8) !== crc32(member)) {
      const found = `${counted(member.length, 'byte')} that do not match it`;
      throw mismatch(file, 'unpack to what its gzip checksum says', `it gives ${found}, so it is damaged or cut short`);
    }
    memberStart = filled;
    if (++members > MAX_MEMBERS) throw mismatch(file, `have at most ${counted(MAX_MEMBERS, 'gzip member')}`, 'it has more');
  };

  try {
    unpack(bytes, append, closeMember);
  } catch (error) {
    if (error instanceof DataError) throw error;
    const unpacked = `after unpacking to ${counted(filled, 'byte')}`;
    const cutShort = (error as FlateError).code === FlateErrorCode.UnexpectedEOF;
    throw mismatch(file, 'be a sound gzip file', cutShort ? `it ends in the middle, ${unpacked}` : `it is damaged, ${unpacked}`);
  }
  closeMember(bytes.length);
  return content.subarray(0, filled);
}

/** The first bytes of a file's content, at most `count`; fewer where the file is short or damaged. Never throws. */
export function peek({ bytes }: NamedFile, count: number): Uint8Array {
  if (!isGzip(bytes)) return bytes.subarray(0, count);
  let start = new Uint8Array(0);
  try {
    unpack(bytes.subarray(0, PEEKED), (chunk) => {
      start = chunk.slice(0, count);
      if (start.length > 0) throw new Error('seen enough');
    });
  } catch {
    // either enough was seen, or what came before the damage is all that can be
  }
  return start;
}

/** Pushes gzip data through the decoder turn by turn. @throws FlateError, and whatever the callbacks throw */
function unpack(bytes: Uint8Array, onData: (chunk: Uint8Array) => void, onMember?: (start: number) => void): void {
  let silent = 0;
  const gunzip = new Gunzip((chunk) => {
    if (chunk.length > 0) silent = 0;
    onData(chunk);
  });
  if (onMember) gunzip.onmember = onMember;
  for (let start = 0; start < bytes.length; start += TURN) {
    silent += TURN;
    if (silent > MAX_SILENT) throw new Error('no output');
    gunzip.push(bytes.subarray(start, start + TURN), start + TURN >= bytes.length);
  }
}

/** The length that the trailer declares, where the file could indeed hold it; a file that was cut short has anything at that place. */
function plausibleLength(bytes: Uint8Array, limit: number): number {
  const declared = bytes.length < 18 ? 0 : uint32(bytes, bytes.length - 4);
  return declared <= Math.min(limit, DEFLATE_RATIO * bytes.length) ? declared : 0;
}

const uint32 = (bytes: Uint8Array, at: number): number =>
  (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)) >>> 0;
