/** Measures all engines on one workload, in turns. */
import type { Backend, EngineId, KernelTime, Realm, Reply, Slice } from './protocol';
import { type EngineResults, MATMUL_SIZE, type WorkloadResults } from './results';
import { encodingsFor, type Plan, rotated, slicesFor, stepsFor, takesPart } from './rounds';
import type { Workload } from './workloads/workloads';

/** Steps whose losses all engines have to agree on, within {@link TOLERANCE}: the proof that they train the same network on the same data. */
export const CHECKED_STEPS = 3;
const TOLERANCE = 0.01;

/** A first product that takes longer, in ms, need not be repeated because of what it took to compile. */
const COMPILED_WITHIN = 2000;

/** On WebAssembly kernels are timed over so many steps at least. */
const PROFILED_STEPS = 2;

/** Someone who takes slices in turn with others. */
abstract class Contestant {
  readonly slices: Slice[] = [];
  problem: string | undefined;
  /** By the latest slice. */
  protected msPerStep = 0;

  constructor(
    readonly engine: EngineId,
    protected readonly realm: Realm,
  ) {}

  /** Takes a slice as long as the plan wants it. */
  async turn(plan: Plan): Promise<void> {
    if (this.problem !== undefined) return;
    const slice = this.read(await this.run(stepsFor(plan, this.msPerStep)));
    if (slice) this.slices.push(slice);
  }

  /** How many slices are still to come. */
  remaining(plan: Plan): number {
    return this.problem === undefined ? slicesFor(plan, this.msPerStep) - this.slices.length : 0;
  }

  protected abstract run(count: number): Promise<Reply<Slice>>;

  protected read(reply: Reply<Slice>): Slice | undefined {
    if ('problem' in reply) {
      this.problem = reply.problem;
      return undefined;
    }
    this.msPerStep = reply.value.ms / reply.value.steps;
    return reply.value;
  }
}

/** An engine that trains. */
class Trainee extends Contestant {
  readonly losses: number[] = [];
  first: Slice | undefined;
  private readonly encodings: Slice[] = [];
  private kernels: readonly KernelTime[] = [];

  async prepare(workload: Workload): Promise<void> {
    const reply = await this.realm.ask('start', { workload: workload.id });
    if ('problem' in reply) this.problem = reply.problem;
  }

  /** Compiles and takes the first step. */
  async begin(): Promise<void> {
    if (this.problem !== undefined) return;
    this.first = this.read(await this.realm.ask('first', {}));
    if (this.first) this.losses.push(this.first.loss);
  }

  /** Takes one step and keeps its loss. A peer whose step is longer than a slice need not repeat it; ours is still recording what it will replay. */
  async warmUp(plan: Plan): Promise<void> {
    if (this.problem !== undefined) return;
    const slice = this.read(await this.run(1));
    if (!slice) return;
    this.losses.push(slice.loss);
    if (slice.ms > plan.sliceMs && this.engine !== 'ours') this.slices.push(slice);
  }

  /** Lets the compilers of JavaScript see the step often enough, where that costs little. */
  async runIn(plan: Plan): Promise<void> {
    const end = performance.now() + plan.runInMs;
    while (this.problem === undefined && this.msPerStep < plan.sliceMs && performance.now() < end) {
      this.read(await this.run(stepsFor(plan, this.msPerStep)));
    }
  }

  /** Finds out how busy JavaScript is while a device computes by itself. */
  async encode(plan: Plan): Promise<void> {
    const { slices, steps } = encodingsFor(plan, this.msPerStep, this.engine === 'ours');
    for (let i = 0; i < slices && this.problem === undefined; i++) {
      const slice = this.read(await this.realm.ask('encode', { count: steps }));
      if (slice) this.encodings.push(slice);
    }
  }

  /** @param fresh another realm of the same engine, where time by kernel can only be taken from the first step on */
  async profile(plan: Plan, workload: Workload, fresh: Realm | undefined): Promise<void> {
    if (this.problem !== undefined) return;
    const steps = Math.max(PROFILED_STEPS, stepsFor(plan, this.msPerStep));
    if (fresh) await fresh.ask('start', { workload: workload.id });
    const reply = await (fresh ?? this.realm).ask('profile', { steps });
    if ('value' in reply) this.kernels = reply.value;
    else this.problem = `no time by kernel: ${reply.problem}`;
  }

