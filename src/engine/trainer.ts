/** The engine as the page sees it: runs the training loop, answers between steps, and turns whatever goes wrong into a sentence. */
import type { Catalogue } from '../core/catalogue';
import type { Experiment } from '../core/experiment';
import { healthPlan } from '../core/health';
import type { Ops } from '../core/ops';
import { messageOf } from '../core/words';
import type { SmallFit } from '../diagnose/run/small-fit';
import { createOps, installKernels } from '../kernels';
import { AugmentationViews } from './augmentation-view';
import { chooseBackend, type ChosenBackend, type Platform } from './backend';
import { checkKernels } from './device-check/check-kernels';
import { ObjectiveLog } from './objective-log';
import { nextTask } from './next-task';
import { chooseKernels } from './kernel-choice';
import type {
  AugmentationRequest,
  AugmentedView,
  BackendReport,
  BackendRequest,
  RateSweep,
  RunEvent,
  RunListener,
  SmallFitOptions,
  StartOptions,
  SweepOptions,
  Trainer,
} from './protocol';
import type { CheckOptions, KernelProgress, KernelReport } from './protocol/device-check';
import { findRate } from './rate-finder';
import { Run } from './run';
import { RunViews } from './run-views';
import { Session, type Mode } from './session';
import { fitSmall } from './small-fit';

/** An objective this many times ln K, or not a number, ends the run. */
const EXPLODED = 1000;
/** Other messages have a turn at least this often, in ms. */
const LONGEST_TURN = 8;
/** Replayed steps of one submit: at most so many, and so much time in ms. */
const MOST_AT_ONCE = 32;
const SUBMIT_TIME = 40;

/** A device that is lost again and again is of no use. */
const MOST_LOSSES = 3;
const TRY_AGAIN = 'Press Train to start again, or choose WebAssembly as the backend.';

