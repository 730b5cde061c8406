/**
 * The order of measuring: contestants take turns in short slices, so that whatever else the machine does, and however warm it is, befalls all of them
 * alike. Pure planning; `measure-workload.ts` does it.
 */
export interface Plan {
  /** Slices of each contestant. */
  readonly rounds: number;
  /** How long a slice is to last, in ms; it has at least one step. */
  readonly sliceMs: number;
  /** How long the compilers of JavaScript get to see a step before it is timed, in ms, where it is shorter than a slice. */
  readonly runInMs: number;
  /** A contestant whose single step is longer than a slice takes part in as many rounds as fit into this many ms, but in three at least. */
  readonly patienceMs: number;
  /** How long, in ms, it may be measured how busy JavaScript is. */
  readonly encodingMs: number;
  /** Whether the time by kernel is taken for peers, too; ours is always looked into. */
  readonly profilePeers: boolean;
}

export const FULL: Plan = { rounds: 9, sliceMs: 400, runInMs: 1200, patienceMs: 20_000, encodingMs: 3000, profilePeers: true };
export const QUICK: Plan = { rounds: 5, sliceMs: 100, runInMs: 600, patienceMs: 1500, encodingMs: 2000, profilePeers: false };

export const FEWEST_SLICES = 3;
const MOST_STEPS = 16_384;
const MOST_ENCODINGS = 10;
const MOST_ENCODED = 8;

/** How many slices a contestant gets whose steps take `msPerStep`. */
export function slicesFor({ rounds, sliceMs, patienceMs }: Plan, msPerStep: number): number {
  if (msPerStep <= sliceMs) return rounds;
  return Math.min(rounds, Math.max(FEWEST_SLICES, Math.floor(patienceMs / msPerStep)));
}

/** How many steps make up a slice. */
export function stepsFor({ sliceMs }: Pick<Plan, 'sliceMs'>, msPerStep: number): number {
  return Math.max(1, Math.min(MOST_STEPS, Math.round(sliceMs / msPerStep)));
}

/**
 * How many slices of how many steps show how busy JavaScript is.
 * @param together several steps to a call, however long they take: what our engine does on a device that is fast; a peer gets several where that does not take long
 */
export function encodingsFor({ encodingMs }: Plan, msPerStep: number, together: boolean): { slices: number; steps: number } {
  if (together) return { steps: MOST_ENCODED, slices: Math.min(MOST_ENCODINGS, Math.max(FEWEST_SLICES, Math.floor(encodingMs / MOST_ENCODED / msPerStep))) };
  const steps = Math.max(1, Math.min(MOST_ENCODED, Math.floor(encodingMs / MOST_ENCODINGS / msPerStep)));
  return { steps, slices: Math.min(MOST_ENCODINGS, Math.floor(encodingMs / steps / msPerStep)) };
}

/** Whether a contestant with `slices` slices takes part in a round: they are spread evenly, and one is in the last round. */
export function takesPart(round: number, rounds: number, slices: number): boolean {
  return Math.floor(((round + 1) * slices) / rounds) > Math.floor((round * slices) / rounds);
}

/** Everyone starts in turn: who comes right after whom is to be no advantage. */
export function rotated<T>(contestants: readonly T[], round: number): T[] {
  const first = contestants.length === 0 ? 0 : round % contestants.length;
  return [...contestants.slice(first), ...contestants.slice(0, first)];
}
