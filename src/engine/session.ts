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

  constructor(
    readonly run: Run,
    readonly log: ObjectiveLog,
    readonly emit: RunListener,
    readonly options: StartOptions,
  ) {
    this.mode = options.paused ? 'paused' : 'running';
    this.kept = options.from;
    this.seconds = options.from?.seconds ?? 0;
  }

  /** Says once why steps are not replayed. */
  tellRefusal(): void {
    if (this.noted || this.run.refusal === undefined) return;
    this.noted = true;
    this.emit({ type: 'note', text: this.run.refusal });
  }
}
