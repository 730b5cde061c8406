/** What measured numbers say: of a pair of arms, of a claim, of a prediction. */
import type { Expectation, Lesson, Prediction } from './lesson';
import { difference, measureOf, measured, type MeasureId } from './measures';
import { pairedInterval, type Interval } from './results';

/** What was measured of each arm, one value for each seed, in the same order; from the results file, or from runs of one's own. */
export type Values = (arm: string, measure: MeasureId) => readonly number[] | undefined;

export type Finding = 'held' | 'failed' | 'open';
/** What an option of a prediction says of a pair. */
export type Relation = keyof Prediction['options'];

export interface Verdict {
  readonly finding: Finding;
  /** Sentences: the finding, then the numbers of each pair. */
  readonly text: string;
  readonly details: readonly string[];
}

/** The paired difference of two arms; undefined where there are fewer than two seeds of both. */
export function contrast(values: Values, arm: string, than: string, measure: MeasureId, confidence = 0.95): Interval | undefined {
  const [a, b] = [values(arm, measure), values(than, measure)];
  return a && b && pairedInterval(measure, a, b, confidence);
}

export function relationOf({ low, high }: Interval): Relation {
  return low > 0 ? 'higher' : high < 0 ? 'lower' : 'unclear';
}

/**
 * @param matters a smaller difference is none
 * @returns held or failed where the interval lies on one side of what decides, and open where it does not
 */
export function findingOf({ low, high }: Interval, is: Expectation['is'], matters: number): Finding {
  switch (is) {
    case 'higher':
      return low > 0 ? 'held' : high < matters ? 'failed' : 'open';
    case 'lower':
      return high < 0 ? 'held' : low > -matters ? 'failed' : 'open';
    case 'not higher':
      return low > 0 ? 'failed' : high < matters ? 'held' : 'open';
    case 'not lower':
      return high < 0 ? 'failed' : low > -matters ? 'held' : 'open';
  }
}

const SENTENCES: Record<Finding, string> = {
  held: 'The claim held here.',
  failed: 'The claim did not hold here.',
  open: 'These runs cannot tell whether the claim holds.',
};

/** The judgement of a lesson; undefined without numbers. Several pairs share the 5 % of error that one would have (Bonferroni). */
export function verdictOf(lesson: Lesson, values: Values): Verdict | undefined {
  const { expects, measures, matters } = lesson;
  const confidence = 1 - 0.05 / expects.length;
  const findings: { finding: Finding; detail: string }[] = [];
  for (const { arm, than, is, measure = measures[0] } of expects) {
    const interval = contrast(values, arm, than, measure, confidence);
    if (!interval) return undefined;
    const finding = findingOf(interval, is, measure === measures[0] ? matters : 0);
    findings.push({ finding, detail: `${pairText(lesson, values, arm, than, measure)}, a difference of ${intervalText(measure, interval)}${expects.length > 1 ? ` with ${(100 * confidence).toFixed(1)} % confidence` : ''}. The claim expects it to be ${EXPECTED[is]}.` });
  }
  const all = findings.map(({ finding }) => finding);
  const finding = all.includes('failed') ? 'failed' : all.includes('open') ? 'open' : 'held';
  return { finding, text: SENTENCES[finding], details: findings.map(({ detail }) => detail) };
}

const EXPECTED: Record<Expectation['is'], string> = {
  higher: 'above zero',
  lower: 'below zero',
  'not higher': 'no more than zero',
  'not lower': 'no less than zero',
};

/** `+0.42 points (0.10 to 0.74)` */
export function intervalText(measure: MeasureId, { mean, low, high }: Interval): string {
  const { digits } = measureOf(measure);
  const end = (value: number): string => (Number.isFinite(value) ? value.toFixed(digits).replace('-', '−') : '–');
  return `${difference(measure, mean)} (${end(low)} to ${end(high)})`;
}

function pairText({ arms }: Lesson, values: Values, arm: string, than: string, measure: MeasureId): string {
  const name = (id: string): string => arms.find((one) => one.id === id)?.name ?? id;
  const mean = (id: string): string => {
    const all = values(id, measure)!;
    return measured(measure, all.reduce((sum, value) => sum + value, 0) / all.length);
  };
  return `${measureOf(measure).title}: ${name(arm)} ${mean(arm)} against ${name(than)} ${mean(than)}`;
}

/** Whether what was measured is what an option said. @returns undefined without numbers */
export function agreement({ prediction, measures }: Lesson, values: Values, chosen: Relation): { readonly agrees: boolean; readonly relation: Relation; readonly interval: Interval } | undefined {
  const interval = contrast(values, prediction.arm, prediction.than, prediction.measure ?? measures[0]);
  if (!interval) return undefined;
  const relation = relationOf(interval);
  return { agrees: relation === chosen, relation, interval };
}
