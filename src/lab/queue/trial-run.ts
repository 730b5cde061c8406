/** One trial on one worker: from its start, or from where it was kept, to its end. */
import { messageOf } from '../../core/words';
import type { Checkpoint, FinishedEvent, RunEvent, StartedEvent, StartOptions } from '../../engine/protocol';
import type { QueueOptions } from '../queue';
import type { Trial, TrialCurves } from '../trial';
import type { Saving } from '../trial-store';
import { CurveBuilder, sparkOf } from './curve-builder';
import { WorkerLost, type TrialWorker } from './worker-pool';

/** Steps between two looks at the health of the network. */
const PROBE_EVERY = 10;
/** Figures of a trial under way are shown at most this often, in ms. */
const SHOW_INTERVAL = 500;
/** A checkpoint is kept every so many seconds, and a second later for each of so many parameters: large ones take longer to write. */
const KEEP_SECONDS = 5;
const PARAMETERS_PER_SECOND = 100_000;
/** How the engine begins its sentence when a checkpoint is of another network. */
const NO_FIT = /^The checkpoint does not fit/;
/** What data sets say when only some of their files were given. */
const FILES_MISSING = /these are missing:/;

type Change = (trial: Trial) => Trial;

/** What was kept of a run that goes on. */
interface Kept {
  readonly checkpoint: Checkpoint;
  readonly curves: TrialCurves | undefined;
}

/** What the run has told so far. */
type Figures = Partial<Pick<Trial, 'step' | 'steps' | 'stepsPerEpoch' | 'batchSize' | 'seconds' | 'parameters' | 'backend' | 'data' | 'latest' | 'spark'>>;

export interface TrialRunOptions extends QueueOptions {
  /** A run has begun; then, how many multiplications of samples and parameters it made since the last call. */
  readonly onStarted: (event: StartedEvent) => void;
  readonly onWork: (work: number) => void;
  /** Nothing can be computed as it was asked for; the trial waits again. */
  readonly onUnprepared: (reason: string) => void;
}

export class TrialRun {
  /** There once the run has begun: until then, what was kept before stays as it is. */
  private curves: CurveBuilder | undefined;
  private figures: Figures = {};
  private over = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Ends the waiting for the run. */
  private finish: (event: FinishedEvent | undefined) => void = () => undefined;
  private readonly finished = new Promise<FinishedEvent | undefined>((resolve) => {
    this.finish = resolve;
  });

  constructor(
    readonly id: string,
    private readonly worker: TrialWorker,
    private readonly options: TrialRunOptions,
  ) {}

  /** Resolves when the worker is free again. Never rejects: a failure is part of the trial. */
  async run(): Promise<void> {
    const { worker } = this;
    this.keep((trial) => ({ ...trial, status: 'running' }));
    try {
      await Promise.race([this.train(), worker.lost]);
    } catch (error) {
      const reason = messageOf(error);
      const advice = error instanceof WorkerLost ? 'Try it again; if that does not help, choose a smaller model.' : 'Mend what it names, and add the trial again.';
      this.fail(reason, advice);
    }
    if (!worker.isLost) await Promise.race([worker.trainer.stop(), worker.lost]).catch(() => undefined);
  }

  /** Ends the run at once; the worker is free a little later. */
  stop(): void {
    if (this.over) return;
    this.settle((trial) => ({ ...trial, status: 'stopped', ended: this.options.now() }), this.trial?.study === undefined ? undefined : null);
    // It may still be starting, which takes long where it is pretrained.
    this.worker.trainer.stop().catch(() => undefined);
  }

  pause(): void {
    this.worker.trainer.pause().catch(() => undefined);
  }

  resume(): void {
    this.worker.trainer.resume().catch(() => undefined);
  }

  /** What the trial has measured up to now; nothing before it has begun here. */
  get measured(): TrialCurves | undefined {
    return this.curves?.build(this.id);
  }

  /** Says no more, and changes nothing; for when the page is closed. */
  leave(): void {
    this.over = true;
    clearTimeout(this.timer);
    this.finish(undefined);
  }

  private get trial(): Trial | undefined {
    return this.options.read().trials.find(({ id }) => id === this.id);
  }

  private async train(): Promise<void> {
    const { options, worker, id } = this;
    // What cannot be read is as good as absent: the trial then begins anew.
    const from = await options.checkpoint(id).catch(() => undefined);
    const before = from && (await options.curves(id).catch(() => undefined));
    const request = options.request?.() ?? { backend: 'auto' };
    try {
      await worker.prepare(request);
    } catch (error) {
      if (worker.isLost) throw error;
      return this.putBack(() => options.onUnprepared(messageOf(error)));
    }
    const trial = this.trial;
    if (this.over || !trial) return;
    const { id: dataset } = trial.experiment.data;
    const files = options.files(dataset);
    try {
      await this.start(trial, from && { checkpoint: from, curves: before });
    } catch (error) {
      if (options.catalogue.datasets[dataset]?.needs && FILES_MISSING.test(messageOf(error))) {
        return this.putBack(() => {
          // The rest may have come meanwhile.
          if (options.files(dataset) === files) options.onIncomplete(dataset, messageOf(error));
        });
      }
      if (!from || !NO_FIT.test(messageOf(error))) throw error;
      await this.start(trial);
    }
    if (this.over) return;
    const event = await this.finished;
    if (!event || this.over) return;
    const test = trial.withTest ? await worker.trainer.evaluate('test') : undefined;
    const { train, dev, seconds, steps, weights } = event;
    this.settle(({ failure: _, ...rest }) => ({ ...rest, step: steps, seconds, status: 'finished', ended: options.now(), final: { train, dev }, weights, ...(test ? { test } : {}) }), null);
  }

