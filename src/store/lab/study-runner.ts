/** Asks studies what they want next, and sees to it. */
import type { Catalogue } from '../../core/catalogue';
import { messageOf } from '../../core/words';
import type { Study, StudyKind, Wishes } from '../../lab/study';
import { hasEnded, type NewTrial, type Trial } from '../../lab/trial';

export interface StudyRunnerOptions {
  readonly catalogue: Catalogue;
  readonly kinds: Readonly<Record<string, StudyKind>>;
  readonly read: () => { readonly studies: readonly Study[]; readonly trials: readonly Trial[] };
  readonly save: (study: Study) => void;
  /** Those that cannot be trained become trials that have failed. */
  readonly add: (wanted: readonly NewTrial[], study: string) => void;
  readonly stop: (ids: readonly string[]) => void;
  readonly release: (wishes: NonNullable<Wishes['release']>) => void;
}

export class StudyRunner {
  /** Studies that are being asked; what they want may end trials, which asks them again. */
  private readonly asking = new Set<string>();
  private readonly again = new Set<string>();

  constructor(private readonly options: StudyRunnerOptions) {}

  /** What a study wants in the beginning. @throws Error where its plan cannot be read */
  first(study: Pick<Study, 'kind' | 'plan'>): Wishes {
    return this.ask(study, []);
  }

  /** Asks a study what it wants, now that one of its trials has ended or is held; one that is finished only once all of them have ended again. */
  advance(id: string | undefined): void {
    if (id === undefined) return;
    this.again.add(id);
    if (this.asking.has(id)) return;
    this.asking.add(id);
    try {
      while (this.again.delete(id)) this.satisfy(id);
    } finally {
      this.asking.delete(id);
    }
  }

  private satisfy(id: string): void {
    const { read, save } = this.options;
    const study = read().studies.find((one) => one.id === id);
    if (study?.status === 'finished') return this.reopen(study);
    if (study?.status !== 'running') return;
    try {
      const { add = [], stop = [], release = [] } = this.ask(study, this.trialsOf(study));
      if (stop.length > 0) this.options.stop(stop);
      if (release.length > 0) this.options.release(release);
      if (add.length > 0) this.options.add(add, id);
      else if (this.trialsOf(study).every(hasEnded) && !this.again.has(id)) save({ ...study, status: 'finished' });
    } catch (error) {
      save({ ...study, status: 'failed', failure: messageOf(error) });
    }
  }

  /** A run that was made again may be what the rest of the study hung on. */
  private reopen(study: Study): void {
    const trials = this.trialsOf(study);
    if (!trials.every(hasEnded)) return;
    let add: readonly NewTrial[] = [];
    try {
      ({ add = [] } = this.ask(study, trials));
    } catch {
      // What it has found stays as it is.
    }
    if (add.length === 0) return;
    this.options.save({ ...study, status: 'running' });
    this.options.add(add, study.id);
  }

  private ask({ kind, plan }: Pick<Study, 'kind' | 'plan'>, trials: readonly Trial[]): Wishes {
    const known = Object.hasOwn(this.options.kinds, kind) ? this.options.kinds[kind] : undefined;
    if (!known) throw new Error(`This version of Grimoire knows no study of the kind “${kind}”.`);
    return known.next(this.options.catalogue, plan, trials);
  }

  /** A study still counts those that were deleted: else it would ask for them again. */
  private trialsOf({ id, deleted = [] }: Study): Trial[] {
    const there = this.options.read().trials.filter(({ study }) => study === id);
    const ids = new Set(there.map((trial) => trial.id));
    return [...there, ...deleted.filter((trial) => !ids.has(trial.id))].toSorted((a, b) => a.created - b.created);
  }
}
