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

  get held(): boolean {
    return this.holders > 0;
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
