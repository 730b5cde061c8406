/** Measures all workloads of one suite, each in realms of its own. */
import type { Arguments } from './arguments';
import { measureWorkload, Multiplier, type Setting } from './measure-workload';
import { type EngineId, type Realm, type Runner, WORKLOADS, type WorkloadId } from './protocol';
import type { SuiteResults, WorkloadResults } from './results';
import { FULL, QUICK } from './rounds';
import { chromiumRunner } from './runners/chromium';
import { nodeRunner } from './runners/node';
import { suite, type Suite, type SuiteId } from './runners/suites';
import { workload } from './workloads/workloads';

type Log = (text: string) => void;

/** The reference workloads; a quick run leaves the peers out of the others. */
const REFERENCE: readonly WorkloadId[] = ['A', 'B', 'C', 'D'];
/** Ten seconds a step on a software adapter. */
const SLOW_IN_TFJS: readonly WorkloadId[] = ['B', 'C'];
/** In ms. */
const LATE = 240_000;
const LEFT_OUT =
  'A quick run leaves the peers out of the default experiments, and tfjs out of B and C on WebGPU; `--only` with their names measures them.';

export async function measureSuite(root: string, id: SuiteId, options: Arguments, log: Log, started: number): Promise<SuiteResults> {
  const chosen = suite(id);
  log(chosen.title);
  let runner: Runner;
  try {
    runner = await openRunner(root, chosen);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { id, title: chosen.title, backend: chosen.backend, notes: [`Not possible here: ${reason}.`], devices: {}, workloads: [] };
  }
  try {
    return await new SuiteRun(runner, chosen, options, log, started).measure();
  } finally {
    await runner.close();
  }
}

/** Where a suite is measured. @throws where that cannot be had */
export function openRunner(root: string, chosen: Suite): Promise<Runner> {
  return chosen.surroundings === 'node' ? nodeRunner(root) : chromiumRunner(root, chosen);
}

class SuiteRun {
  private readonly devices: Partial<Record<EngineId, string>> = {};
  private readonly impossible = new Map<EngineId, string>();

  constructor(
    private readonly runner: Runner,
    private readonly suite: Suite,
    private readonly options: Arguments,
    private readonly log: Log,
    /** When the benchmark began, by `performance.now`. */
    private readonly started: number,
  ) {}

  async measure(): Promise<SuiteResults> {
    const { options, suite: chosen, log } = this;
    const products = await this.open(options.engines);
    const multipliers = [...products].map(([engine, realm]) => new Multiplier(engine, realm));
    const plan = options.quick ? QUICK : FULL;
    const setting: Setting = { backend: chosen.backend, plan, multipliers, openRealm: (engine) => this.openOne(engine), log };
    const workloads: WorkloadResults[] = [];
    const late: WorkloadId[] = [];
    for (const id of options.workloads ?? WORKLOADS) {
      if (this.isLate(id)) {
        late.push(id);
        continue;
      }
      const engines = options.engines.filter((engine) => products.has(engine) && !this.leavesOut(engine, id));
      if (engines.length === 0) continue;
      const realms = await this.open(engines);
      workloads.push(await measureWorkload(workload(id), realms, setting));
      await closeAll(realms);
    }
    await closeAll(products);
    const notes = [...this.impossible].map(([engine, reason]) => `${engine}: not possible here, ${reason}.`);
    if (options.quick && options.workloads === undefined) notes.push(LEFT_OUT);
    if (late.length > 0) notes.push(`No time was left for ${late.join(', ')}.`);
    return { id: chosen.id, title: `${chosen.title} (${this.runner.title})`, backend: chosen.backend, notes, devices: this.devices, workloads };
  }

  /** What would take too long in a quick run, unless it is asked for by name. */
  private leavesOut(engine: EngineId, id: WorkloadId): boolean {
    const { options, suite: chosen } = this;
    if (!options.quick || options.workloads !== undefined || engine === 'ours') return false;
    return !REFERENCE.includes(id) || (chosen.backend === 'webgpu' && engine === 'tfjs' && SLOW_IN_TFJS.includes(id));
  }

  /** On a slow or busy machine a quick run gives up the default experiments for its five minutes. */
  private isLate(id: WorkloadId): boolean {
    const { quick, workloads } = this.options;
    return quick && workloads === undefined && !REFERENCE.includes(id) && performance.now() - this.started > LATE;
  }

  /** A realm for each of the engines that can be had. */
  private async open(engines: readonly EngineId[]): Promise<Map<EngineId, Realm>> {
    const realms = await Promise.all(engines.map(async (engine) => [engine, await this.openOne(engine)] as const));
    return new Map(realms.filter((entry): entry is [EngineId, Realm] => entry[1] !== undefined));
  }

  private async openOne(engine: EngineId): Promise<Realm | undefined> {
    const realm = await this.runner.openRealm();
    const reply = await realm.ask('open', { engine, backend: this.suite.backend });
    const refusal = 'problem' in reply ? reply.problem : this.withoutThreads(reply.value.threads);
    if (refusal === undefined && 'value' in reply) {
      this.devices[engine] = reply.value.name;
      return realm;
    }
    this.impossible.set(engine, refusal!);
    await realm.close();
    return undefined;
  }

  private withoutThreads(threads: number | undefined): string | undefined {
    if (!this.suite.threads || threads === undefined || threads > 1) return undefined;
    return 'it takes one thread here';
  }
}

async function closeAll(realms: ReadonlyMap<EngineId, Realm>): Promise<void> {
  await Promise.all([...realms.values()].map((realm) => realm.close()));
}
