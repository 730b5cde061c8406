/**
 * What augmentations cost: our engine trains the same experiment with each of them and without, each in a realm of its own, in turns of short slices.
 * A slice is compared with the plain one of its own round, so that both have met the machine in the same mood.
 */
import { openRunner } from './measure-suite';
import type { Realm, Slice, WorkloadId } from './protocol';
import type { AugmentationCost, StepTime } from './results';
import { FULL, QUICK, rotated, stepsFor, type Plan } from './rounds';
import type { Suite } from './runners/suites';
import { workload } from './workloads/workloads';

/** Many short slices: what is looked for is small, and the machine's moods are not. */
const PATIENT: Plan = { ...FULL, rounds: 25, sliceMs: 200 };
const HASTY: Plan = { ...QUICK, rounds: 11, sliceMs: 150 };

/** Steps until a captured step is replayed. */
const RECORDED_STEPS = 4;
/** In shares of the plain step, for the network of 28×28×1 at batch 128. */
const LIMITS: Readonly<Record<string, number>> = { flip: 0.1, crop: 0.1, aa: 0.35 };

/** What goes into the link. Glyphs cannot be mirrored; B is the same network on pictures that can. */
const ALL = ['flip', 'crop', 'aa', 'affine', 'ra', 'ta', 'jitter', 'cutout', 'cutmix'];
const CASES: Readonly<Partial<Record<WorkloadId, readonly string[]>>> = { B: ALL, glyphs: ['crop', 'aa'], scenes: ALL };
const LIMITED: readonly WorkloadId[] = ['B', 'glyphs'];
/** Of a quick run. */
const MAIN = ['flip', 'crop', 'aa'];

export interface AugmentationOptions {
  readonly quick: boolean;
  readonly workloads: readonly WorkloadId[] | undefined;
  log(text: string): void;
}

export async function measureAugmentation(root: string, suite: Suite, { quick, workloads, log }: AugmentationOptions): Promise<AugmentationCost[]> {
  const plan = quick ? HASTY : PATIENT;
  const runner = await openRunner(root, suite);
  const costs: AugmentationCost[] = [];
  try {
    for (const [id, entries] of Object.entries(CASES) as [WorkloadId, string[]][]) {
      if (workloads && !workloads.includes(id)) continue;
      const contestants: Contestant[] = [];
      for (const entry of ['', ...entries.filter((one) => !quick || MAIN.includes(one))]) {
        const contestant = new Contestant(entry, await runner.openRealm());
        contestants.push(contestant);
        await contestant.prepare(id, suite.backend, plan);
        log(`${id} ${entry || 'plain'}: ${contestant.problem ?? 'ready'}`);
      }
      // One round more than there are: the first is for the compilers of JavaScript.
      for (let round = 0; round <= plan.rounds; round++) {
        for (const contestant of rotated(contestants, round)) await contestant.turn(plan);
      }
      await Promise.all(contestants.map((contestant) => contestant.close()));
      const [plain, ...augmented] = contestants;
      costs.push(...augmented.map((contestant) => contestant.costOver(plain!, id)));
    }
  } finally {
    await runner.close();
  }
  return costs;
}

/** Our engine with one augmentation, or none. */
class Contestant {
  problem: string | undefined;
  /** Of each round. */
  private readonly times: StepTime[] = [];
  private steps = 1;
  private note: string | undefined;

  constructor(
    private readonly entry: string,
    private readonly realm: Realm,
  ) {}

  async prepare(id: WorkloadId, backend: Suite['backend'], plan: Plan): Promise<void> {
    const { realm } = this;
    for (const ask of [
      () => realm.ask('open', { engine: 'ours', backend }),
      () => realm.ask('start', { workload: id, entries: this.entry }),
      () => realm.ask('first', {}),
      () => realm.ask('steps', { count: RECORDED_STEPS }),
    ]) {
      const reply = await ask();
      if ('problem' in reply) this.problem ??= reply.problem;
    }
    const slice = await this.slice(1);
    if (slice) this.steps = stepsFor(plan, slice.ms);
  }

  async turn(plan: Plan): Promise<void> {
    const slice = await this.slice(this.steps);
    if (!slice) return;
    this.note = slice.note;
    this.times.push({ ms: slice.ms / slice.steps, ...(slice.cpuMs !== undefined && { cpuMs: slice.cpuMs / slice.steps }) });
    this.steps = stepsFor(plan, slice.ms / slice.steps);
  }

  close(): Promise<void> {
    return this.realm.close();
  }

  costOver(plain: Contestant, id: WorkloadId): AugmentationCost {
    const problem = this.problem ?? plain.problem ?? this.note;
    const limit = LIMITED.includes(id) ? LIMITS[this.entry] : undefined;
    return {
      title: workload(id).title,
      augmentation: this.entry,
      plain: plain.times.slice(1),
      augmented: this.times.slice(1),
      ...(limit !== undefined && { limit }),
      ...(problem !== undefined && { problem }),
    };
  }

  private async slice(count: number): Promise<Slice | undefined> {
    if (this.problem !== undefined) return undefined;
    const reply = await this.realm.ask('steps', { count });
    if ('value' in reply) return reply.value;
    this.problem = reply.problem;
    return undefined;
  }
}
