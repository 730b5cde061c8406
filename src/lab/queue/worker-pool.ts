/** Workers with trainers in them, kept for the next trial. */
import type { BackendReport, BackendRequest } from '../../engine/protocol';
import type { Connect, Connection, TrialTrainer } from '../queue';

/** A worker that could not be loaded or has died. */
export class WorkerLost extends Error {}

export class TrialWorker {
  /** Rejects with {@link WorkerLost} when the worker is lost; never resolves. */
  readonly lost: Promise<never>;
  isLost = false;
  private readonly connection: Connection;
  private prepared: { readonly request: string; readonly report: Promise<BackendReport> } | undefined;

  constructor(connect: Connect) {
    let lose: (error: WorkerLost) => void = () => undefined;
    this.lost = new Promise((_, reject) => {
      lose = reject;
    });
    // It may be lost while nobody waits for it.
    this.lost.catch(() => undefined);
    this.connection = connect((reason) => {
      this.isLost = true;
      lose(new WorkerLost(`The worker of this trial stopped: ${reason.replace(/\.$/, '')}.`));
    });
  }

  get trainer(): TrialTrainer {
    return this.connection.trainer;
  }

  /** Sets the backend up, once for each different request. @throws with a sentence where it cannot be had */
  prepare(request: BackendRequest): Promise<BackendReport> {
    const asked = JSON.stringify(request);
    if (this.prepared?.request !== asked) this.prepared = { request: asked, report: this.trainer.prepare(request) };
    const { report } = this.prepared;
    report.catch(() => (this.prepared = undefined));
    return report;
  }

  close(): void {
    this.isLost = true;
    this.connection.close();
  }
}

export class WorkerPool {
  private readonly idle: TrialWorker[] = [];

  constructor(private readonly connect: Connect) {}

  take(): TrialWorker {
    let kept = this.idle.pop();
    while (kept?.isLost) kept = this.idle.pop();
    return kept ?? new TrialWorker(this.connect);
  }

  /** Takes a worker back that has nothing more to do; one that is lost is let go. */
  give(worker: TrialWorker): void {
    if (worker.isLost) worker.close();
    else this.idle.push(worker);
  }

  /** Ends the workers that have nothing to do. */
  clear(): void {
    for (const worker of this.idle.splice(0)) worker.close();
  }
}
