/** Whether augmented samples are still what their labels say, as far as the network itself can tell. */
import { differenceInterval, percent, shareOf } from '../../core/statistics';
import { counted } from '../../core/words';
import { decisions, type Predictions } from '../errors/predictions';
import { DEBUGGING_SLIDES } from '../sources';
import { judge, type Rule, type Verdict } from '../verdict';
import { points } from '../words';

/** Spoilt shares against the error. Some augmented samples are only hard, which is what augmentation is for, so a good deal is allowed. */
const SOME_TIMES = 2;
const SOME_ABOVE = 0.02;
const MANY_ABOVE = 0.25;
/** A network that is right less often cannot judge samples. */
const LEARNED = 0.5;
const FEWEST_SAMPLES = 100;

const RULE: Rule = {
  id: 'augmentation',
  rule: `The share of training samples that augmentation spoils should not exceed the error. Taken for spoilt is what the network recognises before but not after augmentation, hard samples included: watched where that is surely more than ${SOME_TIMES} times the dev error and ${points(SOME_ABOVE)} above it, bad at ${points(MANY_ABOVE)}.`,
  source: DEBUGGING_SLIDES,
};

/**
 * @param clean, changed answers to the same training samples before and after augmentation
 * @param error of the network on dev, a fraction
 */
export function judgeAugmentation(clean: Predictions, changed: Predictions, error: number): Verdict {
  const samples = clean.labels.length;
  const after = decisions(changed);
  const known = [...decisions(clean)].flatMap((decided, i) => (decided === clean.labels[i] ? [i] : []));
  const spoilt = known.filter((i) => after[i] !== clean.labels[i]).length;
  const share = shareOf(spoilt, known.length);
  const values = { spoilt: share.mean, low: share.low, high: share.high, error, recognised: known.length, samples };
  if (samples < FEWEST_SAMPLES) return judge(RULE, 'unknown', values, `${counted(samples, 'augmented sample')} are too few to judge the augmentation by.`);
  if (known.length < LEARNED * samples || !Number.isFinite(error)) {
    return judge(RULE, 'unknown', values, `Of ${counted(samples, 'training sample')} the network recognises only ${known.length}: it cannot judge augmented ones yet.`);
  }
  const text = `Augmentation makes ${percent(share)} of the training samples unrecognisable to this network; its dev error is ${percent(shareOf(error * samples, samples))}`;
  const above = differenceInterval(share, { mean: error, low: error, high: error });
  if (above.low <= SOME_ABOVE || share.low <= SOME_TIMES * error) return judge(RULE, 'good', values, `${text}: the two are in proportion.`);
  return judge(RULE, above.low > MANY_ABOVE ? 'bad' : 'watch', values, `${text}: many samples are hardly what their labels say any more.`, [
    'Look at augmented samples: would you give them the same label?',
    'Weaken the augmentation until few samples are spoilt, fewer than the network gets wrong.',
  ]);
}
