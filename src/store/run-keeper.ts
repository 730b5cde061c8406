/** Keeps the records of runs: starts them one after the other, applies the engine's events to them, and lets the oldest go. */
import type { Catalogue } from '../core/catalogue';
import type { NamedFile } from '../core/dataset';
import type { Experiment } from '../core/experiment';
import type { RunEvent, Trainer } from '../engine/protocol';
import { nameRun } from './run-name';
import { applyEvent, isActive, newRecord, type RunRecord } from './run-record';

/** The current run and five earlier ones; as many run colours there are. */
export const MOST_RUNS = 6;
/** The page is redrawn at most this often, in ms. */
const FLUSH_INTERVAL = 100;

interface Kept {
  readonly runs: readonly RunRecord[];
  readonly revision: number;
  readonly files: Readonly<Record<string, readonly NamedFile[]>>;
}

interface KeeperOptions {
  readonly catalogue: Catalogue;
  readonly start: Trainer['start'];
  readonly read: () => Kept;
  readonly write: (change: Partial<Pick<Kept, 'runs' | 'revision'>>) => void;
}

/** Steps between two looks at the health of the network. */
const PROBE_EVERY = 10;

export class RunKeeper {
  private lastId = 0;
  /** Ends when every start asked for so far has been answered: the engine begins one run at a time. */
  private starts: Promise<void> = Promise.resolve();
  private readonly waiting: { id: number; paused: boolean; event: RunEvent }[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly options: KeeperOptions) {}

  update(id: number, change: (run: RunRecord) => RunRecord): void {
    this.options.write({ runs: this.options.read().runs.map((run) => (run.id === id ? change(run) : run)) });
  }

  /**
   * Starts a run, in place of `instead` or after all others. Resolves when it can take its first step.
   * @throws what the engine says; the records are then as they were before
   */
  async begin(experiment: Experiment, { paused, instead }: { paused: boolean; instead?: RunRecord }): Promise<void> {
    const { catalogue } = this.options;
    const { runs } = this.options.read();
    const record = newRecord(catalogue, experiment, {
      id: ++this.lastId,
      name: instead?.name ?? nameRun(catalogue, runs.at(-1)?.experiment, experiment),
      colour: instead?.colour ?? freeColour(runs),
    });
    this.options.write({ runs: instead ? runs.map((run) => (run === instead ? record : run)) : [...runs, record] });
    const turn = this.starts.then(() => this.start(record, paused));
    this.starts = turn.catch(() => undefined);
    try {
      await turn;
    } catch (error) {
      // A run that never was leaves no gap in the numbers.
      if (record.id === this.lastId) this.lastId--;
      const now = this.options.read().runs;
      this.options.write({ runs: instead ? now.map((run) => (run.id === record.id ? instead : run)) : now.filter((run) => run.id !== record.id) });
      throw error;
    }
  }

  private async start(record: RunRecord, paused: boolean): Promise<void> {
    const { read, write, start } = this.options;
    const files = read().files[record.experiment.data.id];
    await start(record.experiment, (event) => this.receive(record.id, paused, event), { paused, probeEvery: PROBE_EVERY, ...(files ? { files } : {}) });
    // The engine has dropped the run before without a word.
    const { runs } = read();
    write({ runs: thinned(runs.map((run) => (run.id !== record.id && run.id < record.id && isActive(run) ? { ...run, status: 'stopped' } : run))) });
  }

  /** Figures wait a little for their next turn; a change of state shows at once. */
  private receive(id: number, paused: boolean, event: RunEvent): void {
    this.waiting.push({ id, paused, event });
    if (event.type !== 'progress' && event.type !== 'evaluated') this.flush();
    else this.timer ??= setTimeout(() => this.flush(), FLUSH_INTERVAL);
  }

  private flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const { catalogue, read, write } = this.options;
    let { runs, revision } = read();
    for (const { id, paused, event } of this.waiting.splice(0)) {
      runs = runs.map((run) => {
        if (run.id !== id) return run;
        const next = applyEvent(catalogue, run, event);
        return event.type === 'started' && paused ? { ...next, status: 'paused' } : next;
      });
      if (['started', 'evaluated', 'finished', 'failed'].includes(event.type)) revision++;
    }
    write({ runs, revision });
  }
}

function freeColour(runs: readonly RunRecord[]): number {
  const kept = runs.length < MOST_RUNS ? runs : runs.filter((run) => run !== leastWanted(runs));
  const used = new Set(kept.map(({ colour }) => colour));
  for (let colour = 0; ; colour++) if (!used.has(colour)) return colour;
}

/** Lets the oldest runs go that nobody has pinned. */
function thinned(runs: readonly RunRecord[]): readonly RunRecord[] {
  let kept = runs;
  while (kept.length > MOST_RUNS) kept = kept.filter((run) => run !== leastWanted(kept));
  return kept;
}

function leastWanted(runs: readonly RunRecord[]): RunRecord | undefined {
  return runs.slice(0, -1).find(({ pinned }) => !pinned) ?? runs[0];
}
