/** The rules on the course of a run. */
import { errorEstimate, type Estimate } from '../../core/statistics';
import type { EvaluationResult } from '../../core/trick';
import type { Evidence } from '../evidence';
import { judgeDevError, judgeTrainingError } from '../run/error-level';
import { judgeInitialLoss } from '../run/initial-loss';
import { judgeKernels } from '../run/kernels';
import { judgeDevLoss, judgeGap } from '../run/over-fitting';
import { judgeLearning, judgeLossShape, judgeStability } from '../run/progress';
import { judgeLabelOrder, judgeVisits } from '../run/sampling';
import { judgeSmallFit } from '../run/small-fit';
import type { Verdict } from '../verdict';
import { examineSignals } from './signals';

/** Of the highest rate: the shape of the loss is that of a steady rate. */
const STEADY = 0.5;
/** Before this share of a run it is early to say that it learns little: warm-up alone may take as long. */
const EARLY = 0.1;
const NO_FIT = { samples: 0, right: 0, loss: NaN, steps: 0 };
/** At most so many of the first batches show whether labels come in an order. */
const MOST_BATCHES = 50;

/** The rules on the course of a run, which need no answers and no samples; they take milliseconds. */
export function examineRun(evidence: Evidence): Verdict[] {
  return [...examineBeginning(evidence), ...examineCourse(evidence), ...examineSignals(evidence), ...examineErrors(evidence)];
}

function examineBeginning({ classNames, initialLoss, smallFit, kernels = [], evaluations, course, health }: Evidence): Verdict[] {
  const first = evaluations?.[0];
  // Before the first step batch norm has no statistics to evaluate with; the first batch is normalised by its own.
  const normalised = health?.plan.layers.some(({ kind }) => kind === 'batch-norm') && course?.first === 0 ? course.objectives[0] : undefined;
  const loss = normalised ?? initialLoss ?? (first?.step === 0 ? first.train.loss : undefined);
  return [
    loss === undefined ? unmeasured(judgeInitialLoss(NaN, classNames.length), 'The loss before the first step has not been measured.') : judgeInitialLoss(loss, classNames.length),
    smallFit ? judgeSmallFit(smallFit) : unmeasured(judgeSmallFit(NO_FIT), 'It has not been tried yet: overfit one batch of 64 samples.'),
    judgeKernels(kernels),
  ];
}

function examineCourse({ classNames, course, evaluations = [], feed, step, steps }: Evidence): Verdict[] {
  const losses = evaluations.map(({ train }) => train.loss);
  const enough = step >= EARLY * steps ? step : 0;
  const steady = course ? Array.from(course.objectives).filter((_, i) => course.rates[i]! >= STEADY * course.highestRate) : [];
  return [
    // With one value for each evaluation, a tenth of the run is a few of them.
    judgeLearning(losses, classNames.length, enough),
    judgeStability(course?.objectives ?? []),
    judgeLossShape(steady),
    judgeVisits(feed?.visits ?? [], feed?.drawsPerEpoch),
    judgeLabelOrder((feed?.batches ?? []).slice(0, MOST_BATCHES), classNames.length),
  ];
}

function examineErrors({ evaluations = [], final, attainable = { bayes: 0 }, steps }: Evidence): Verdict[] {
  const all = final ? [...evaluations, { step: steps, ...final }] : evaluations;
  const train = errorOf(final?.train);
  const verdicts = [judgeTrainingError(train, attainable), judgeDevError(errorOf(final?.dev), train, attainable)];
  const late = 'It is judged at the end of the run.';
  return [...(final ? verdicts : verdicts.map((verdict) => unmeasured(verdict, late))), judgeGap(all), judgeDevLoss(evaluations)];
}

function errorOf(result: EvaluationResult | undefined): Estimate {
  return result ? errorEstimate(result) : { mean: NaN, low: 0, high: 1 };
}

function unmeasured({ id, rule, source }: Verdict, text: string): Verdict {
  return { id, rule, source, tone: 'unknown', values: {}, text, remedies: [] };
}
