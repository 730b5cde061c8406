/** The curves of the trials that are compared, fetched anew as they grow, but not more often than the eye needs. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Trial, TrialCurves } from '../../../lab/trial';

/** At least this long between two looks at growing curves, in ms. */
const GAP = 1000;

export class LiveCurves {
  /** By the trial's id. */
  readonly store: StoreApi<ReadonlyMap<string, TrialCurves>> = createStore(() => new Map());
  private watched: readonly Trial[] = [];
  /** What was known of each trial when its curves were fetched. */
  private readonly fetched = new Map<string, string>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private busy = false;

  constructor(private readonly fetch: (id: string) => Promise<TrialCurves | undefined>) {}

  /** Says which trials are to be known, as they stand now; forgets all others. */
  watch(trials: readonly Trial[]): void {
    this.watched = trials;
    const ids = new Set(trials.map(({ id }) => id));
    for (const id of this.fetched.keys()) if (!ids.has(id)) this.fetched.delete(id);
    const kept = [...this.store.getState()].filter(([id]) => ids.has(id));
    if (kept.length < this.store.getState().size) this.store.setState(new Map(kept), true);
    // Those that were never seen are not kept waiting.
    if (trials.some(({ id }) => !this.fetched.has(id))) this.plan(0);
    else if (this.due().length > 0) this.plan(GAP);
  }

  close(): void {
    this.watch([]);
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private due(): readonly Trial[] {
    return this.watched.filter((trial) => this.fetched.get(trial.id) !== stampOf(trial));
  }

  private plan(wait: number): void {
    if (this.busy || (this.timer !== undefined && wait > 0)) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.look(), wait);
  }

  /** One after the other, so that reading many never holds up the page. */
  private async look(): Promise<void> {
    this.timer = undefined;
    this.busy = true;
    const fresh = new Map<string, TrialCurves>();
    for (const trial of this.due()) {
      this.fetched.set(trial.id, stampOf(trial));
      const curves = await this.fetch(trial.id).catch(() => undefined);
      if (curves) fresh.set(trial.id, curves);
    }
    this.busy = false;
    const ids = new Set(this.watched.map(({ id }) => id));
    const changed = [...fresh].filter(([id]) => ids.has(id));
    if (changed.length > 0) this.store.setState(new Map([...this.store.getState(), ...changed]), true);
    // What has changed meanwhile.
    this.watch(this.watched);
  }
}

/** Changes whenever the trial may have measured something new. */
function stampOf({ step, status, latest }: Trial): string {
  return `${step} ${status} ${latest?.dev.loss ?? ''}`;
}
