/**
 * What an addition to a run costs, an augmentation or probes of its health: our engine trains the same experiment with each of them and without, each in a
 * realm of its own, in turns of short slices.
 * A slice is compared with the plain one of its own round, so that both have met the machine in the same mood.
 */
import { openRunner } from './measure-suite';
import type { Realm, Slice, WorkloadId } from './protocol';
import type { AdditionCost, StepTime } from './results';
import { FULL, QUICK, rotated, stepsFor, type Plan } from './rounds';
import type { Suite } from './runners/suites';
import { workload } from './workloads/workloads';

/** Many short slices: what is looked for is small, and the machine's moods are not. */
const PATIENT: Plan = { ...FULL, rounds: 25, sliceMs: 200 };
const HASTY: Plan = { ...QUICK, rounds: 11, sliceMs: 150 };

/** Steps until a captured step is replayed; a probed step is recorded apart. */
const RECORDED_STEPS = 4;

export interface Addition {
  readonly name: string;
  /** What goes into the link. */
  readonly entries?: string;
  readonly probeEvery?: number;
  /** What it may cost, as a share of the plain step. */
  readonly limit?: number;
  /** Measured in a quick run, too. */
  readonly main?: boolean;
}

type Cases = Readonly<Partial<Record<WorkloadId, readonly Addition[]>>>;

const augmentation = (entries: string, more: Partial<Addition> = {}): Addition => ({ name: entries, entries, ...more });
const CROP = augmentation('crop', { main: true });
const FLIP = augmentation('flip', { main: true });
const AUTO = augmentation('aa', { main: true });
const OTHERS = ['affine', 'ra', 'ta', 'jitter', 'cutout', 'cutmix'].map((entries) => augmentation(entries));
const LIMITED = [
  { ...CROP, limit: 0.1 },
  { ...AUTO, limit: 0.35 },
];
/** The limits are for the network of 28×28×1 at batch 128. Glyphs cannot be mirrored; B is the same network on pictures that can. */
const AUGMENTATIONS: Cases = { B: [{ ...FLIP, limit: 0.1 }, ...LIMITED, ...OTHERS], glyphs: LIMITED, scenes: [FLIP, CROP, AUTO, ...OTHERS] };

/** As often as the page probes. */
const PROBE_EVERY = 10;
const probing: Addition = { name: `a probe every ${PROBE_EVERY} steps`, probeEvery: PROBE_EVERY, main: true };
const PROBED: readonly Addition[] = [{ ...probing, limit: 0.03 }];
/** On a toy the probe, small as it is, is as large as the step. */
const PROBES: Cases = { A: PROBED, B: PROBED, C: PROBED, glyphs: PROBED, scenes: PROBED, points: [probing] };

export const ADDITIONS = { augmentation: AUGMENTATIONS, probes: PROBES } as const;

export interface AdditionOptions {
  readonly of: keyof typeof ADDITIONS;
  readonly quick: boolean;
  readonly workloads: readonly WorkloadId[] | undefined;
  log(text: string): void;
}

export async function measureAdditions(root: string, suite: Suite, { of, quick, workloads, log }: AdditionOptions): Promise<AdditionCost[]> {
  const plan = quick ? HASTY : PATIENT;
  const runner = await openRunner(root, suite);
  const costs: AdditionCost[] = [];
  try {
    for (const [id, additions] of Object.entries(ADDITIONS[of]) as [WorkloadId, readonly Addition[]][]) {
      if (workloads && !workloads.includes(id)) continue;
      const contestants: Contestant[] = [];
      for (const addition of [undefined, ...additions.filter(({ main }) => !quick || main)]) {
        const contestant = new Contestant(addition, await runner.openRealm());
        contestants.push(contestant);
        await contestant.prepare(id, suite.backend, plan);
        log(`${id} ${addition?.name ?? 'plain'}: ${contestant.problem ?? 'ready'}`);
      }
      // One round more than there are: the first is for the compilers of JavaScript.
      for (let round = 0; round <= plan.rounds; round++) {
        for (const contestant of rotated(contestants, round)) await contestant.turn(plan);
      }
      await Promise.all(contestants.map((contestant) => contestant.close()));
      const [plain, ...others] = contestants;
      costs.push(...others.map((contestant) => contestant.costOver(plain!, id)));
    }
  } finally {
    await runner.close();
  }
  return costs;
}

/** Our engine with one addition, or none. */
class Contestant {
  problem: string | undefined;
  /** Of each round. */
  private readonly times: StepTime[] = [];
  private steps = 1;
  private note: string | undefined;

  constructor(
    private readonly addition: Addition | undefined,
    private readonly realm: Realm,
  ) {}

  async prepare(id: WorkloadId, backend: Suite['backend'], plan: Plan): Promise<void> {
    const { realm, addition } = this;
    const { entries, probeEvery } = addition ?? {};
    for (const ask of [
      () => realm.ask('open', { engine: 'ours', backend }),
      () => realm.ask('start', { workload: id, ...(entries !== undefined && { entries }), ...(probeEvery !== undefined && { probeEvery }) }),
      () => realm.ask('first', {}),
      () => realm.ask('steps', { count: RECORDED_STEPS * (probeEvery ?? 1) }),
    ]) {
      const reply = await ask();
      if ('problem' in reply) this.problem ??= reply.problem;
    }
    const slice = await this.slice(1);
    if (slice) this.steps = wholeRounds(stepsFor(plan, slice.ms));
  }

  async turn(plan: Plan): Promise<void> {
    const slice = await this.slice(this.steps);
    if (!slice) return;
    this.note = slice.note;
    this.times.push({ ms: slice.ms / slice.steps, ...(slice.cpuMs !== undefined && { cpuMs: slice.cpuMs / slice.steps }) });
    this.steps = wholeRounds(stepsFor(plan, slice.ms / slice.steps));
  }

  close(): Promise<void> {
    return this.realm.close();
  }

  costOver(plain: Contestant, id: WorkloadId): AdditionCost {
    const problem = this.problem ?? plain.problem ?? this.note;
    const { name, limit } = this.addition!;
    return {
      title: workload(id).title,
      addition: name,
      plain: plain.times.slice(1),
      added: this.times.slice(1),
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

/** Every slice is to have its share of probes. */
function wholeRounds(steps: number): number {
  return PROBE_EVERY * Math.ceil(steps / PROBE_EVERY);
}