export class LocalTrainer extends RunViews implements Trainer {
  private request: BackendRequest = { backend: 'auto' };
  private chosen: ChosenBackend | undefined;
  private ops: Ops | undefined;
  private augmentations: AugmentationViews | undefined;
  /** Counts what was asked for; work for a wish that is not the last is given up. */
  private wish = 0;
  /** Counts the checks of kernels; only the last one goes on. */
  private check = 0;
  /** How often this run has lost its device. */
  private losses = 0;
  /** Ends when all starts and changes of the backend asked for so far are done: each has to see what the one before has left. */
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly platform: Platform,
    private readonly catalogue: Catalogue,
  ) {
    super(platform.tf);
  }

  prepare(request: BackendRequest): Promise<BackendReport> {
    return this.inTurn(() => this.setUp(request));
  }

  start(experiment: Experiment, listener: RunListener, options: StartOptions = {}): Promise<void> {
    const wish = ++this.wish;
    return this.inTurn(() => this.begin(experiment, listener, options, () => wish === this.wish));
  }

  async pause(): Promise<void> {
    await this.change('running', 'paused', 'paused');
  }

  async resume(): Promise<void> {
    await this.change('paused', 'running', 'resumed');
  }

  async step(): Promise<void> {
    const session = this.session;
    if (session?.mode !== 'paused') return;
    session.pendingSteps++;
    session.wake();
  }

  async stop(): Promise<void> {
    this.wish++;
    const session = this.session;
    if (!session || session.mode === 'ended') return;
    await this.end();
    session.emit({ type: 'stopped', step: session.run.step });
  }

  async findRate(experiment: Experiment, { files, ...options }: SweepOptions = {}): Promise<RateSweep> {
    const wish = ++this.wish;
    await this.pause();
    return this.inTurn(async () => {
      if (!this.chosen) await this.setUp(this.request);
      // In a run of its own, so that the one on the page stays as it is.
      const run = new Run(this.platform.tf, this.ops!, this.catalogue, experiment, { files, eager: this.request.safeMode ?? false });
      try {
        return await findRate(run, options, () => wish === this.wish);
      } finally {
        run.dispose();
      }
    });
  }

  fitSmall(experiment: Experiment, options?: SmallFitOptions): Promise<SmallFit> {
    return this.inTurn(async () => {
      if (!this.chosen) await this.setUp(this.request);
      return fitSmall(this.platform.tf, this.ops!, this.catalogue, experiment, { ...options, eager: this.request.safeMode ?? false });
    });
  }

  augmented(request: AugmentationRequest): Promise<AugmentedView[]> {
    return this.inTurn(async () => {
      if (!this.chosen) await this.setUp(this.request);
      this.augmentations ??= new AugmentationViews(this.platform.tf, this.ops!, this.catalogue);
      return this.augmentations.view(request);
    });
  }

  async checkKernels(onProgress?: (progress: KernelProgress) => void, options: CheckOptions = {}): Promise<KernelReport> {
    await this.inTurn(async () => this.chosen ?? this.setUp(this.request));
    const check = ++this.check;
    const ops = this.ops!;
    const goOn = () => check === this.check && ops === this.ops;
    const { tf } = this.platform;
    const rows = await checkKernels({ tf, ops }, { ...options, goOn, ...(onProgress ? { onProgress } : {}) });
    return { rows, complete: goOn(), tfjs: tf.version_core };
  }

  async stopCheck(): Promise<void> {
    this.check++;
  }

  /** Ends the run and frees all memory. */
  async dispose(): Promise<void> {
    await this.close();
    this.augmentations?.dispose();
    this.augmentations = undefined;
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.turn.then(work);
    this.turn = result.catch(() => undefined);
    return result;
  }

  private async setUp(request: BackendRequest): Promise<BackendReport> {
    await this.dispose();
    this.request = request;
    const safeMode = request.safeMode ?? false;
    this.chosen = await chooseBackend(this.platform, request);
    installKernels(this.platform.tf, { safeMode });
    this.ops = createOps(this.platform.tf, { safeMode });
    const { adapter, report } = this.chosen;
    // Checked by name, since tests let another backend play the adapter's part.
    if (adapter && this.platform.tf.getBackend() === 'webgpu') {
      const kernels = await chooseKernels(this.platform.tf, adapter, request);
      this.chosen = { adapter, report: { ...report, kernels } };
      // A device that takes the place of a lost one computes the same bits.
      this.request = { ...request, kernels: { ...request.kernels, [kernels.adapter]: kernels.choice } };
    }
    this.chosen.adapter?.onFailure((reason, lost) => {
      // The next start needs another device.
      this.chosen = undefined;
      if (lost) void this.recover(reason);
      else this.fail(`The graphics device failed: ${reason}`, TRY_AGAIN);
    });
    return this.chosen.report;
  }

  /** Goes on with the run on another device, from where it was last kept. */
  private async recover(reason: string): Promise<void> {
    const lost = this.session;
    if (!lost || lost.mode === 'ended') return;
    const paused = lost.mode === 'paused';
    const sentence = `The graphics device was lost: ${reason}`;
    if (++this.losses > MOST_LOSSES) {
      this.fail(sentence, TRY_AGAIN);
      return;
    }
    lost.mode = 'ended';
    lost.wake();
    try {
      const { options, kept, run, emit } = lost;
      await this.inTurn(async () => {
        if (this.session !== lost) return;
        const session = await this.open(run.recipe.experiment, emit, { ...options, paused, ...(kept ? { from: kept } : {}) });
        emit({ type: 'recovered', step: session.run.step, backend: this.chosen!.report, reason: sentence });
        this.go(session);
      });
    } catch (error) {
      const why = messageOf(error);
      lost.emit({ type: 'failed', reason: `${sentence}. ${why}`, advice: TRY_AGAIN, step: lost.run.step });
    }
  }

  private async begin(experiment: Experiment, listener: RunListener, options: StartOptions, wanted: () => boolean): Promise<void> {
    this.losses = 0;
    const session = await this.open(experiment, listener, options, wanted);
    const { recipe } = session.run;
    listener({
      type: 'started',
      backend: this.chosen!.report,
      parameters: recipe.network.parameterCount,
      steps: recipe.steps,
      stepsPerEpoch: recipe.stepsPerEpoch,
      batchSize: recipe.batchSize,
      health: healthPlan(recipe.network),
      data: session.run.fingerprint,
    });
    for (const text of recipe.caveats) listener({ type: 'note', text });
    this.go(session);
  }

  /** Builds a run and puts it in the place of the one before. */
  private async open(experiment: Experiment, listener: RunListener, options: StartOptions, wanted?: () => boolean): Promise<Session> {
    if (!this.chosen) await this.setUp(this.request);
    const { tf } = this.platform;
    // The new run is built before the old one ends, so that a bad file or an impossible model loses nothing.
    const run = new Run(tf, this.ops!, this.catalogue, experiment, { files: options.files, eager: this.request.safeMode ?? false, probeEvery: options.probeEvery });
    try {
      if (options.from) run.restore(options.from);
      await run.prepare(wanted);
    } catch (error) {
      run.dispose();
      throw error;
    }
    await this.close();
    return (this.session = new Session(run, new ObjectiveLog(tf), listener, options));
  }

  private go(session: Session): void {
    session.loop = this.loop(session).catch((error: unknown) => this.fail(...explain(error), session));
  }

  private async change(from: Mode, to: Mode, type: 'paused' | 'resumed'): Promise<void> {
    const session = this.session;
    if (session?.mode !== from) return;
    session.mode = to;
    session.wake();
    await session.log.flush();
    this.report(session);
    session.emit({ type, step: session.run.step });
  }

  /** Ends the run and frees its memory. */
  private async close(): Promise<void> {
    await this.end();
    this.session?.log.dispose();
    this.session?.run.dispose();
    this.session = undefined;
  }

  /** Lets the loop come to its end, without a word. */
  private async end(): Promise<void> {
    const session = this.session;
    if (!session) return;
    session.mode = 'ended';
    session.wake();
    await session.loop;
  }

  private fail(reason: string, advice: string, session = this.session): void {
    if (!session || session.mode === 'ended') return;
    session.mode = 'ended';
    session.wake();
    session.emit({ type: 'failed', reason, advice, step: session.run.step });
  }

  private async loop(session: Session): Promise<void> {
    const { run, log } = session;
    if (run.step === 0 && session.options.evaluations !== 'end') await this.measure(session);
    let turn = performance.now();
    while (!run.finished) {
      if (!(await this.permission(session))) return;
      const began = performance.now();
      const first = run.step;
      await log.add(first, run.takeSteps(this.stepsAtOnce(session)));
      session.tellRefusal();
      session.seconds += (performance.now() - began) / 1000;
      if (this.diverged(session)) return;
      if (log.reportDue) this.report(session);
      if (performance.now() - turn > LONGEST_TURN) {
        await nextTask();
        turn = performance.now();
      }
      const arrived = session.pauseHere();
      if (!run.finished && session.measuringDue) await this.measure(session);
      if (session.keepingDue) await this.giveOut(session);
      if (arrived && session.mode === 'paused') session.emit({ type: 'paused', step: run.step });
    }
    await this.finish(session);
  }

  /** As many replayed steps as fit into a short time: what they cost is the same, but not the submit; and none beyond the next measurement. */
  private stepsAtOnce({ run, log, mode, options: { pauseAt = 0 } }: Session): number {
    if (!run.replays || mode === 'paused' || log.pace === 0) return 1;
    const most = Math.min(MOST_AT_ONCE, Math.max(1, Math.floor(SUBMIT_TIME / log.pace)));
    return run.stepsToEvaluation(pauseAt > run.step ? Math.min(most, pauseAt - run.step) : most);
  }

  /** Waits while paused or looked at. @returns whether to take a step */
  private async permission(session: Session): Promise<boolean> {
    while (session.mode !== 'ended' && (session.held || (session.mode === 'paused' && session.pendingSteps === 0))) {
      await new Promise<void>((resolve) => {
        session.wake = resolve;
      });
    }
    if (session.mode === 'paused') session.pendingSteps--;
    return session.mode !== 'ended';
  }

  /** Ends a run whose objective is beyond all bounds. @returns whether it did */
  private diverged(session: Session): boolean {
    const { run, log } = session;
    const verdict = log.verdict(EXPLODED * Math.log(Math.max(2, run.recipe.network.blueprint.classes)));
    if (verdict === undefined) return false;
    this.report(session);
    this.fail(verdict, 'Divide the learning rate by ten, or switch on warm-up, and train again.');
    return true;
  }

  private async finish(session: Session): Promise<void> {
    const { run, log } = session;
    await log.flush();
    if (this.diverged(session)) return;
    await session.released();
    await run.finish();
    if (session.options.evaluations === 'end') this.report(session);
    else await this.measure(session);
    const began = performance.now();
    const metrics = await run.measureAll(() => session.mode !== 'ended');
    session.seconds += (performance.now() - began) / 1000;
    if (!metrics || session.mode === 'ended') return;
    session.mode = 'ended';
    session.emit({
      type: 'finished',
      ...metrics,
      weights: await run.weightsFingerprint(),
      backend: this.chosen!.report.backend,
      parameters: run.recipe.network.parameterCount,
      steps: run.recipe.steps,
      seconds: session.seconds,
    });
  }

  private async measure(session: Session): Promise<void> {
    const began = performance.now();
    const { run } = session;
    const cycleEnd = run.cycleEnd;
    const metrics = await run.measure(() => session.mode !== 'ended');
    session.seconds += (performance.now() - began) / 1000;
    if (!metrics) return;
    await session.log.flush();
    this.report(session);
    session.emit({ type: 'evaluated', ...metrics, step: run.step, epoch: run.step / run.recipe.stepsPerEpoch, cycleEnd });
    // Other devices than a graphics device are not lost.
    if (this.chosen?.adapter) session.kept = await run.checkpoint(session.seconds);
  }

  /** Tells all there is to tell, and then gives out a checkpoint. */
  private async giveOut(session: Session): Promise<void> {
    await session.log.flush();
    this.report(session);
    await session.giveOut();
  }

  private report(session: Session): void {
    const { run, log } = session;
    const { probedAt, health, ...points } = log.take();
    if (points.at.length === 0) return;
    if (probedAt.length > 0) session.emit({ type: 'health', at: probedAt, figures: health });
    const event: RunEvent = {
      type: 'progress',
      ...points,
      step: run.step,
      epoch: run.step / run.recipe.stepsPerEpoch,
      seconds: session.seconds,
      secondsLeft: (session.seconds / run.step) * (run.recipe.steps - run.step),
    };
    session.emit(event);
  }
}

function explain(error: unknown): [reason: string, advice: string] {
  const message = messageOf(error);
  return /memory|allocat/i.test(message)
    ? [`The device ran out of memory (${message})`, 'Choose a smaller batch size or a narrower model, and train again.']
    : [message, 'Press Train to start again; if it comes back, try safe mode and report what you see.'];
}
