/** The quickest test of a whole training program: learn a handful of samples by heart. */
import { counted } from '../../core/words';
import { both, CS231N, DEBUGGING_SLIDES } from '../sources';
import { judge, type Rule, type Verdict } from '../verdict';
import { numeral } from '../words';

export interface SmallFit {
  /** Training samples, 64 or about as many. */
  readonly samples: number;
  /** How many of these are recognised at the end. */
  readonly right: number;
  /** Mean plain cross-entropy on them in nats. */
  readonly loss: number;
  readonly steps: number;
}

/** Of the samples; a label or two may be impossible. */
const NEARLY = 0.95;
/** Any network that learns needs fewer steps for 64 samples than this. */
const ENOUGH_STEPS = 200;

const RULE: Rule = {
  id: 'small-fit',
  rule: `A network must be able to learn 64 samples by heart within ${ENOUGH_STEPS} steps, without regularisation: good with all right, watched from ${100 * NEARLY} % on, bad below.`,
  source: both(DEBUGGING_SLIDES, CS231N),
};

export function judgeSmallFit({ samples, right, loss, steps }: SmallFit): Verdict {
  const share = right / samples;
  const values = { share, right, samples, loss, steps };
  const text = `After ${counted(steps, 'step')} on ${counted(samples, 'sample')}, ${right} are recognised, with a loss of ${numeral(loss)}`;
  if (!(samples > 0)) return judge(RULE, 'unknown', values, 'There are no samples to learn by heart.');
  if (right === samples) return judge(RULE, 'good', values, `${text}: the program can learn.`);
  if (steps < ENOUGH_STEPS && Number.isFinite(loss)) {
    return judge(RULE, 'unknown', values, `${text}: it may only need more steps.`, [`Train for at least ${ENOUGH_STEPS} steps.`]);
  }
  if (share >= NEARLY) {
    return judge(RULE, 'watch', values, `${text}: nearly all, but not all.`, ['Train longer, and look at the samples that remain: are two alike with different labels?']);
  }
  return judge(RULE, 'bad', values, `${text}: it cannot even fit these, so there is a mistake somewhere, or the learning rate is far off.`, [
    'Sweep the learning rate.',
    'Switch off augmentation, dropout and weight decay for this test.',
    'Check that labels belong to their inputs, that inputs are normalised, and that gradients reach every layer.',
    'Check ranges: weights that cannot be negative, for example, cannot subtract.',
  ]);
}
