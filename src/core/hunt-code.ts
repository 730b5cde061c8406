/**
 * Bugs in a link: readable as `bgr,labels:share:0.3`, or as a code that does not show them to somebody who looks at the address. The code is no secret:
 * whoever reads this file can undo it, and so spoil the hunt for themselves.
 */
import { fromBase64Url, toBase64Url } from './base64url';
import type { Catalogue } from './catalogue';
import { readField, writeField, type AnyValues, type FieldValue } from './fields';
import { plantOf, type Plants } from './plant';
import { hashText, Stream } from './random';

/** Codes are as long as that of the longest name, rounded up to this many letters, so that their length tells little. */
const PADDED = 24;
/** Two bytes of salt and four that tell whether the rest is whole. */
const SALT_BYTES = 2;
const HEAD = SALT_BYTES + 4;

/** The readable form: ids, each with those settings that differ from the default. */
export function writeBugs(catalogue: Catalogue, { bugs }: Plants): string {
  return Object.entries(bugs)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([id, values]) => {
      const declaration = plantOf(catalogue, id);
      if (!declaration) return [];
      const settings = Object.entries(declaration.fields).flatMap(([name, field]) => (values[name] === field.default ? [] : [`:${name}:${writeField(field, values[name]!)}`]));
      return [id + settings.join('')];
    })
    .join(',');
}

/** @returns the bugs, with defaults in place of what cannot be read, and a sentence for each of those */
export function readBugs(catalogue: Catalogue, text: string): { bugs: Plants['bugs']; notices: string[] } {
  const bugs: Record<string, AnyValues> = {};
  const notices: string[] = [];
  for (const part of text.split(',').filter((one) => one !== '')) {
    const [id = '', ...settings] = part.split(':');
    const declaration = plantOf(catalogue, id);
    if (!declaration) {
      notices.push(`The bug "${id.slice(0, 40)}" is not known, so it was left out`);
      continue;
    }
    const values: Record<string, FieldValue> = Object.fromEntries(Object.entries(declaration.fields).map(([name, field]) => [name, field.default]));
    for (let i = 0; i < settings.length; i += 2) {
      const name = settings[i]!;
      const field = Object.hasOwn(declaration.fields, name) ? declaration.fields[name] : undefined;
      const read = field && readField(field, settings[i + 1] ?? '');
      if (read?.ok) values[name] = read.value;
      else notices.push(read ? `bug ${id}, ${name}: ${read.problem}` : `"${name.slice(0, 40)}" is not a setting of the bug "${id}"`);
    }
    bugs[id] = values;
  }
  return { bugs, notices };
}

/** The hidden form, in the letters that an address may have. @param salt 0 … 65,535 */
export function writeHunt(catalogue: Catalogue, plants: Plants, salt: number): string {
  const text = writeBugs(catalogue, plants);
  const padded = text.padEnd(PADDED * Math.max(1, Math.ceil(text.length / PADDED)));
  const letters = Array.from(padded, (letter) => letter.charCodeAt(0) & 0xff);
  const head = [salt >>> 8, salt & 0xff, ...wordBytes(hashText(padded))];
  return toBase64Url([...head.slice(0, SALT_BYTES), ...masked([...head.slice(SALT_BYTES), ...letters], salt)]);
}

/** @returns undefined where the code is not whole or not ours */
export function readHunt(catalogue: Catalogue, code: string): Plants | undefined {
  const read = fromBase64Url(code);
  const bytes = read && [...read];
  if (!bytes || bytes.length < HEAD + PADDED) return undefined;
  const salt = bytes[0]! * 256 + bytes[1]!;
  const [a, b, c, d, ...letters] = masked(bytes.slice(SALT_BYTES), salt);
  const text = String.fromCharCode(...letters);
  if (wordBytes(hashText(text)).some((byte, i) => byte !== [a, b, c, d][i])) return undefined;
  const { bugs, notices } = readBugs(catalogue, text.trimEnd());
  return notices.length === 0 && Object.keys(bugs).length > 0 ? { bugs, hunt: salt } : undefined;
}

function masked(bytes: readonly number[], salt: number): number[] {
  const stream = Stream.of(salt, 'hunt');
  return bytes.map((byte) => byte ^ (stream.uint32() & 0xff));
}

function wordBytes(word: number): number[] {
  return [24, 16, 8, 0].map((shift) => (word >>> shift) & 0xff);
}
