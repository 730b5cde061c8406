/** Which sizes of update are usual, and when that can be said at all. */
import { quietRates } from '../../../diagnose/run/steady';
import type { RunRecord } from '../../../store/run-record';
import { meanOf } from './columns';
import { USUAL_UPDATE } from './figures';
import type { Row } from './rows';
import { valueText } from './scale';

export type Standing = 'below' | 'inside' | 'above';

export function standingOf(ratio: number): Standing {
  return ratio < USUAL_UPDATE.low ? 'below' : ratio > USUAL_UPDATE.high ? 'above' : 'inside';
}

/** For each probe, whether the learning rate was too low just then for the rule to hold. */
export function quietProbes(run: Pick<RunRecord, 'probes' | 'plan' | 'series' | 'points'>): boolean[] {
  const rates = run.probes.map(({ step }) => rateAt(run, step));
  const highest = [...run.plan.map(({ rate }) => rate), ...rates].reduce((most, rate) => Math.max(most, rate), 0);
  return quietRates(rates, highest);
}

/** The rate that a step has used; the planned one where the news of the step is not there yet. */
function rateAt({ plan, series, points }: Pick<RunRecord, 'plan' | 'series' | 'points'>, step: number): number {
  // Steps are counted from 0 without gaps, so a step stands at its own number.
  if (step < points && series.step[step] === step) return series.learningRate[step]!;
  return (plan.findLast((planned) => planned.step <= step) ?? plan[0])?.rate ?? 0;
}

/** Stretches of probes with a low learning rate, as steps. */
export function quietSpans(probes: RunRecord['probes'], quiet: readonly boolean[], gap: number): { readonly start: number; readonly stop: number }[] {
  const spans: { start: number; stop: number }[] = [];
  probes.forEach(({ step }, i) => {
    if (!quiet[i]) return;
    if (i > 0 && quiet[i - 1]) spans.at(-1)!.stop = step + gap;
    else spans.push({ start: step, stop: step + gap });
  });
  return spans;
}

/** So many probes make “of late”. */
const RECENT = 10;

/** The mean of the last probes that can be judged; NaN without any. */
export function recentRatio(values: Float64Array, quiet: readonly boolean[]): number {
  const judged = values.filter((value, i) => !quiet[i] && !Number.isNaN(value)).slice(-RECENT);
  return meanOf(judged, { from: 0, to: judged.length }, true);
}

export interface Judgement {
  readonly tone: 'good' | 'watch' | 'unknown';
  readonly text: string;
}

/** What the sizes of the last updates say, in a few words. */
export function judge(rows: readonly Row[], values: readonly Float64Array[], quiet: readonly boolean[]): Judgement {
  const judged = rows.map((row, i) => ({ row, ratio: row.judged ? recentRatio(values[i]!, quiet) : NaN })).filter(({ ratio }) => !Number.isNaN(ratio));
  if (judged.length === 0) return { tone: 'unknown', text: 'Nothing to judge yet: the rule is for kernels that do not start at zero, while the learning rate is above an eighth of its highest.' };
  const still = judged.filter(({ ratio }) => ratio === 0);
  const moving = judged.filter(({ ratio }) => ratio !== 0);
  const above = moving.filter(({ ratio }) => standingOf(ratio) === 'above');
  const below = moving.filter(({ ratio }) => standingOf(ratio) === 'below');
  const inside = moving.length - above.length - below.length;
  const summary = `${inside} of ${judged.length} kernel${judged.length === 1 ? '' : 's'} lately moved by 10⁻⁴ to 10⁻² of ${judged.length === 1 ? 'its' : 'their'} size per step.`;
  if (inside === judged.length) return { tone: 'good', text: summary };
  return { tone: 'watch', text: [summary, ...named('Above', above), ...named('Below', below), ...named('Without any update', still), ...advice(above.length, below.length, still.length)].join(' ') };
}

/** None where the layers disagree: one rate cannot mend that. */
function advice(above: number, below: number, still: number): string[] {
  if (still > 0) return ['No gradient arrives there: look at the gradients and the dead units.'];
  if (above > 0 && below > 0) return [];
  return [`A ${above > 0 ? 'lower' : 'higher'} learning rate is worth a try.`];
}

interface Judged {
  readonly row: Row;
  readonly ratio: number;
}

const MOST_NAMED = 3;

function named(what: string, found: readonly Judged[]): string[] {
  if (found.length === 0) return [];
  const some = found.slice(0, MOST_NAMED).map(({ row, ratio }) => (ratio === 0 ? row.label : `${row.label} (${valueText('around', ratio)})`));
  const more = found.length - some.length;
  return [`${what}: ${some.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`];
}
