/** Trials in this browser's database. */
import { Dexie, type EntityTable } from 'dexie';
import type { Catalogue } from '../../core/catalogue';
import { messageOf } from '../../core/words';
import type { Checkpoint } from '../../engine/protocol';
import type { Study } from '../../lab/study';
import type { Trial, TrialCurves } from '../../lab/trial';
import { MemoryTrialStore, type Saving, type TrialStore } from '../../lab/trial-store';
import { readCheckpoint, readCurves, readStudy, readTrial } from './stored-trial';

const NAME = 'grimoire-lab';
/** The page has a turn at least this often while rows are checked, in ms. */
const LONGEST_TURN = 10;

/** A new version of these tables is a new number here, with a way to bring the old rows along. */
class Database extends Dexie {
  declare readonly trials: EntityTable<Trial, 'id'>;
  declare readonly curves: EntityTable<TrialCurves, 'id'>;
  declare readonly checkpoints: EntityTable<{ readonly id: string; readonly checkpoint: Checkpoint }, 'id'>;
  /** Trials that were deleted, as long as that can be taken back, and since when. Earlier versions noted no time. */
  declare readonly hidden: EntityTable<{ readonly id: string; readonly since?: number }, 'id'>;
  declare readonly studies: EntityTable<Study, 'id'>;

  constructor(name: string) {
    super(name);
    this.version(1).stores({ trials: 'id', curves: 'id', checkpoints: 'id', hidden: 'id', studies: 'id' });
  }
}

/** Keeps trials in IndexedDB. Once something could not be written, it is kept in memory as long as the page is open. */
export class DexieTrialStore implements TrialStore {
  private readonly db: Database;
  private readonly memory = new MemoryTrialStore();
  /** Whether the database has refused something, so that memory knows better. */
  private refused = false;

  constructor(
    private readonly catalogue: Catalogue,
    name = NAME,
  ) {
    this.db = new Database(name);
  }

  async load() {
    const { db, catalogue } = this;
    const [kept, studyRows, hidden] = await this.reading(() =>
      db.transaction('r', db.trials, db.studies, db.hidden, () => Promise.all([db.trials.toArray(), db.studies.toArray(), db.hidden.toCollection().primaryKeys()])),
    );
    const gone = new Set(hidden);
    const rows = kept.filter(({ id }) => !gone.has(id));
    const trials = await checked(rows, (row) => readTrial(catalogue, row));
    const studies = await checked(studyRows, (row) => readStudy(catalogue, row));
    return { trials, studies, unreadable: rows.length - trials.length + studyRows.length - studies.length };
  }

  async save(savings: readonly Saving[]): Promise<void> {
    const { db } = this;
    const curves = savings.flatMap((saving) => saving.curves ?? []);
    const checkpoints = savings.flatMap(({ trial: { id }, checkpoint }) => (checkpoint ? [{ id, checkpoint }] : []));
    const forgotten = savings.flatMap(({ trial: { id }, checkpoint }) => (checkpoint === null ? [id] : []));
    await this.writing(
      () =>
        db.transaction('rw', db.trials, db.curves, db.checkpoints, async () => {
          await db.trials.bulkPut(savings.map(({ trial }) => trial));
          await db.curves.bulkPut(curves);
          await db.checkpoints.bulkPut(checkpoints);
          await db.checkpoints.bulkDelete(forgotten);
        }),
      () => this.memory.save(savings),
    );
  }

  async remove(ids: readonly string[]): Promise<void> {
    const { db } = this;
    const tables = [db.trials, db.curves, db.checkpoints, db.hidden];
    await this.writing(
      () => db.transaction('rw', tables, () => Promise.all(tables.map((table) => table.bulkDelete([...ids])))),
      () => this.memory.remove(ids),
    );
  }

  async hide(ids: readonly string[], since: number | undefined): Promise<void> {
    const table = this.db.hidden;
    // Memory is gone by the next time anyway.
    await this.writing(() => (since === undefined ? table.bulkDelete([...ids]) : table.bulkPut(ids.map((id) => ({ id, since })))), async () => undefined);
  }

  async purge(before: number): Promise<void> {
    const old = await this.reading(() => this.db.hidden.filter(({ since = 0 }) => since < before).primaryKeys());
    if (old.length > 0) await this.remove(old);
  }

  async curves(id: string): Promise<TrialCurves | undefined> {
    return (await this.memory.curves(id)) ?? readCurves(await this.reading(() => this.db.curves.get(id)));
  }

  async checkpoint(id: string): Promise<Checkpoint | undefined> {
    return (await this.memory.checkpoint(id)) ?? readCheckpoint((await this.reading(() => this.db.checkpoints.get(id)))?.checkpoint);
  }

  async saveStudy(study: Study): Promise<void> {
    await this.writing(() => this.db.studies.put(study), () => this.memory.saveStudy(study));
  }

  async removeStudy(id: string): Promise<void> {
    await this.writing(() => this.db.studies.delete(id), () => this.memory.removeStudy(id));
  }

  close(): void {
    this.db.close();
  }

  private async reading<T>(work: () => PromiseLike<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      this.refused = true;
      throw new Error(refusalOf(error), { cause: error });
    }
  }

  /** @param remember the same in memory, which is done from the first refusal on */
  private async writing(work: () => PromiseLike<unknown>, remember: () => Promise<void>): Promise<void> {
    if (this.refused) await remember();
    try {
      await work();
    } catch (error) {
      if (!this.refused) await remember();
      this.refused = true;
      throw new Error(refusalOf(error), { cause: error });
    }
  }
}

/** Those rows that can be read. */
async function checked<R, T>(rows: readonly R[], read: (row: R) => T | undefined): Promise<T[]> {
  const readable: T[] = [];
  let turn = performance.now();
  for (const row of rows) {
    const value = read(row);
    if (value !== undefined) readable.push(value);
    if (performance.now() - turn > LONGEST_TURN) {
      await new Promise((resolve) => setTimeout(resolve));
      turn = performance.now();
    }
  }
  return readable;
}

/** What went wrong, for the visitor. */
function refusalOf(error: unknown): string {
  const names = [error, (error as { inner?: unknown } | null)?.inner].map((one) => (one instanceof Error || one instanceof DOMException ? `${one.name} ${one.message}` : String(one)));
  const text = names.join(' ');
  if (/quota/i.test(text)) return 'The storage that this browser gives the page is full, so new runs are kept only until the page is closed: delete runs that you no longer need.';
  if (/MissingAPI|SecurityError|InvalidState|OpenFailed|NotAllowed|UnknownError/i.test(text)) {
    return 'This browser does not let the page keep anything (a private window, perhaps), so runs are kept only until the page is closed.';
  }
  return `The runs cannot be kept (${messageOf(error)}), so they are there only until the page is closed.`;
}
