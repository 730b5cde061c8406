/** How many trials run at once. */

/** Trials at once on a graphics device, at most: it computes one step after the other, and only the gaps between them can be filled. */
export const MOST_ON_WEBGPU = 3;
const MOST_ON_CORES = 16;
/** More trials at once have to bring this much, since each of them then takes longer. */
const WORTH_IT = 1.05;
/** A number of slots is judged after so many seconds. */
const LONG_ENOUGH = 5;

/** One trial per core but one, which is left to the page. */
export function slotsForCores(cores: number): number {
  return Math.max(1, Math.min(MOST_ON_CORES, cores - 1));
}

/** Work done while a certain number of trials ran at once. */
export interface Throughput {
  readonly seconds: number;
  readonly work: number;
}

/**
 * The number of slots for a graphics device: one is tried first, then one more as long as that pays and trials wait for it.
 * @param measured by the number of trials that ran at once
 * @param waiting trials that have not begun
 */
export function chooseSlots(measured: ReadonlyMap<number, Throughput>, waiting: number): number {
  const rateOf = (slots: number): number | undefined => {
    const seen = measured.get(slots);
    return seen && seen.seconds >= LONG_ENOUGH ? seen.work / seen.seconds : undefined;
  };
  let best = 1;
  for (let slots = 2; slots <= MOST_ON_WEBGPU; slots++) {
    const before = rateOf(best);
    // With fewer than two waiting there is nothing to gain that would last.
    if (before === undefined || (rateOf(slots) === undefined && waiting < 2)) return best;
    const rate = rateOf(slots);
    if (rate === undefined) return slots;
    if (rate < before * WORTH_IT) return best;
    best = slots;
  }
  return best;
}

/** Measures the throughput of each number of slots. */
export class ThroughputLog {
  private readonly seen = new Map<number, Throughput>();
  private since: { readonly slots: number; readonly at: number } | undefined;
  private work = 0;

  /** @param now in milliseconds */
  constructor(private readonly now: () => number) {}

  get measured(): ReadonlyMap<number, Throughput> {
    this.close();
    return this.seen;
  }

  /** From now on so many run at once. Time without any does not count. */
  running(slots: number): void {
    this.close();
    this.since = slots > 0 ? { slots, at: this.now() } : undefined;
  }

  /** Some steps were taken; steps of several trials have to be in the same unit. */
  add(work: number): void {
    this.work += work;
  }

  private close(): void {
    const { since, work } = this;
    if (since) {
      const at = this.now();
      const { seconds, work: before } = this.seen.get(since.slots) ?? { seconds: 0, work: 0 };
      this.seen.set(since.slots, { seconds: seconds + (at - since.at) / 1000, work: before + work });
      this.since = { ...since, at };
    }
    this.work = 0;
  }
}
