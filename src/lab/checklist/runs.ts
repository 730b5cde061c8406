/** The runs that a checklist asks for: first every trick alone, then those that helped together. */
import type { Catalogue } from '../../core/catalogue';
import { enableTrick, type Experiment } from '../../core/experiment';
import { tryFold } from '../../core/fold';
import { readLink } from '../../core/permalink';
import { judge } from './judge';
import type { Outcome } from './outcomes';
import { BASELINE, withSeed, type Arm, type ChecklistPlan } from './plan';

/** The second part: the baseline again, and all winners together; their ids follow. */
export const FRESH_BASELINE = 'fresh baseline';
const JOINT = 'joint: ';

export interface ChecklistRun {
  readonly arm: string;
  readonly name: string;
  readonly experiment: Experiment;
  readonly withTest: boolean;
}

/** Winners that go together, and those that do not. */
export interface Joined {
  readonly arms: readonly Arm[];
  /** With the reason, a sentence each. */
  readonly leftOut: readonly { readonly arm: Arm; readonly reason: string }[];
  /** With the first seed. */
  readonly experiment: Experiment;
}

/** Seed by seed, so that whole sets of pairs are there early. */
export function firstRuns(catalogue: Catalogue, plan: ChecklistPlan): ChecklistRun[] {
  const all = [{ id: BASELINE, name: 'Baseline', link: plan.baseline }, ...plan.arms];
  const read = all.map(({ id, name, link }) => ({ arm: id, name, experiment: readLink(catalogue, link).experiment }));
  return plan.seeds.flatMap((seed) => read.map((run) => seeded(catalogue, run, seed, false)));
}

/** @param outcomes of all first runs @returns none where nothing helped */
export function secondRuns(catalogue: Catalogue, plan: ChecklistPlan, outcomes: readonly Outcome[]): ChecklistRun[] {
  const { arms, experiment } = joinWinners(catalogue, plan, outcomes);
  if (arms.length === 0) return [];
  const both = [
    { arm: FRESH_BASELINE, name: 'Baseline, fresh seed', experiment: readLink(catalogue, plan.baseline).experiment },
    { arm: JOINT + arms.map(({ id }) => id).join(' '), name: 'All winners together', experiment },
  ];
  return plan.freshSeeds.flatMap((seed) => both.map((run) => seeded(catalogue, run, seed, true)));
}

function seeded(catalogue: Catalogue, { arm, name, experiment }: Omit<ChecklistRun, 'withTest'>, seed: number, withTest: boolean): ChecklistRun {
  return { arm, name: `${name} · seed ${seed}`, experiment: withSeed(catalogue, experiment, seed), withTest };
}

/** Whether all first runs have ended, one way or the other. */
export function firstPartEnded(plan: ChecklistPlan, outcomes: readonly Outcome[]): boolean {
  const ended = new Set(outcomes.map(({ arm, seed }) => `${arm} ${seed}`));
  return [BASELINE, ...plan.arms.map(({ id }) => id)].every((arm) => plan.seeds.every((seed) => ended.has(`${arm} ${seed}`)));
}

/** The arms of a joint run by its name; undefined for any other run. */
export function joinedArms(plan: ChecklistPlan, arm: string): Arm[] | undefined {
  if (!arm.startsWith(JOINT)) return undefined;
  const ids = arm.slice(JOINT.length).split(' ');
  return plan.arms.filter(({ id }) => ids.includes(id));
}

/** Puts what helped into one experiment; where two exclude each other, the one with the larger effect stays. */
export function joinWinners(catalogue: Catalogue, plan: ChecklistPlan, outcomes: readonly Outcome[]): Joined {
  const winners = judge(catalogue, plan, outcomes)
    .filter(({ verdict }) => verdict === 'helps')
    .sort((a, b) => b.effect!.mean - a.effect!.mean);
  let experiment = readLink(catalogue, plan.baseline).experiment;
  const arms: Arm[] = [];
  const leftOut: { arm: Arm; reason: string }[] = [];
  for (const { arm } of winners) {
    const { exclusive } = catalogue.tricks[arm.trick]!;
    const rival = arms.find(({ trick }) => trick === arm.trick || (exclusive !== undefined && catalogue.tricks[trick]!.exclusive === exclusive));
    const { tricks, run } = readLink(catalogue, arm.link).experiment;
    const next = { ...enableTrick(catalogue, experiment, arm.trick, tricks[arm.trick]), ...(exclusive === 'optimizer' ? { run } : {}) };
    const problem = rival ? `“${rival.name}” sets the same and had the larger effect.` : foldingProblem(catalogue, next);
    if (problem !== undefined) leftOut.push({ arm, reason: problem });
    else {
      arms.push(arm);
      experiment = next;
    }
  }
  return { arms, leftOut, experiment };
}

function foldingProblem(catalogue: Catalogue, experiment: Experiment): string | undefined {
  const { problem } = tryFold(catalogue, experiment);
  return problem && `${problem}.`;
}
