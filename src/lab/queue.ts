/** Runs trials in workers of their own, as many at once as the device bears, and keeps what they measure. */
import type { Catalogue } from '../core/catalogue';
import type { NamedFile } from '../core/dataset';
import type { BackendId, BackendRequest, Checkpoint, StartedEvent, StartOptions, Trainer } from '../engine/protocol';
import { chooseSlots, ThroughputLog } from './queue/slots';
import { TrialRun } from './queue/trial-run';
import { WorkerPool } from './queue/worker-pool';
import { hasEnded, type Trial, type TrialCurves } from './trial';
import type { Saving } from './trial-store';

/** The part of a trainer that trials need. Listeners are plain functions; whoever connects makes them cross a thread. */
export type TrialTrainer = Pick<Trainer, 'prepare' | 'start' | 'stop' | 'pause' | 'resume' | 'checkpoint' | 'evaluate'>;

export interface Connection {
  readonly trainer: TrialTrainer;
  /** Ends the worker and whatever it is doing. */
  close(): void;
}

/** @param onFailure called with a sentence when the worker cannot be loaded or dies */
export type Connect = (onFailure: (reason: string) => void) => Connection;

export interface QueueOptions {
  readonly catalogue: Catalogue;
  readonly connect: Connect;
  /** How often a trial is measured before its end; as usual without it. */
  readonly evaluations?: (trial: Trial) => StartOptions['evaluations'];
  readonly files: (dataset: string) => readonly NamedFile[] | undefined;
  /** Where to compute; the fastest that works here unless said otherwise. */
  readonly request?: () => BackendRequest;
  /** `slots`: trials at once on the processor; on a graphics device fewer may do; that is measured. `incomplete`: data sets some of whose files are missing. */
  readonly read: () => { readonly trials: readonly Trial[]; readonly paused: boolean; readonly slots: number; readonly incomplete: Readonly<Record<string, string>> };
  readonly checkpoint: (id: string) => Promise<Checkpoint | undefined>;
  readonly curves: (id: string) => Promise<TrialCurves | undefined>;
  /** Shows the change at once and keeps it. */
  readonly save: (saving: Saving) => void;
  /** The same for several trials at once. */
  readonly saveAll?: (savings: readonly Saving[]) => void;
  /** Shows figures of a trial under way, at most twice a second, that need not be kept. */
  readonly show?: (trial: Trial) => void;
  readonly now: () => number;
  /** A trial has ended or is held. */
  readonly onSettled: (trial: Trial) => void;
  /** Workers die one after the other, or nothing can be computed where it was asked for, so that going on would only fail trial after trial. */
  readonly onBroken: (reason: string) => void;
  /** Some files of a data set are missing, with a sentence; its trials wait until it is said to be complete. */
  readonly onIncomplete: (dataset: string, reason: string) => void;
}

/** Workers without work are let go after so long, in ms. */
const IDLE_TIME = 30_000;
/** So many workers lost in a row, and none that began a run between them, are no accident. */
const MOST_LOSSES = 3;

export class TrialQueue {
  private readonly running = new Map<string, TrialRun>();
  private readonly pool: WorkerPool;
  private readonly throughput: ThroughputLog;
  private backend: BackendId | undefined;
  private losses = 0;
  private idle: ReturnType<typeof setTimeout> | undefined;
  private closed = false;

  constructor(private readonly options: QueueOptions) {
    this.pool = new WorkerPool(options.connect);
    this.throughput = new ThroughputLog(() => performance.now());
  }

  /** Begins as many waiting trials as there are free slots, the smallest order first. Those whose files are not here are passed over. */
  wake(): void {
    if (this.closed) return;
    clearTimeout(this.idle);
    for (;;) {
      const { trials, paused } = this.options.read();
      const waiting = trials.filter(({ id, status }) => status === 'waiting' && !this.running.has(id)).filter((trial) => !this.lacksFiles(trial));
      const [first] = waiting;
      if (paused || !first || this.running.size >= this.slots(waiting.length)) break;
      this.begin(waiting.reduce((next, trial) => (trial.order < next.order ? trial : next), first));
    }
    if (this.running.size === 0) this.idle = setTimeout(() => this.pool.clear(), IDLE_TIME);
  }

