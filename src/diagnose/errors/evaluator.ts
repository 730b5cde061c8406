/** Whether the run's own accuracy and loss are those of its answers: the program that measures can be wrong, too. */
import type { EvaluationResult } from '../../core/trick';
import { counted, grouped } from '../../core/words';
import { DEBUGGING_SLIDES } from '../sources';
import { judge, type Rule, type Verdict } from '../verdict';
import { exactPercent, numeral, points } from '../words';
import { lossesOf, type Predictions } from './predictions';

/** Two probabilities nearer than this, relative to the larger, may have been the other way round as logits: a few roundings of float32. */
const SAME = 4 * 2 ** -23;
/** Of the loss, and in nats: sums in float32 over thousands of samples are off by less. */
const LOSS_ROUNDING = 1e-3;
const LOSS_FLOOR = 1e-5;
/** The smallest normal float32. */
const SMALLEST = 2 ** -126;
/** Half a sample. */
const HALF = 0.5;

const RULE: Rule = {
  id: 'evaluator',
  rule: 'Accuracy and loss that a run reports must be those that follow from its answers to the same samples, except for rounding: any difference is bad.',
  source: DEBUGGING_SLIDES,
};

/** @param predictions of the very samples that were reported on, by the same network */
export function judgeEvaluator(reported: EvaluationResult, predictions: Predictions): Verdict {
  const samples = predictions.labels.length;
  if (samples === 0) return judge(RULE, 'unknown', { samples }, 'There are no answers to check the reported accuracy with.');
  const [surely, possibly] = rightAnswers(predictions);
  const loss = lossesOf(predictions).reduce((sum, one) => sum + one, 0) / samples;
  const accuracy = surely / samples;
  const values = { reported: reported.accuracy, accuracy, reportedLoss: reported.loss, loss, reportedSamples: reported.samples, samples };
  const remedies = [
    'Recompute the metric from stored predictions, by another program, for every new evaluator.',
    'Try it on answers whose score is known: all right, all wrong, always the same class.',
    'Check that it compares with the labels of the same samples, and divides by their number.',
  ];
  if (reported.samples !== samples) {
    return judge(RULE, 'bad', values, `The run reports on ${counted(reported.samples, 'sample')}, but was asked about ${grouped(samples)}.`, remedies);
  }
  const right = reported.accuracy * samples;
  if (!(right > surely - HALF && right < possibly + HALF)) {
    const text = `The run reports an accuracy of ${exactPercent(reported.accuracy)}, but its own answers to the same ${counted(samples, 'sample')} are right in ${exactPercent(accuracy)}: ${points(reported.accuracy - accuracy)} apart.`;
    return judge(RULE, 'bad', values, text, remedies);
  }
  // A probability that underflows tells only how large the loss is at least.
  const tooLarge = !underflows(predictions) && !(reported.loss <= loss * (1 + LOSS_ROUNDING) + LOSS_FLOOR);
  const tooSmall = reported.loss < loss * (1 - LOSS_ROUNDING) - LOSS_FLOOR;
  if ((tooLarge || tooSmall) && Number.isFinite(loss)) {
    return judge(RULE, 'bad', values, `The run reports a loss of ${numeral(reported.loss)}, but its own answers have a cross-entropy of ${numeral(loss)}.`, remedies);
  }
  return judge(RULE, 'good', values, `Recomputed from ${counted(samples, 'answer')}, the accuracy is ${exactPercent(accuracy)} and the loss ${numeral(loss)}, as the run reports.`);
}

/** How many answers are right whichever way near ties fall, and how many can be. */
function rightAnswers({ labels, probabilities, classes }: Predictions): [surely: number, possibly: number] {
  let [surely, possibly] = [0, 0];
  for (let i = 0; i < labels.length; i++) {
    const own = probabilities[i * classes + labels[i]!]!;
    let others = -Infinity;
    for (let k = 0; k < classes; k++) if (k !== labels[i]) others = Math.max(others, probabilities[i * classes + k]!);
    const margin = own - others;
    if (margin > SAME * own) surely++;
    // Answers that are no numbers may count as anything.
    if (!(margin < -SAME * others)) possibly++;
  }
  return [surely, possibly];
}

function underflows({ labels, probabilities, classes }: Predictions): boolean {
  return Array.from(labels).some((label, i) => probabilities[i * classes + label]! < SMALLEST);
}
