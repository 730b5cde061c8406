/** How long the calling thread has been on a processor: on a busy machine, or beside a device that computes in the same process, a clock on the wall also counts the waiting. */
import { closeSync, openSync, readSync } from 'node:fs';

export interface ThreadClock {
  /** In ms, since some moment. */
  now(): number;
  /** What asking takes of the thread, in ms. */
  readonly cost: number;
}

/** In ms; the kernel books a thread's time when it leaves the processor. */
const NAP = 0.01;
const REHEARSALS = 200;

/** The clock of the main thread in Linux; undefined elsewhere. */
export function threadClock(): ThreadClock | undefined {
  let file: number;
  try {
    file = openSync(`/proc/self/task/${process.pid}/schedstat`, 'r');
  } catch {
    return undefined;
  }
  const text = Buffer.alloc(64);
  const nap = new Int32Array(new SharedArrayBuffer(4));
  const now = (): number => {
    Atomics.wait(nap, 0, 0, NAP);
    // Its first number: nanoseconds on a processor.
    return Number.parseInt(text.toString('latin1', 0, readSync(file, text, 0, text.length, 0)), 10) / 1e6;
  };
  const first = now();
  if (!(first > 0)) {
    closeSync(file);
    return undefined;
  }
  const costs = Array.from({ length: REHEARSALS }, () => -now() + now()).sort((a, b) => a - b);
  return { now, cost: costs[REHEARSALS / 2]! };
}