  results(): EngineResults {
    const { engine, losses, first, slices, encodings, problem, kernels } = this;
    const note = slices.at(-1)?.note;
    const known = { ...(first && { first }), ...(note !== undefined && { note }), ...(problem !== undefined && { problem }) };
    return { engine, losses, slices, encodings, kernels, ...known };
  }

  protected run(count: number): Promise<Reply<Slice>> {
    return this.realm.ask('steps', { count });
  }
}

/** An engine that multiplies matrices: what its backend can do at best. */
export class Multiplier extends Contestant {
  /** Starts over for another workload. */
  async begin(): Promise<void> {
    this.slices.length = 0;
    if (this.msPerStep > 0 || this.problem !== undefined) return;
    this.read(await this.run(1));
    if (this.msPerStep < COMPILED_WITHIN) this.read(await this.run(1));
  }

  /** Takes those out that are far too slow to be the peak, which is all that the products are for. */
  static retire(multipliers: readonly Multiplier[]): void {
    const fastest = Math.min(...multipliers.filter(({ problem }) => problem === undefined).map(({ msPerStep }) => msPerStep));
    for (const multiplier of multipliers) if (multiplier.msPerStep > 2 * fastest) multiplier.problem ??= 'too slow to be the peak';
  }

  protected run(count: number): Promise<Reply<Slice>> {
    return this.realm.ask('multiply', { size: MATMUL_SIZE, count });
  }
}

/** What does not change from one workload to the next. */
export interface Setting {
  readonly backend: Backend;
  readonly plan: Plan;
  readonly multipliers: readonly Multiplier[];
  openRealm(engine: EngineId): Promise<Realm | undefined>;
  log(text: string): void;
}

/** @param realms opened, one for each engine */
export async function measureWorkload(workload: Workload, realms: ReadonlyMap<EngineId, Realm>, setting: Setting): Promise<WorkloadResults> {
  const { plan, multipliers, log } = setting;
  const trainees = [...realms].map(([engine, realm]) => new Trainee(engine, realm));
  await Promise.all(trainees.map((trainee) => trainee.prepare(workload)));
  for (const trainee of trainees) {
    await trainee.begin();
    log(`${workload.id} ${trainee.engine}: ${trainee.problem ?? `first step after ${trainee.first!.ms.toFixed(0)} ms`}`);
  }
  for (let step = 1; step < CHECKED_STEPS; step++) for (const trainee of trainees) await trainee.warmUp(plan);
  for (const multiplier of multipliers) await multiplier.begin();
  Multiplier.retire(multipliers);
  for (const trainee of trainees) await trainee.runIn(plan);

  const contestants: readonly Contestant[] = [...trainees, ...multipliers];
  const slices = new Map(contestants.map((contestant) => [contestant, contestant.remaining(plan)]));
  for (let round = 0; round < plan.rounds; round++) {
    for (const contestant of rotated(contestants, round)) {
      if (takesPart(round, plan.rounds, slices.get(contestant)!)) await contestant.turn(plan);
    }
  }
  for (const trainee of trainees) {
    if (setting.backend === 'webgpu') await trainee.encode(plan);
    if (!plan.profilePeers && trainee.engine !== 'ours') continue;
    const fresh = setting.backend === 'wasm' ? await setting.openRealm(trainee.engine) : undefined;
    await trainee.profile(plan, workload, fresh);
    await fresh?.close();
  }
  const { id, title, flops } = workload;
  const matmul = Object.fromEntries(multipliers.map(({ engine, slices: taken }) => [engine, [...taken]]));
  const engines = withDisagreements(trainees.map((trainee) => trainee.results()));
  return { id, title, batchSize: workload.recipe.batchSize, flops, matmul, engines };
}

/** Names the engines whose first losses are not those of the first engine that has any. */
export function withDisagreements(engines: readonly EngineResults[]): EngineResults[] {
  const reference = engines.find(({ losses }) => losses.length === CHECKED_STEPS);
  return engines.map((results) => {
    if (!reference || results.problem !== undefined) return results;
    if (results.losses.every((loss, i) => Math.abs(loss - reference.losses[i]!) <= TOLERANCE)) return results;
    const list = (losses: readonly number[]) => losses.map((loss) => loss.toFixed(4)).join(', ');
    return { ...results, problem: `the losses ${list(results.losses)} are not those of ${reference.engine}, ${list(reference.losses)}` };
  });
}
