/** A network that has learned nothing should not be sure of anything. */
import { both, DEBUGGING_SLIDES, RECIPE } from '../sources';
import { judge, type Rule, type Verdict } from '../verdict';
import { numeral } from '../words';

/** Of ln K. Initialisations for ReLU with a random last layer start up to some 40 % above. */
const CLOSE = 0.2;
const FAR = 1;

const RULE: Rule = {
  id: 'initial-loss',
  rule: `Before the first step the cross-entropy should be ln K, that of equal probabilities: good within ${100 * CLOSE} %, bad from ${1 + FAR} · ln K on.`,
  source: both(DEBUGGING_SLIDES, RECIPE),
};

/** @param loss mean plain cross-entropy in nats before the first step @param classes K */
export function judgeInitialLoss(loss: number, classes: number): Verdict {
  const expected = Math.log(classes);
  const values = { loss, expected };
  const text = `The loss began at ${numeral(loss)}; ${numeral(expected)} (ln ${classes}) is what equal probabilities give`;
  const smaller = ['Initialise the last layer smaller, or at zero.', 'Check that inputs are normalised and that no layer blows the signal up.'];
  if (!Number.isFinite(loss)) return judge(RULE, 'bad', values, `${text}: something is not a number from the start.`, [...smaller, 'Look for a logarithm of zero or a division by zero.']);
  const off = (loss - expected) / expected;
  if (Math.abs(off) <= CLOSE) return judge(RULE, 'good', values, `${text}.`);
  if (off > 0) return judge(RULE, off >= FAR ? 'bad' : 'watch', values, `${text}: the network begins by being sure of wrong answers.`, smaller);
  return judge(RULE, 'watch', values, `${text}: it knows more than it can before it has learned.`, [
    'Check that the weights are really fresh, unless they were pretrained.',
    'Check whether the classes are equally frequent, and whether the label hides in the input.',
  ]);
}
