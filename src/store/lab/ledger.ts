/** All trials and studies in memory, and the writing of each change to where they are kept and to the other tabs. */
import type { StoreApi } from 'zustand/vanilla';
import { messageOf } from '../../core/words';
import type { Checkpoint } from '../../engine/protocol';
import type { Study } from '../../lab/study';
import type { Trial, TrialCurves } from '../../lab/trial';
import type { Saving, TrialStore } from '../../lab/trial-store';
import { withDeleted, withoutDeleted } from './deleted';
import type { LabState } from './lab';
import type { Peers } from './peers';

export class Ledger {
  /** Ends when all that was written so far is kept: writing out of order would bring old states back. */
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly store: StoreApi<LabState>,
    private readonly keep: TrialStore,
    private readonly peers: Peers | undefined,
  ) {}

  /** Resolves when all that was said so far is kept. */
  settled(): Promise<void> {
    return this.writing;
  }

  /** Reads what is kept; it counts for more than what is shown. */
  async read(): Promise<void> {
    await this.writing;
    const { trials = [], studies = [], unreadable = 0 } = (await this.keep.load().catch((error: unknown) => this.report(error))) ?? {};
    this.store.setState((state) => ({ trials: merged(trials, state.trials), studies: merged(studies, state.studies) }));
    if (unreadable > 0) {
      this.report(`${unreadable} ${unreadable === 1 ? 'run' : 'runs'} of earlier visits cannot be read and are not shown: another version of Grimoire wrote them, or they are damaged.`);
    }
  }

  async curves(id: string): Promise<TrialCurves | undefined> {
    await this.writing;
    return this.keep.curves(id);
  }

  async checkpoint(id: string): Promise<Checkpoint | undefined> {
    await this.writing;
    return this.keep.checkpoint(id);
  }

  /** Shows a change at once and keeps it. */
  save(savings: readonly Saving[]): void {
    if (savings.length === 0) return;
    const trials = savings.map(({ trial }) => trial);
    this.show(trials);
    this.peers?.post({ trials });
    this.write(() => this.keep.save(savings));
  }

  /** Puts trials in the place of those with their ids, or at the end. */
  show(changed: readonly Trial[]): void {
    if (changed.length === 0) return;
    const fresh = new Map(changed.map((trial) => [trial.id, trial]));
    this.store.setState(({ trials }) => {
      const known = trials.map((trial) => {
        const now = fresh.get(trial.id);
        fresh.delete(trial.id);
        return now ?? trial;
      });
      return { trials: [...known, ...fresh.values()] };
    });
  }

  saveStudy(study: Study): void {
    this.showStudy(study);
    this.peers?.post({ study });
    this.write(() => this.keep.saveStudy(study));
  }

  showStudy(study: Study): void {
    this.store.setState(({ studies }) => ({ studies: [...studies.filter(({ id }) => id !== study.id), study] }));
  }

  /** Keeps a trial that was made elsewhere; one that was deleted before is there again. */
  record(saving: Saving): void {
    const { id } = saving.trial;
    const { trials, removed } = this.store.getState();
    if (!trials.some((trial) => trial.id === id)) {
      if (removed.some((trial) => trial.id === id)) this.store.setState({ removed: removed.filter((trial) => trial.id !== id) });
      this.write(() => this.keep.hide?.([id], undefined));
    }
    this.save([saving]);
  }

  /** Takes trials out of the table until they are brought back or {@link forgetRemoved}; their studies still count them. @param now ms since 1970 */
  remove(ids: readonly string[], now: number): void {
    this.forgetRemoved();
    const gone = new Set(ids);
    const removed = this.store.getState().trials.filter(({ id }) => gone.has(id));
    for (const study of withDeleted(this.store.getState().studies, removed)) this.saveStudy(study);
    this.store.setState(({ trials }) => ({ trials: trials.filter(({ id }) => !gone.has(id)), removed }));
    this.peers?.post({ removed: ids });
    this.write(() => this.keep.hide?.(ids, now));
  }

  bringBack(): void {
    const { removed, studies } = this.store.getState();
    if (removed.length === 0) return;
    for (const study of withoutDeleted(studies, removed)) this.saveStudy(study);
    this.peers?.post({ trials: removed });
    this.write(() => this.keep.hide?.(removed.map(({ id }) => id), undefined));
    this.write(() => this.keep.save(removed.map((trial) => ({ trial }))));
    // Last, since who sees it may know more of a trial than is written here.
    this.store.setState(({ trials }) => ({ trials: merged(removed, trials), removed: [] }));
  }

  /** Removes what was deleted before a moment, in ms since 1970, and can no longer be brought back. */
  purge(before: number): void {
    this.write(() => this.keep.purge?.(before));
  }

  forgetRemoved(): void {
    const ids = this.store.getState().removed.map(({ id }) => id);
    if (ids.length === 0) return;
    this.store.setState({ removed: [] });
    this.write(() => this.keep.remove(ids));
  }

  report(error: unknown): undefined {
    this.store.setState({ trouble: messageOf(error) });
  }

  private write(work: () => Promise<void> | undefined): void {
    this.writing = this.writing.then(work).catch((error: unknown) => this.report(error));
  }
}

/** Both together in the order they were made; of two with the same id, the first list's. */
function merged<T extends { readonly id: string; readonly created: number }>(first: readonly T[], second: readonly T[]): T[] {
  return [...new Map([...second, ...first].map((one) => [one.id, one])).values()].toSorted((a, b) => a.created - b.created);
}
