/** Asks studies what they want next, and sees to it. */
import type { Catalogue } from '../../core/catalogue';
import type { Study, StudyKind, Wishes } from '../../lab/study';
import { hasEnded, type NewTrial, type Trial } from '../../lab/trial';

export interface StudyRunnerOptions {
  readonly catalogue: Catalogue;
  readonly kinds: Readonly<Record<string, StudyKind>>;
  readonly read: () => { readonly studies: readonly Study[]; readonly trials: readonly Trial[]; readonly removed: readonly Trial[] };
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

  /** Asks a study what it wants, now that one of its trials has ended or is held. */
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
    if (study?.status !== 'running') return;
    try {
      const { add = [], stop = [], release = [] } = this.ask(study, this.trialsOf(id));
      if (stop.length > 0) this.options.stop(stop);
      if (release.length > 0) this.options.release(release);
      if (add.length > 0) this.options.add(add, id);
      else if (this.trialsOf(id).every(hasEnded) && !this.again.has(id)) save({ ...study, status: 'finished' });
    } catch (error) {
      save({ ...study, status: 'failed', failure: error instanceof Error ? error.message : String(error) });
    }
  }

  private ask({ kind, plan }: Pick<Study, 'kind' | 'plan'>, trials: readonly Trial[]): Wishes {
    const known = Object.hasOwn(this.options.kinds, kind) ? this.options.kinds[kind] : undefined;
    if (!known) throw new Error(`This version of Grimoire knows no study of the kind “${kind}”.`);
    return known.next(this.options.catalogue, plan, trials);
  }

  /** A study still counts those that were taken out of the table: else it would ask for them again. */
  private trialsOf(study: string): Trial[] {
    const { trials, removed } = this.options.read();
    return [...trials, ...removed].filter((trial) => trial.study === study).toSorted((a, b) => a.created - b.created);
  }
}
