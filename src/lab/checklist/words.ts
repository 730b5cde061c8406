/** How a checklist says its numbers; the same on the page, in Markdown and in HTML. */
import type { Estimate } from '../../core/statistics';
import type { ArmVerdict, JudgedArm } from './judge';
import type { ChecklistReport, JointReport } from './report';

/** Verdicts differ by word and by shape. */
export const VERDICTS: Readonly<Record<ArmVerdict, { readonly mark: string; readonly word: string }>> = {
  helps: { mark: '▲', word: 'helps' },
  hurts: { mark: '▼', word: 'hurts' },
  'cannot tell': { mark: '○', word: 'cannot tell' },
  waiting: { mark: '…', word: 'not done yet' },
};

/** A difference of shares in points: `+1.23`. */
export function points(difference: number): string {
  const text = (100 * Math.abs(difference)).toFixed(2);
  return Number(text) === 0 ? '0.00' : `${difference < 0 ? '−' : '+'}${text}`;
}

/** `+1.23 (+0.45 to +2.01)`. */
export function pointsInterval({ mean, low, high }: Estimate): string {
  return Number.isFinite(low) ? `${points(mean)} (${points(low)} to ${points(high)})` : points(mean);
}

/** `84.21 % (83.10 to 85.32)`. */
function percentInterval({ mean, low, high }: Estimate): string {
  if (Number.isNaN(mean)) return 'not measured yet';
  const percent = (share: number) => (100 * share).toFixed(2);
  return Number.isFinite(low) ? `${percent(mean)} % (${percent(low)} to ${percent(high)})` : `${percent(mean)} %`;
}

/** What the baseline alone came to: `84.21 % (83.10 to 85.32) over 5 seeds`. */
export function baselineText({ baseline: { accuracy, n } }: Pick<ChecklistReport, 'baseline'>): string {
  return `${percentInterval(accuracy)}${n > 0 ? ` over ${n} ${n === 1 ? 'seed' : 'seeds'}` : ''}`;
}

export function pText(p: number): string {
  return p < 0.001 ? '< 0.001' : p.toFixed(3);
}

/** After the correction, once all runs of the change have ended. */
export function correctedText({ effect, verdict, p }: JudgedArm): string {
  return effect && verdict !== 'waiting' ? pText(p) : '–';
}

export function effectText({ effect }: JudgedArm): string {
  return effect ? pointsInterval(effect) : '–';
}

export function smallestText({ smallest }: JudgedArm): string {
  return smallest === undefined ? '–' : `±${(100 * smallest).toFixed(2)}`;
}

export function timeText({ timeRatio }: JudgedArm): string {
  return timeRatio === undefined ? '–' : `× ${timeRatio.toFixed(2)}`;
}

/** What befell its runs, a sentence each. */
export function troubleOf({ diverged, lost, arm }: JudgedArm, { plan, chance }: Pick<ChecklistReport, 'plan' | 'chance'>): string[] {
  return [
    ...(arm.note === undefined ? [] : [arm.note]),
    ...(diverged > 0 ? [`${diverged} of ${plan.seeds.length} runs diverged and ${diverged === 1 ? 'counts' : 'count'} as guessing, ${(100 * chance).toFixed(0)} %.`] : []),
    ...(lost > 0 ? [`${lost} of ${plan.seeds.length} pairs ${lost === 1 ? 'is' : 'are'} missing.`] : []),
  ];
}

/** Which tricks turned out how, in one sentence. */
export function summaryOf({ rows, notApplicable, done, total, part }: ChecklistReport): string {
  const count = (verdict: ArmVerdict) => rows.filter((row) => row.verdict === verdict).length;
  const beside = notApplicable.length > 0 ? `; ${notApplicable.length} more ${notApplicable.length === 1 ? 'is' : 'are'} not applicable here` : '';
  const waiting = part === 'single' ? ` (so far: ${done} of ${total} runs)` : '';
  return `Of ${rows.length} ${rows.length === 1 ? 'change' : 'changes'}, ${count('helps')} ${count('helps') === 1 ? 'helps' : 'help'}, ${count('hurts')} ${count('hurts') === 1 ? 'hurts' : 'hurt'}, and of ${count('cannot tell')} these runs cannot tell${beside}${waiting}.`;
}

/** How it was done, so that the table can be read on its own; a sentence each. */
export function methodOf({ plan, rows, chance, setting }: ChecklistReport): string[] {
  const level = rows.length > 1 ? `0.05/${rows.length}` : '0.05';
  return [
    `Every run differs from the baseline by one change; the data are the same, and so are the ${plan.seeds.length} seeds, ${plan.seeds.join(', ')}, so that runs are compared in pairs. Setting: ${setting}.`,
    'The difference is that of the dev accuracies at the end, in points, with Student’s 95 % interval over the pairs, which is not corrected for looking at many changes.',
    `p is that of the paired t-test after Holm’s correction over ${rows.length} changes; a change “helps” or “hurts” where p is at most 0.05, and “cannot tell” does not mean that it does nothing.`,
    `“Could have shown” is the difference that such a test at the level ${level}, where the correction begins, would have found four times out of five with the spread that was seen (noncentral t distribution).`,
    `The learning rate and everything else were not tuned anew for each change: what needs another rate is undersold. A run that diverged counts as guessing, ${(100 * chance).toFixed(0)} %.`,
    'Time is the training time of a run as a multiple of the baseline’s, median over the pairs.',
  ];
}

/** Whether the effects added up, a sentence each. */
export function jointSentences({ arms, leftOut, test, dev, sum, gap, verdict }: JointReport, freshSeeds: readonly number[]): string[] {
  const alone = {
    'adds up': 'There is one winner only, so nothing can add up; on fresh seeds it brings about what it did before, as far as these runs can tell.',
    less: 'There is one winner only, so nothing can add up; on fresh seeds it brings less than before, as what is chosen for a large effect often does.',
    more: 'There is one winner only, so nothing can add up; on fresh seeds it brings more than before.',
    'cannot tell': 'Too few runs have ended to tell whether it brings as much on fresh seeds.',
  };
  const words = {
    'adds up': 'As far as these runs can tell, the effects add up: the difference between the two may be zero.',
    less: 'Together they bring less than the sum of what they bring alone. Some of that is to be expected: the winners were chosen because their measured effects were large.',
    more: 'Together they bring more than the sum of what they bring alone.',
    'cannot tell': 'Too few runs have ended to tell whether the effects add up.',
  };
  return [
    `${arms.length === 1 ? 'Again' : 'Together'} on fresh seeds (${freshSeeds.join(', ')}), judged on test: ${arms.map(({ name }) => name).join('; ')}.`,
    ...leftOut.map(({ arm, reason }) => `Left out: ${arm.name}. ${reason}`),
    ...(test.n > 0 ? [`Joint run less baseline: ${pointsInterval(test)} points on test, ${pointsInterval(dev)} on dev. ${arms.length === 1 ? 'Its effect' : 'Sum of the single effects'} before, on dev: ${pointsInterval(sum)}. Difference: ${pointsInterval(gap)}.`] : []),
    (arms.length === 1 ? alone : words)[verdict],
  ];
}

/** What stands in place of the joint run. */
export function withoutJoint({ part, rows }: ChecklistReport): string {
  if (part === 'single') return 'The winners run together on fresh seeds when all single runs have ended.';
  return rows.some(({ verdict }) => verdict === 'helps') ? 'The joint runs of the winners have begun; none has ended yet.' : 'No change was found to help, so there are no winners to be run together.';
}
