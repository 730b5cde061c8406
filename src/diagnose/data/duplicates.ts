/**
 * Samples that are there twice. Exact copies are found by a hash of their bytes. Near copies (another brightness or contrast, a little noise, a
 * lossy format) are found by locality-sensitive hashing: the sign bits of random projections of a small, standardised picture are equal for near
 * copies in at least one of several tables, so that only samples of one bucket are compared (Charikar, "Similarity estimation techniques from
 * rounding algorithms", STOC 2002). Shifted or mirrored copies are not found.
 */
import type { SplitName } from '../../core/dataset';
import { Stream } from '../../core/random';
import { imageAt, sizeOf, thumbnails, type ImageSplit } from './images';

export interface Place {
  readonly split: SplitName;
  readonly index: number;
}

export interface DuplicatePair {
  readonly first: Place;
  readonly second: Place;
  readonly kind: 'exact' | 'near';
  /** Correlation of the two pictures' pixels, 1 for exact copies. */
  readonly correlation: number;
  readonly sameLabel: boolean;
}

/** Pictures whose pixels correlate at least this much are near copies; see tests/diagnose/data/duplicates.test.ts for what that finds and leaves. */
export const NEAR_CORRELATION = 0.985;
const SIDE = 8;
/** A near copy agrees in all bits of a table with a chance of about 0.4: in none of 12 tables with 0.2 %. */
const BITS = 14;
const TABLES = 12;
/** Neighbours that a sample is compared with in a bucket, and pixel by pixel, so that a crowd of similar samples costs no more than others. */
const MOST_NEIGHBOURS = 64;
const MOST_COMPARISONS = 24;
/** Pictures that vary less than this, in bytes, are flat: correlating them would compare noise. */
const FLAT = 1;

/** All samples of some splits in one row, in the order of the splits. */
class Row {
  readonly size: number;
  /** Which split each sample is of, [size]. */
  readonly splitOf: Uint8Array;
  private readonly starts: number[] = [];

  constructor(readonly splits: readonly ImageSplit[]) {
    this.size = splits.reduce((sum, { labels }) => sum + labels.length, 0);
    this.splitOf = new Uint8Array(this.size);
    let start = 0;
    splits.forEach(({ labels }, s) => {
      this.starts.push(start);
      this.splitOf.fill(s, start, (start += labels.length));
    });
  }

  place(at: number): { split: ImageSplit; index: number } {
    const s = this.splitOf[at]!;
    return { split: this.splits[s]!, index: at - this.starts[s]! };
  }

  image(at: number): Uint8Array {
    const { split, index } = this.place(at);
    return imageAt(split, index);
  }

  pair(a: number, b: number, kind: DuplicatePair['kind'], correlation: number): DuplicatePair {
    const first = this.place(a);
    const second = this.place(b);
    return {
      first: { split: first.split.name, index: first.index },
      second: { split: second.split.name, index: second.index },
      kind,
      correlation,
      sameLabel: first.split.labels[first.index] === second.split.labels[second.index],
    };
  }
}

/**
 * Pairs of copies within and across splits, exact ones first. In a group of exact copies each is paired with the group's first, and with the first of
 * the group in another split, so that every copy and every leak shows; near copies are pairs of such firsts.
 * @param splits of one shape
 */
export function findDuplicates(splits: readonly ImageSplit[]): DuplicatePair[] {
  const row = new Row(splits);
  const groups = exactGroups(row);
  const exact = [...groups.values()].flatMap((members) => exactPairs(row, members));
  return [...exact, ...nearPairs(row, [...groups.keys()])];
}

/** Groups of equal samples by their first member; most groups have one. */
function exactGroups(row: Row): Map<number, number[]> {
  const firsts = new Map<number, number[]>();
  const groups = new Map<number, number[]>();
  for (let at = 0; at < row.size; at++) {
    const image = row.image(at);
    const hash = hashBytes(image);
    const candidates = firsts.get(hash) ?? [];
    const same = candidates.find((first) => equal(row.image(first), image));
    if (same !== undefined) groups.get(same)!.push(at);
    else {
      groups.set(at, [at]);
      firsts.set(hash, [...candidates, at]);
    }
  }
  return groups;
}

function exactPairs(row: Row, members: readonly number[]): DuplicatePair[] {
  const firstOfSplit = new Map<ImageSplit, number>();
  return members.flatMap((at) => {
    const { split } = row.place(at);
    const mates = [...firstOfSplit.values()];
    const own = firstOfSplit.get(split);
    if (own === undefined) firstOfSplit.set(split, at);
    return mates.map((mate) => row.pair(mate, at, 'exact', 1));
  });
}

