/** Where trials are kept: a database in the browser, a file on the command line, memory in tests. */
import type { Checkpoint } from '../engine/protocol';
import type { Study } from './study';
import type { Trial, TrialCurves } from './trial';

/** Kept together or not at all. */
export interface Saving {
  readonly trial: Trial;
  readonly curves?: TrialCurves;
  /** `null` forgets the one kept before. */
  readonly checkpoint?: Checkpoint | null;
}

/** Methods reject where nothing can be kept (storage is full or forbidden), with a sentence. */
export interface TrialStore {
  /** `unreadable`: how many trials and studies could not be read, and were left out. */
  load(): Promise<{ readonly trials: readonly Trial[]; readonly studies: readonly Study[]; readonly unreadable?: number }>;
  save(savings: readonly Saving[]): Promise<void>;
  /** With their curves and checkpoints. */
  remove(ids: readonly string[]): Promise<void>;
  /** Trials that are to be gone when this is read the next time. @param since milliseconds since 1970; undefined takes it back */
  hide?(ids: readonly string[], since: number | undefined): Promise<void>;
  /** Removes what was hidden before a moment, in milliseconds since 1970. */
  purge?(before: number): Promise<void>;
  curves(id: string): Promise<TrialCurves | undefined>;
  checkpoint(id: string): Promise<Checkpoint | undefined>;
  saveStudy(study: Study): Promise<void>;
  removeStudy(id: string): Promise<void>;
}

/** Keeps everything as long as the program runs. */
export class MemoryTrialStore implements TrialStore {
  private readonly trials = new Map<string, Trial>();
  private readonly curvesOf = new Map<string, TrialCurves>();
  private readonly checkpoints = new Map<string, Checkpoint>();
  private readonly studies = new Map<string, Study>();

  async load() {
    return { trials: [...this.trials.values()], studies: [...this.studies.values()] };
  }

  async save(savings: readonly Saving[]): Promise<void> {
    for (const { trial, curves, checkpoint } of savings) {
      this.trials.set(trial.id, trial);
      if (curves) this.curvesOf.set(trial.id, curves);
      if (checkpoint) this.checkpoints.set(trial.id, checkpoint);
      else if (checkpoint === null) this.checkpoints.delete(trial.id);
    }
  }

  async remove(ids: readonly string[]): Promise<void> {
    for (const id of ids) for (const map of [this.trials, this.curvesOf, this.checkpoints]) map.delete(id);
  }

  async curves(id: string) {
    return this.curvesOf.get(id);
  }

  async checkpoint(id: string) {
    return this.checkpoints.get(id);
  }

  async saveStudy(study: Study): Promise<void> {
    this.studies.set(study.id, study);
  }

  async removeStudy(id: string): Promise<void> {
    this.studies.delete(id);
  }
}
