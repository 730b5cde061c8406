/** The rules on what the network answers. */
import { classBalance, judgeBalance as judgeClassBalance } from '../data/balance';
import { findLabelNoise, judgeLabelNoise } from '../data/label-noise';
import { judgeAugmentation } from '../data/augmentation';
import type { Evidence, Predicted } from '../evidence';
import { judgeOutputRange } from '../run/output-range';
import { judgeRepeatability } from '../run/repeatability';
import type { Verdict } from '../verdict';
import { worstOf } from '../worst-verdict';
import { calibrate, judgeCalibration } from '../errors/calibration';
import { judgeEvaluator } from '../errors/evaluator';
import { judgeMetric } from '../errors/metric';
import { decisions, type Predictions } from '../errors/predictions';
import { judgeSlices, sliceAccuracy } from '../errors/slices';

const NONE: Predicted = { labels: [], probabilities: [] };

export function examineAnswers({ classNames, predictions = {}, reported, repeated, augmented, images, labels }: Evidence): Verdict[] {
  const classes = classNames.length;
  const of = ({ labels, probabilities }: Predicted): Predictions => ({ labels, probabilities, classes });
  const train = of(predictions.train ?? NONE);
  const dev = of(predictions.dev ?? NONE);
  const decided = decisions(dev);
  const correct = Array.from(decided, (answer, i) => answer === dev.labels[i]);
  const error = correct.filter((right) => !right).length / correct.length;
  const kinds = images?.group === undefined ? {} : { kinds: { [images.group]: 'categorical' as const } };
  const balance = (split: ArrayLike<number> | undefined) => judgeClassBalance(classBalance(split ?? [], classes), classNames);
  return [
    judgeRepeatability(repeated?.first ?? [], repeated?.second ?? [], classes),
    judgeEvaluator(reported?.dev ?? { loss: NaN, accuracy: NaN, samples: 0 }, reported ? dev : of(NONE)),
    judgeOutputRange(train.labels.length > 0 ? train : dev),
    judgeAugmentation(of(augmented?.clean ?? NONE), of(augmented?.changed ?? NONE), error),
    ...judgeMetric(dev, classNames),
    judgeCalibration(calibrate(dev)),
    judgeSlices(sliceAccuracy(correct, predictions.dev?.attributes ?? [], kinds)),
    worstOf({ training: balance(labels?.train), dev: balance(labels?.dev) }),
    worstOf({ training: judgeLabelNoise(findLabelNoise(train)), dev: judgeLabelNoise(findLabelNoise(dev)) }),
  ];
}