  /** Ends trials that wait, are held or run. What they have measured stays. */
  stop(ids: readonly string[]): void {
    const { read, now, save, saveAll = (savings) => savings.forEach(save), onSettled } = this.options;
    const wanted = new Set(ids);
    const asleep = read().trials.filter((trial) => wanted.has(trial.id) && !this.running.has(trial.id) && !hasEnded(trial) && !runsInPage(trial));
    const stopped = asleep.map((trial): Trial => ({ ...trial, status: 'stopped', ended: now() }));
    if (stopped.length > 0) saveAll(stopped.map((trial) => ({ trial, ...(trial.study === undefined ? {} : { checkpoint: null }) })));
    for (const id of wanted) this.running.get(id)?.stop();
    for (const trial of stopped) onSettled(trial);
  }

  /** Lets the trials under way pause where they are; they keep their slots, and the visitor's device is free. */
  pause(): void {
    for (const run of this.running.values()) run.pause();
    this.throughput.running(0);
  }

  /** Goes on after {@link pause}, and begins what there is room for. */
  resume(): void {
    for (const run of this.running.values()) run.resume();
    this.throughput.running(this.running.size);
    this.wake();
  }

  /** Whether a trial runs here. */
  runs(id: string): boolean {
    return this.running.has(id);
  }

  /** What a trial under way has measured up to now. */
  curves(id: string): TrialCurves | undefined {
    return this.running.get(id)?.measured;
  }

  /** Ends all workers as if the page had been closed: trials under way stay what they are. */
  close(): void {
    this.closed = true;
    clearTimeout(this.idle);
    for (const run of this.running.values()) run.leave();
    this.pool.clear();
  }

  private lacksFiles({ experiment: { data } }: Trial): boolean {
    const { catalogue, files, read } = this.options;
    return catalogue.datasets[data.id]?.needs !== undefined && ((files(data.id) ?? []).length === 0 || read().incomplete[data.id] !== undefined);
  }

  private slots(waiting: number): number {
    const { slots } = this.options.read();
    // One trial tells what computes here.
    if (this.backend === undefined) return 1;
    return this.backend === 'webgpu' ? chooseSlots(this.throughput.measured, waiting) : slots;
  }

  private begin({ id }: Trial): void {
    const worker = this.pool.take();
    const run = new TrialRun(id, worker, {
      ...this.options,
      onStarted: (event) => this.note(event),
      onWork: (work) => {
        this.throughput.add(work);
        // What was measured meanwhile may speak for more trials at once.
        if (this.backend === 'webgpu') this.wake();
      },
      onUnprepared: (reason) => this.options.onBroken(`${reason.replace(/\.$/, '')}. The queue waits; choose another backend, then let it go on.`),
    });
    this.running.set(id, run);
    this.throughput.running(this.running.size);
    void run.run().then(() => {
      this.running.delete(id);
      if (this.closed) return worker.close();
      if (worker.isLost) this.lose(id);
      this.pool.give(worker);
      this.throughput.running(this.running.size);
      this.wake();
    });
  }

  private note({ backend }: StartedEvent): void {
    this.losses = 0;
    this.backend = backend.backend;
    // There may be room for more, now that it is known what computes.
    this.wake();
  }

  private lose(id: string): void {
    const reason = this.options.read().trials.find((trial) => trial.id === id)?.failure?.reason;
    if (++this.losses < MOST_LOSSES || reason === undefined) return;
    this.losses = 0;
    this.options.onBroken(`${reason} The queue waits; reload the page before you go on with it.`);
  }
}

/** Runs of the page are the page's to stop. */
function runsInPage({ origin, status }: Trial): boolean {
  return origin === 'page' && status === 'running';
}
