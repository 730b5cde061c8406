/**
 * Whether a run made here says the same as the one that a link brought along.
 *
 * The rule: it is reproduced where the same settings on the same data give a dev accuracy inside the 95 % interval (Wilson's) of the recorded one. Both
 * are measured on the same dev samples, and two networks that differ in chance alone share a part of their mistakes. If it is half of them, the
 * difference of two accuracies spreads just as one of them does by its sampling: with e mistakes each, e/2 shared, e samples are judged differently, and
 * √e is the deviation of that difference (McNemar, Psychometrika 12, 1947) as well as, for few mistakes, of a single count.
 */
import { accuracyEstimate, percent } from '../statistics';
import type { EvaluationResult } from '../trick';
import { grouped } from '../words';
import type { RecordedRun } from './recorded';
import { differingKeys } from './settings';

export interface Judgement {
  /**
   * `identical`: not a bit of the metrics differs. `reproduced`: by the rule above. `different`: outside of the interval, or it failed. `incomparable`:
   * something that matters is not the same, or there is no measurement to compare.
   */
  readonly outcome: 'identical' | 'reproduced' | 'different' | 'incomparable';
  readonly sentence: string;
  /** What is not the same, one sentence each. */
  readonly differences: readonly string[];
}

type Pair = readonly [train: EvaluationResult, dev: EvaluationResult];

/** @param notices what could not be read of the recorded settings */
export function judge(recorded: RecordedRun, here: RecordedRun, notices: readonly string[] = []): Judgement {
  const grave = graveDifferences(recorded, here, notices);
  const slight = slightDifferences(recorded, here);
  const differences = [...grave, ...slight];
  const answer = (outcome: Judgement['outcome'], sentence: string): Judgement => ({ outcome, sentence, differences });

  if (here.status === 'stopped') return answer('incomparable', 'Stopped before its end, so it cannot be compared.');
  if (recorded.status === 'failed' || here.status === 'failed') {
    if (recorded.status !== here.status) return answer('different', recorded.status === 'failed' ? 'Not reproduced: the recorded run failed, and this one did not.' : 'Not reproduced: this run failed, and the recorded one did not.');
    if (grave.length > 0) return answer('incomparable', 'Both runs failed, but they are not the same experiment.');
    return answer('reproduced', `Reproduced: it failed here as well, after ${grouped(here.step)} steps; there after ${grouped(recorded.step)}.`);
  }
  const there: Pair = [recorded.train, recorded.dev];
  const found = recorded.status === 'finished' ? ([here.train, here.dev] as const) : measuredAt(here, recorded);
  if (!found) return answer('incomparable', 'The recorded run was stopped at a step at which this one was not measured, so they cannot be compared.');

  const against = compared(there[1], found[1]);
  if (grave.length > 0) return answer('incomparable', `Not the same experiment, so this is no reproduction: ${against}.`);
  if (same(there[0], found[0]) && same(there[1], found[1])) {
    const whole = recorded.status === 'finished' && recorded.exact !== '' && recorded.exact === here.exact;
    return answer('identical', whole ? `Reproduced bit for bit: the same metrics at all ${here.evaluations.length} evaluations and at the end. ${against}.` : `Reproduced: bit for bit the same metrics in the end. ${against}.`);
  }
  const { low, high } = accuracyEstimate(there[1]);
  const { accuracy } = found[1];
  return accuracy >= low && accuracy <= high ? answer('reproduced', `Reproduced: ${against}.`) : answer('different', `Not reproduced: ${against}.`);
}

/** `97.4 % against 97.3 % (95 % interval 96.5 – 97.9 %)`. */
function compared(there: EvaluationResult, found: EvaluationResult): string {
  const { low, high } = accuracyEstimate(there);
  const text = (mean: number): string => (Number.isFinite(mean) ? percent({ mean, low, high }) : 'no accuracy');
  const [from, to] = [text(low), text(high)];
  return `${text(found.accuracy)} against ${text(there.accuracy)} (95 % interval ${from.replace(' %', '')} – ${to})`;
}

/** A link keeps losses in 32 bits, as the device computes them. */
function same(a: EvaluationResult, b: EvaluationResult): boolean {
  return a.accuracy === b.accuracy && a.samples === b.samples && Object.is(Math.fround(a.loss), Math.fround(b.loss));
}

/** What this run was measured at where the recorded one was measured last. */
function measuredAt(here: RecordedRun, recorded: RecordedRun): Pair | undefined {
  const last = recorded.evaluations.at(-1)?.step;
  const evaluation = here.evaluations.find(({ step }) => step === last);
  return evaluation && [evaluation.train, evaluation.dev];
}

/** What makes another experiment of it. */
function graveDifferences(recorded: RecordedRun, here: RecordedRun, notices: readonly string[]): string[] {
  const keys = differingKeys(recorded.settings, here.settings);
  const others = keys.filter((key) => key !== 'seed');
  const devSamples = [here.dev.samples, recorded.dev.samples].map(grouped);
  return [
    ...notices.map((notice) => `A setting could not be read here: ${notice}.`),
    ...(others.length > 0 ? [`Settings that are not the same: ${others.join(', ')}.`] : []),
    ...(keys.includes('seed') ? ['The seed is not the same, so neither are the initial weights nor the order of the samples.'] : []),
    ...(recorded.data !== '' && here.data !== '' && recorded.data !== here.data ? ['The data are not the same: their fingerprints differ.'] : []),
    ...(recorded.status === 'finished' && devSamples[0] !== devSamples[1] ? [`The dev set is not the same: ${devSamples[0]} samples here, ${devSamples[1]} there.`] : []),
    ...(recorded.steps === here.steps ? [] : [`The length is not the same: ${grouped(here.steps)} steps here, ${grouped(recorded.steps)} there.`]),
  ];
}

/** What changes the last bits of sums, which may grow on the way. */
function slightDifferences(recorded: RecordedRun, here: RecordedRun): string[] {
  const [a, b] = [here.backend, recorded.backend];
  const device = ({ device, safeMode }: typeof a): string => `${device}${safeMode ? ' in safe mode' : ''}`;
  if (a.id !== b.id || a.safeMode !== b.safeMode || a.device !== b.device) {
    return [`It was computed by another device: ${device(a)} here, ${device(b)} there. Sums are added in another order, so the last bits differ, and grow.`];
  }
  return a.kernels === b.kernels ? [] : ['Other kernels were chosen for this device than there: sums are added in another order, so the last bits differ, and grow.'];
}