function nearPairs(row: Row, firsts: readonly number[]): DuplicatePair[] {
  const vectors = standardised(row.splits);
  const { cells } = vectors;
  const rooted = Math.sqrt(2 - 2 * NEAR_CORRELATION);
  const varied = firsts.filter((at) => vectors.varies[at]);
  const stream = Stream.of(0, 'duplicates');
  const allowance = new Allowance(row);
  const pairs: DuplicatePair[] = [];

  for (let table = 0; table < TABLES; table++) {
    const keys = new Uint32Array(varied.length);
    for (let bit = 0; bit < BITS; bit++) {
      const along = project(vectors.values, cells, varied, stream);
      for (let i = 0; i < keys.length; i++) keys[i] = (keys[i]! << 1) | (along[i]! > 0 ? 1 : 0);
    }
    // Samples nearer than `rooted` cannot be farther apart along any direction.
    const line = project(vectors.values, cells, varied, stream);
    const order = Uint32Array.from(keys, (_, i) => i).sort((i, j) => keys[i]! - keys[j]! || line[i]! - line[j]!);
    for (let a = 0; a < order.length; a++) {
      const i = order[a]!;
      for (let b = a + 1; b < order.length && b <= a + MOST_NEIGHBOURS; b++) {
        const j = order[b]!;
        if (keys[j] !== keys[i] || line[j]! - line[i]! > rooted) break;
        const first = Math.min(varied[i]!, varied[j]!);
        const second = Math.max(varied[i]!, varied[j]!);
        if (!closer(vectors.values, cells, first, second, rooted * rooted) || !allowance.take(first, second)) continue;
        const similarity = correlation(row.image(first), row.image(second));
        if (similarity >= NEAR_CORRELATION) pairs.push(row.pair(first, second, 'near', similarity));
      }
    }
  }
  return pairs.sort((a, b) => b.correlation - a.correlation);
}

/** Lets no pair be compared twice, nor two samples that have both been compared with many of the other's split. */
class Allowance {
  private readonly seen = new Set<number>();
  /** Comparisons of each sample with each split, [size, splits]. */
  private readonly taken: Uint32Array;

  constructor(private readonly row: Row) {
    this.taken = new Uint32Array(row.size * row.splits.length);
  }

  take(a: number, b: number): boolean {
    const { size, splits, splitOf } = this.row;
    const ours = a * splits.length + splitOf[b]!;
    const theirs = b * splits.length + splitOf[a]!;
    if (this.taken[ours]! >= MOST_COMPARISONS && this.taken[theirs]! >= MOST_COMPARISONS) return false;
    const pair = a * size + b;
    if (this.seen.has(pair)) return false;
    this.seen.add(pair);
    this.taken[ours]!++;
    this.taken[theirs]!++;
    return true;
  }
}

/** Thumbnails of all samples, each with mean 0 and length 1, so that squared distances are 2 − 2 · correlation. */
function standardised(splits: readonly ImageSplit[]): { values: Float32Array; cells: number; varies: boolean[] } {
  const parts = splits.map((split) => thumbnails(split, SIDE));
  const cells = parts[0] ? sizeOf(parts[0].shape) : 0;
  const values = new Float32Array(parts.reduce((sum, part) => sum + part.values.length, 0));
  let offset = 0;
  for (const part of parts) {
    values.set(part.values, offset);
    offset += part.values.length;
  }
  const varies = Array.from({ length: values.length / cells || 0 }, (_, at) => {
    const vector = values.subarray(at * cells, (at + 1) * cells);
    let mean = 0;
    for (const value of vector) mean += value / cells;
    let squares = 0;
    for (const value of vector) squares += (value - mean) ** 2;
    const scale = squares > 0 ? 1 / Math.sqrt(squares) : 0;
    for (let c = 0; c < cells; c++) vector[c] = (vector[c]! - mean) * scale;
    return Math.sqrt(squares / cells) > FLAT;
  });
  return { values, cells, varies };
}

/** Projects some samples onto a random direction of length about 1. */
function project(values: Float32Array, cells: number, samples: readonly number[], stream: Stream): Float32Array {
  const direction = Float64Array.from({ length: cells }, () => stream.normal());
  const length = Math.sqrt(direction.reduce((sum, value) => sum + value * value, 0));
  return Float32Array.from(samples, (at) => {
    let sum = 0;
    for (let c = 0, place = at * cells; c < cells; c++, place++) sum += values[place]! * direction[c]!;
    return sum / length;
  });
}

function closer(values: Float32Array, cells: number, a: number, b: number, squared: number): boolean {
  let sum = 0;
  for (let c = 0; c < cells && sum <= squared; c++) sum += (values[a * cells + c]! - values[b * cells + c]!) ** 2;
  return sum <= squared;
}

/** Pearson's correlation of two pictures' bytes; 0 where one is flat. */
export function correlation(a: Uint8Array, b: Uint8Array): number {
  const n = a.length;
  let sumA = 0;
  let sumB = 0;
  let squaresA = 0;
  let squaresB = 0;
  let products = 0;
  for (let i = 0; i < n; i++) {
    const x = a[i]!;
    const y = b[i]!;
    sumA += x;
    sumB += y;
    squaresA += x * x;
    squaresB += y * y;
    products += x * y;
  }
  const spread = (squaresA - (sumA * sumA) / n) * (squaresB - (sumB * sumB) / n);
  return spread > 0 ? (products - (sumA * sumB) / n) / Math.sqrt(spread) : 0;
}

/** FNV-1a over the bytes, with a final mix; collisions are told apart by comparing bytes. */
function hashBytes(bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.every((byte, i) => byte === b[i]);
}
