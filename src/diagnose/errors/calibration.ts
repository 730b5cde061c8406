/** Whether a network is as often right as it says: the reliability diagram and what it adds up to. */
import { percent, shareOf, type Estimate } from '../../core/statistics';
import { counted } from '../../core/words';
import { judge, type Rule, type Verdict } from '../verdict';
import { points, sharePercent } from '../words';
import { decisions, type Predictions } from './predictions';

/** One bar of the diagram: samples whose decision has a probability in [low, high), the last bar including 1. */
export interface ReliabilityBin {
  readonly low: number;
  readonly high: number;
  readonly count: number;
  /** Mean probability of the decisions; NaN in an empty bin. */
  readonly confidence: number;
  /** NaN within [0, 1] in an empty bin. */
  readonly accuracy: Estimate;
}

export interface Calibration {
  readonly samples: number;
  readonly bins: readonly ReliabilityBin[];
  /** Expected calibration error: mean distance of confidence and accuracy over the samples' bins, 0 … 1. */
  readonly error: number;
  /** What that error would be by chance if the network were perfectly calibrated; the more bins or the fewer samples, the larger. */
  readonly byChance: number;
  /** Mean confidence − accuracy: positive where the network is too sure. */
  readonly overconfidence: number;
}

/** As many as in Guo et al. 2017. */
const BINS = 15;
/** Guo et al. 2017, table 1: uncalibrated deep networks on pictures lie between 3 % and 17 %, calibrated ones around 1–2 %; short runs with batch norm stop 4 points above chance. */
const GOOD_ERROR = 0.05;
const BAD_ERROR = 0.1;
/** With fewer samples even an uncalibrated network is hidden by chance. */
const FEWEST_SAMPLES = 100;

const RULE: Rule = {
  id: 'calibration',
  rule: `The expected calibration error over ${BINS} bins is good up to ${sharePercent(GOOD_ERROR)} above what chance alone would give, and bad from ${sharePercent(BAD_ERROR)} above it.`,
  source: { citation: 'Guo et al. 2017, On calibration of modern neural networks', url: 'https://arxiv.org/abs/1706.04599' },
};

/** @param binCount bins of equal width over 0 … 1 */
export function calibrate(predictions: Predictions, binCount = BINS): Calibration {
  const { labels, probabilities, classes } = predictions;
  const counts = new Uint32Array(binCount);
  const right = new Uint32Array(binCount);
  const confidence = new Float64Array(binCount);
  decisions(predictions).forEach((decided, i) => {
    const p = probabilities[i * classes + decided]!;
    if (!(p >= 0)) return;
    const bin = Math.min(binCount - 1, Math.floor(p * binCount));
    counts[bin]!++;
    confidence[bin]! += p;
    if (decided === labels[i]) right[bin]!++;
  });

  const samples = total(counts);
  let error = 0;
  let byChance = 0;
  const bins = Array.from(counts, (count, bin): ReliabilityBin => {
    const mean = confidence[bin]! / count;
    if (count > 0) {
      error += Math.abs(confidence[bin]! - right[bin]!) / samples;
      // The mean distance of a binomial share from its expectation, by its normal approximation.
      byChance += Math.sqrt((2 * count * Math.max(0, mean * (1 - mean))) / Math.PI) / samples;
    }
    return { low: bin / binCount, high: (bin + 1) / binCount, count, confidence: mean, accuracy: shareOf(right[bin]!, count) };
  });
  return { samples, bins, error, byChance, overconfidence: (total(confidence) - total(right)) / samples };
}

export function judgeCalibration({ samples, error, byChance, overconfidence }: Calibration): Verdict {
  const values = { error, byChance, overconfidence, samples };
  if (samples < FEWEST_SAMPLES) {
    return judge(RULE, 'unknown', values, `${samples} samples are too few to tell a calibrated network from another; at least ${FEWEST_SAMPLES} are needed.`);
  }
  const measured = `The calibration error is ${sharePercent(error)} (chance alone gives ${sharePercent(byChance)})`;
  const excess = error - byChance;
  if (excess <= GOOD_ERROR || error <= 2 * byChance) return judge(RULE, 'good', values, `${measured}: the network is about as often right as it says.`);
  const tone = excess >= BAD_ERROR ? 'bad' : 'watch';
  if (overconfidence > 0) {
    return judge(RULE, tone, values, `${measured}: the network is too sure of itself by ${points(overconfidence)} on average.`, [
      'Try label smoothing or mixup, which keep probabilities away from 1.',
      'Stop earlier or regularise more: the loss on dev often rises through confidence long before the accuracy suffers.',
      'Divide the logits by a temperature fitted on dev.',
    ]);
  }
  return judge(RULE, tone, values, `${measured}: the network is less sure than it could be, by ${points(overconfidence)} on average.`, [
    'Lower the label smoothing or the strength of mixing, or train longer.',
    'Divide the logits by a temperature below 1 fitted on dev.',
  ]);
}

/** For a tooltip on one bar, for example `0.8 … 0.9: 212 samples, said 85 %, right 79 %`. */
export function describeBin({ low, high, count, confidence, accuracy }: ReliabilityBin): string {
  const range = `${Number(low.toFixed(3))} … ${Number(high.toFixed(3))}`;
  if (count === 0) return `${range}: no sample`;
  return `${range}: ${counted(count, 'sample')}, said ${sharePercent(confidence)}, right ${percent(accuracy)}`;
}

function total(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
