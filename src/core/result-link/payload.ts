/**
 * The letters behind `results=` in a link: base64url of
 *
 *     version, 1 byte      checksum of the content (FNV-1a, 32 bits)      the content, deflated (RFC 1951)
 *
 * Reading is total: whatever is not as it was written gives a sentence. The content is unpacked only up to a bound, whatever it claims to hold.
 */
import { deflateSync, Inflate } from 'fflate';
import { fromBase64Url, toBase64Url } from '../base64url';
import { Fnv64 } from '../fnv64';
import { Damaged } from './bytes';
import { writeContent, readContent } from './content';
import { LONGEST_PAYLOAD, type RecordedResults } from './recorded';

const VERSION = 1;
const HEAD = 5;
/** Bytes of content; 16 full runs have about 6,000. */
const MOST_CONTENT = 2 ** 16;
/** Packed bytes per turn: they unpack to at most 1,032 times as many, so that no turn goes far beyond the bound. */
const TURN = 256;

export type ReadResults = { readonly ok: true; readonly id: string; readonly results: RecordedResults } | { readonly ok: false; readonly problem: string };

/** @param results at least one run, at most as many as a link takes */
export function writeResults(results: RecordedResults): string {
  const content = writeContent(results);
  return toBase64Url([VERSION, ...checksum(content), ...deflateSync(content, { level: 9 })]);
}

/** Never throws. The id is the same for the same results. */
export function readResults(payload: string): ReadResults {
  const no = (problem: string): ReadResults => ({ ok: false, problem });
  // A full stop or a bracket after a link is often taken for a part of it.
  const letters = /^[\w-]*/.exec(payload.slice(0, LONGEST_PAYLOAD + 1))![0];
  if (letters.length > LONGEST_PAYLOAD) return no('The results in this link are longer than any that Grimoire writes, so only its settings were opened.');
  // A letter too many may have come along as well.
  const bytes = fromBase64Url(letters.length % 4 === 1 ? letters.slice(0, -1) : letters);
  if (!bytes || bytes.length <= HEAD) return no(DAMAGED);
  if (bytes[0]! > VERSION) return no('The results in this link were written by a newer Grimoire, so only its settings were opened.');
  if (bytes[0] !== VERSION) return no(DAMAGED);
  try {
    const content = inflate(bytes.subarray(HEAD));
    if (checksum(content).some((byte, i) => byte !== bytes[1 + i])) return no(DAMAGED);
    return { ok: true, id: new Fnv64().add(content).hex, results: readContent(content) };
  } catch (error) {
    // Whatever the decoder stumbles over is damage, too: it has no other effects.
    return no(error instanceof TooLarge ? 'The results in this link unpack to more than any that Grimoire writes, so only its settings were opened.' : DAMAGED);
  }
}

const DAMAGED = 'The results in this link are damaged or cut short, so only its settings were opened; some programs cut long links, so ask for it again.';

class TooLarge extends Error {}

/** @throws TooLarge, Damaged, FlateError */
function inflate(packed: Uint8Array): Uint8Array {
  const chunks: Uint8Array[] = [];
  let length = 0;
  let ended = false;
  const inflater = new Inflate((chunk, last) => {
    length += chunk.length;
    if (length > MOST_CONTENT) throw new TooLarge();
    chunks.push(chunk);
    ended = last;
  });
  for (let start = 0; start < packed.length; start += TURN) inflater.push(packed.subarray(start, start + TURN), start + TURN >= packed.length);
  if (!ended) throw new Damaged('It ends too early');
  const content = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    content.set(chunk, at);
    at += chunk.length;
  }
  return content;
}

/** Four bytes. */
function checksum(content: Uint8Array): number[] {
  const { hex } = new Fnv64().add(content);
  return [0, 2, 4, 6].map((i) => parseInt(hex.slice(8 + i, 10 + i), 16));
}
