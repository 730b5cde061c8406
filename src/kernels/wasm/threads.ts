/**
 * Threads of ours that do parts of some work together with the thread that has it, which waits for them: the module of `product.ts` needs no stack,
 * so that any number of instances of it may run on one memory.
 *
 * A thread sleeps until the board says that there is work. It goes in, takes parts as long as there are any, and goes out again. The board is closed
 * before its text changes, and it changes only when nobody is in.
 */
import { type BackendWasm, memoryOf, threadsOf } from './heap';
import { assembleProduct, multiplyBy, type Multiply } from './product';
import type { Run } from './instantiate';
import { doPart, type Work } from './work';

/** What the board says. */
export interface Task {
  readonly work: Work;
  readonly parts: number;
  /** Those that have scratch memory. */
  readonly threads: number;
  /** Address of the scratch memory of the first thread; those of the others follow. */
  readonly scratch: number;
  readonly scratchBytes: number;
}

/** Places on the board, in 32-bit integers. */
const ROUND = 0; // counts the tasks; sleepers wait for it to change
const OPEN = 1;
const INSIDE = 2; // how many helpers are in
const NEXT = 3; // the part to be taken next
const READY = 4; // helpers that have started
const FAILED = 5;
const LENGTH = 6; // of the text, in bytes
const TEXT = 8; // the task in JSON

const TEXT_BYTES = 64 * 1024;

/** What a helper is told when it starts. */
export interface Hiring {
  readonly memory: WebAssembly.Memory;
  readonly board: SharedArrayBuffer;
}

/** Something that a {@link Hiring} can be posted to, whose thread then calls {@link help}. */
export interface Helper {
  postMessage(hiring: Hiring): void;
}

const crews = new WeakMap<BackendWasm, Crew>();

/**
 * Sets helpers to work for a backend whose memory is shared between threads, unless it has some. They join in when they have started.
 * @param helper makes one of them
 */
export function hire(backend: BackendWasm, count: number, helper: () => Helper): void {
  const memory = memoryOf(backend);
  if (crews.has(backend) || !memory || threadsOf(backend) === 1) return;
  crews.set(backend, new Crew(memory, Array.from({ length: count }, helper)));
}

/** The threads that are ready, if there are any. */
export function crewOf(backend: BackendWasm): Crew | undefined {
  const crew = crews.get(backend);
  return crew && crew.threads > 1 ? crew : undefined;
}

export class Crew {
  private readonly board = new SharedArrayBuffer(4 * TEXT + TEXT_BYTES);
  private readonly places = new Int32Array(this.board, 0, TEXT);
  private readonly text = new Uint8Array(this.board, 4 * TEXT);

  constructor(
    private readonly memory: WebAssembly.Memory,
    helpers: readonly Helper[],
  ) {
    for (const helper of helpers) helper.postMessage({ memory, board: this.board });
  }

  /** With the one that has the work. */
  get threads(): number {
    return 1 + Atomics.load(this.places, READY);
  }

  /**
   * Does all parts of a task.
   * @param multiply of this thread
   * @throws where a helper has failed
   */
  perform(task: Task, multiply: Multiply): void {
    const { places, text, memory } = this;
    const bytes = new TextEncoder().encode(JSON.stringify(task));
    Atomics.store(places, NEXT, 0);
    if (bytes.length <= TEXT_BYTES) {
      text.set(bytes);
      places[LENGTH] = bytes.length;
      Atomics.store(places, OPEN, 1);
    }
    Atomics.add(places, ROUND, 1);
    Atomics.notify(places, ROUND);
    takeParts(places, task, multiply, memory, 0);
    Atomics.store(places, OPEN, 0);
    waitFor(places);
    if (Atomics.load(places, FAILED) > 0) throw new Error('A thread of WebAssembly has failed.');
  }
}

/** Looks so often, some 50 µs, whether the helpers are out before it sleeps until they are. */
const PATIENCE = 10_000;

/** Waits until no helper is in: none that has finished its last part is long about it, but one may have lost its processor to another program. */
function waitFor(places: Int32Array): void {
  for (let i = 0; i < PATIENCE; i++) if (Atomics.load(places, INSIDE) === 0) return;
  for (;;) {
    const inside = Atomics.load(places, INSIDE);
    if (inside === 0) return;
    Atomics.wait(places, INSIDE, inside);
  }
}

/** @param thread 0 for the one that has the work */
function takeParts(places: Int32Array, task: Task, multiply: Multiply, memory: WebAssembly.Memory, thread: number): void {
  const { work, parts, scratch, scratchBytes } = task;
  for (;;) {
    const part = Atomics.add(places, NEXT, 1);
    if (part >= parts) return;
    doPart(multiply, memory, work, part, parts, scratch + thread * scratchBytes);
  }
}

/** The life of a helper: it does not return. */
export function help({ memory, board }: Hiring): never {
  const places = new Int32Array(board, 0, TEXT);
  const text = new Uint8Array(board, 4 * TEXT);
  const instance = new WebAssembly.Instance(new WebAssembly.Module(assembleProduct(true)), { env: { memory } });
  const multiply = multiplyBy(instance.exports['run'] as Run);
  let round = Atomics.load(places, ROUND);
  const number = Atomics.add(places, READY, 1) + 1;
  for (;;) {
    Atomics.wait(places, ROUND, round);
    round = Atomics.load(places, ROUND);
    Atomics.add(places, INSIDE, 1);
    try {
      // A copy, because a decoder does not read shared memory.
      if (Atomics.load(places, OPEN) === 1) {
        const task = JSON.parse(new TextDecoder().decode(text.slice(0, places[LENGTH]))) as Task;
        if (number < task.threads) takeParts(places, task, multiply, memory, number);
      }
    } catch {
      Atomics.add(places, FAILED, 1);
    } finally {
      Atomics.sub(places, INSIDE, 1);
      Atomics.notify(places, INSIDE);
    }
  }
}
