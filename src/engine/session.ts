import { healthPlan } from '../core/health';
import { CourseRecorder } from './evidence/course-recorder';
import type { Verdict } from '../diagnose/verdict';
import type { ObjectiveLog } from './objective-log';
import type { Checkpoint, RunListener, StartOptions } from './protocol';
import type { Run } from './run';

export type Mode = 'running' | 'paused' | 'ended';

/** A run with all that its training loop needs to know. */
export class Session {
  mode: Mode;
  /** Where the run can go on if the device is lost. */
  kept: Checkpoint | undefined;
  private noted = false;
  /** Steps asked for while paused. */
  pendingSteps = 0;
  wake: () => void = () => undefined;
  loop: Promise<void> = Promise.resolve();
  seconds = 0;
  /** What the run has reported so far. */
  readonly course: CourseRecorder;
  /** What the checks of its data have said, once they were made. */
  dataVerdicts: readonly Verdict[] | undefined;
  readonly emit: RunListener;
  /** How many are looking at the run in a way that no step may disturb. */
  private holders = 0;
  private readonly began = performance.now();
  /** When it last gave out a checkpoint, in ms. */
  private gaveOut = this.began;

  constructor(
    readonly run: Run,
    readonly log: ObjectiveLog,
    listener: RunListener,
    readonly options: StartOptions,
  ) {
    this.mode = options.paused ? 'paused' : 'running';
    this.kept = options.from;
    this.seconds = options.from?.seconds ?? 0;
    const course = new CourseRecorder(run.step, healthPlan(run.recipe.network));
    this.course = course;
    this.emit = (event) => {
      course.note(event);
      listener(event);
    };
  }

  /** Pauses where it was asked to. @returns whether it did */
  pauseHere(): boolean {
    const { mode, run, options } = this;
    if (mode !== 'running' || run.finished || run.step !== options.pauseAt) return false;
    this.mode = 'paused';
    return true;
  }

  /** Whether somebody who keeps the run wants to have it as it stands. */
  get keepingDue(): boolean {
    const { mode, run, options } = this;
    if (options.keepEvery === undefined || run.finished || mode === 'ended') return false;
    // In the beginning more often, so that little is lost of a short run.
    const now = performance.now();
    const apart = 1000 * options.keepEvery;
    return mode === 'paused' || now - this.gaveOut >= Math.min(apart, Math.max(apart / 5, (now - this.began) / 2));
  }

  /** Gives itself out to be kept. */
  async giveOut(): Promise<void> {
    const checkpoint = await this.run.checkpoint(this.seconds);
    this.gaveOut = performance.now();
    if (this.mode !== 'ended') this.emit({ type: 'kept', checkpoint });
  }

  get held(): boolean {
    return this.holders > 0;
  }

  /** Whether it is to be measured between two steps. */
  get measuringDue(): boolean {
    const { run, options, mode } = this;
    if (mode === 'paused' || options.evaluations === undefined) return mode === 'paused' || run.evaluationDue;
    return run.epochEnd && (options.evaluations === 'epochs' || run.recipe.schedule.observe !== undefined);
  }

  /** Waits until nobody holds the run. */
  async released(): Promise<void> {
    while (this.mode !== 'ended' && this.held) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }

  /** Lets no step be taken until the work is done. */
  async hold<T>(work: () => Promise<T>): Promise<T> {
    this.holders++;
    try {
      return await work();
    } finally {
      this.holders--;
      this.wake();
    }
  }

  /** Says once why steps are not replayed. */
  tellRefusal(): void {
    if (this.noted || this.run.refusal === undefined) return;
    this.noted = true;
    this.emit({ type: 'note', text: this.run.refusal });
  }
}
