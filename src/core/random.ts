/**
 * Counter-based random numbers: a value is a pure function of (key, counter), so any stream can be read at any place, on the host or on the
 * device, without having drawn what comes before. Every trick, parameter and sample has a stream of its own, named by a path such as
 * `(seed, 'mixup', step)`; switching one trick on therefore leaves the draws of all others untouched.
 *
 * The generator is Threefry-2x32 with 13 rounds (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011): additions, rotations and
 * exclusive ors on 32-bit words only, so that WGSL, wasm and JavaScript give the same bits.
 */
import { ln } from './exact-math';

/** A 64-bit key as two unsigned 32-bit words. */
export type Key = readonly [number, number];

const ROTATIONS = [13, 15, 26, 6, 17, 29, 16, 24] as const;
const PARITY = 0x1bd11bda;
export const THREEFRY_ROUNDS = 13;

/** One block of Threefry-2x32: two random 32-bit words, unsigned, for a key and a two-word counter. */
export function threefry(key: Key, c0: number, c1: number, rounds = THREEFRY_ROUNDS): [number, number] {
  const schedule = [key[0] | 0, key[1] | 0, PARITY ^ key[0] ^ key[1]];
  let x0 = (c0 + schedule[0]!) | 0;
  let x1 = (c1 + schedule[1]!) | 0;
  for (let round = 0; round < rounds; round++) {
    const r = ROTATIONS[round % 8]!;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << r) | (x1 >>> (32 - r))) ^ x0;
    if (round % 4 === 3) {
      const injection = (round + 1) / 4;
      x0 = (x0 + schedule[injection % 3]!) | 0;
      x1 = (x1 + schedule[(injection + 1) % 3]! + injection) | 0;
    }
  }
  return [x0 >>> 0, x1 >>> 0];
}

/** The key of the stream named by a seed and a path of names and indices. */
export function deriveKey(seed: number, ...path: (string | number)[]): Key {
  let key: Key = threefry([seed >>> 0, Math.floor(seed / 2 ** 32) >>> 0], 0x67726d72, 0);
  for (const part of path) {
    key = typeof part === 'number' ? threefry(key, part >>> 0, 1) : threefry(key, hashText(part), 2);
  }
  return key;
}

/** FNV-1a of the text's UTF-16 units, 32 bits. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** A sequence of draws from one key, for host-side use. */
export class Stream {
  private counter = 0;
  private spare: number | undefined;
  private spareNormal: number | undefined;

  constructor(readonly key: Key) {}

  /** The stream named by a seed and a path. */
  static of(seed: number, ...path: (string | number)[]): Stream {
    return new Stream(deriveKey(seed, ...path));
  }

  /** A uniform integer in [0, 2³²). */
  uint32(): number {
    if (this.spare !== undefined) {
      const value = this.spare;
      this.spare = undefined;
      return value;
    }
    const [first, second] = threefry(this.key, this.counter++, 0);
    this.spare = second;
    return first;
  }

  /** A uniform number in [low, high), with 32 random bits. */
  uniform(low = 0, high = 1): number {
    return low + (high - low) * (this.uint32() / 2 ** 32);
  }

  /** A uniform integer in [0, n); the bias of the scaling is below n/2³². */
  below(n: number): number {
    return Math.floor(this.uniform() * n);
  }

  /** True with probability p. */
  chance(p: number): boolean {
    return this.uniform() < p;
  }

  /** A standard normal number (Marsaglia's polar method: no trigonometry). */
  normal(): number {
    if (this.spareNormal !== undefined) {
      const value = this.spareNormal;
      this.spareNormal = undefined;
      return value;
    }
    for (;;) {
      const u = this.uniform(-1, 1);
      const v = this.uniform(-1, 1);
      const s = u * u + v * v;
      if (s > 0 && s < 1) {
        const scale = Math.sqrt((-2 * ln(s)) / s);
        this.spareNormal = v * scale;
        return u * scale;
      }
    }
  }

  /** A uniformly random order of 0 … n−1 (Fisher–Yates). */
  permutation(n: number): Uint32Array {
    const order = Uint32Array.from({ length: n }, (_, i) => i);
    for (let i = n - 1; i > 0; i--) {
      const j = this.below(i + 1);
      const held = order[i]!;
      order[i] = order[j]!;
      order[j] = held;
    }
    return order;
  }
}