  /** @param from where to go on; else the trial begins anew */
  private async start(trial: Trial, from?: Kept): Promise<void> {
    const { options, worker } = this;
    if (this.over) return;
    const files = options.files(trial.experiment.data.id);
    const { paused } = options.read();
    const evaluations = options.evaluations?.(trial);
    const startOptions: StartOptions = {
      probeEvery: PROBE_EVERY,
      keepEvery: KEEP_SECONDS + trial.parameters / PARAMETERS_PER_SECOND,
      paused,
      ...(files ? { files } : {}),
      ...(from ? { from: from.checkpoint } : {}),
      ...(evaluations ? { evaluations } : {}),
      ...(trial.holdAt === undefined ? {} : { pauseAt: trial.holdAt }),
    };
    await worker.trainer.start(trial.experiment, (event) => (event.type === 'started' ? this.begin(event, from) : this.receive(event)), startOptions);
    // The queue may have been paused or resumed meanwhile.
    if (this.over || options.read().paused === paused) return;
    if (paused) this.resume();
    else this.pause();
  }

  private receive(event: RunEvent): void {
    const { over, curves } = this;
    if (over || !curves) return;
    switch (event.type) {
      case 'progress':
        this.options.onWork(Math.max(0, event.step - (this.figures.step ?? 0)) * (this.figures.parameters ?? 0) * (this.figures.batchSize ?? 0));
        curves.addProgress(event);
        return this.tell({ step: event.step, seconds: event.seconds });
      case 'health':
        return curves.addHealth(event);
      case 'evaluated':
        curves.addEvaluation(event);
        return this.tell({ latest: { train: event.train, dev: event.dev }, spark: sparkOf(curves.evaluations) });
      case 'recovered':
        curves.cutAt(event.step);
        return this.tell({ step: event.step, backend: event.backend });
      case 'kept':
        return this.keepAt(event.checkpoint);
      case 'finished':
        return this.finish(event);
      case 'failed':
        return this.fail(event.reason, event.advice, null);
      default:
        return;
    }
  }

  /** Only now is it certain that it goes on, or that what it measured before is forgotten. */
  private begin(event: StartedEvent, from: Kept | undefined): void {
    if (this.over) return;
    this.curves = from ? new CurveBuilder(from.curves, from.checkpoint.step) : new CurveBuilder();
    this.curves.health = event.health;
    if (!from) this.keep(untouched);
    this.figures = from ? { step: from.checkpoint.step, seconds: from.checkpoint.seconds, spark: sparkOf(this.curves.evaluations) } : {};
    this.options.onStarted(event);
    const { backend, parameters, steps, stepsPerEpoch, batchSize, data } = event;
    this.tell({ backend, parameters, steps, stepsPerEpoch, batchSize, data });
  }

  private keepAt(checkpoint: Checkpoint): void {
    const trial = this.trial;
    if (trial?.holdAt === checkpoint.step) this.settle((now) => ({ ...now, status: 'held' }), checkpoint);
    else this.keep((now) => now, { ...this.soFar, checkpoint });
  }

  private fail(reason: string, advice: string, checkpoint?: null): void {
    this.settle((trial) => ({ ...trial, status: 'failed', ended: this.options.now(), failure: { reason, advice } }), checkpoint);
  }

  /** The trial cannot begin yet, through no fault of its own: it waits for its next turn as it was. @param why says so first, so that it does not begin again at once */
  private putBack(why: () => void): void {
    if (this.over) return;
    this.leave();
    why();
    this.keep((trial) => ({ ...trial, status: 'waiting' }));
  }

  /** The last word on this trial here. */
  private settle(change: Change, checkpoint: Checkpoint | null | undefined): void {
    if (this.over) return;
    this.over = true;
    clearTimeout(this.timer);
    const settled = this.keep(change, { ...this.soFar, ...(checkpoint === undefined ? {} : { checkpoint }) });
    this.finish(undefined);
    if (settled) this.options.onSettled(settled);
  }

  private get soFar(): Pick<Saving, 'curves'> {
    const { measured } = this;
    return measured ? { curves: measured } : {};
  }

  private keep(change: Change, more: Omit<Saving, 'trial'> = {}): Trial | undefined {
    const { trial, options } = this;
    if (!trial) return undefined;
    const changed = change({ ...trial, ...this.figures });
    options.save({ trial: changed, ...more });
    return changed;
  }

  /** Shows figures soon. */
  private tell(figures: Figures): void {
    this.figures = { ...this.figures, ...figures };
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      const { trial, options } = this;
      if (trial) options.show?.({ ...trial, ...this.figures });
    }, SHOW_INTERVAL);
  }
}

/** What a trial has come to. */
const RESULTS: ReadonlySet<string> = new Set<keyof Trial>(['backend', 'data', 'weights', 'latest', 'final', 'test', 'failure', 'ended']);

/** A trial as if it had never been begun. */
function untouched(trial: Trial): Trial {
  const plan = Object.fromEntries(Object.entries(trial).filter(([name]) => !RESULTS.has(name))) as unknown as Trial;
  return { ...plan, step: 0, seconds: 0, spark: [] };
}
