/** Whether a network gives the same answer when it is asked again: nothing random, and nothing of the other samples, has a place in an evaluation. */
import { counted } from '../../core/words';
import { DEBUGGING_SLIDES, RECIPE, both } from '../sources';
import { judge, type Rule, type Verdict } from '../verdict';
import { numeral, sharePercent } from '../words';

/** Differences of probabilities. Sums in another order change the seventh digit; dropout of a twentieth of the units changes the first or second. */
const ROUNDING = 1e-3;
const CLEAR = 0.01;

const RULE: Rule = {
  id: 'repeatability',
  rule: `Asked twice for the same samples, the second time among others, a network must give the same probabilities: watched where one differs by ${numeral(ROUNDING)}, bad from ${CLEAR} on.`,
  source: both(DEBUGGING_SLIDES, RECIPE),
};

/** @param first, second probabilities of the same samples in the same order, [n, K] */
export function judgeRepeatability(first: ArrayLike<number>, second: ArrayLike<number>, classes: number): Verdict {
  const samples = first.length / classes;
  if (first.length === 0 || first.length !== second.length) return judge(RULE, 'unknown', { samples }, 'The network has not been asked twice for the same samples.');
  let largest = 0;
  let changed = 0;
  for (let i = 0; i < samples; i++) {
    let most = 0;
    for (let k = 0; k < classes; k++) most = Math.max(most, Math.abs(first[i * classes + k]! - second[i * classes + k]!));
    if (most >= ROUNDING) changed++;
    largest = Math.max(largest, most);
  }
  if (Number.isNaN(largest)) return judge(RULE, 'unknown', { samples }, 'The answers are not numbers, so that they cannot be compared.');
  const values = { largest, changed, samples };
  const text = `Asked twice for ${counted(samples, 'sample')}, the network changes a probability by ${numeral(largest)} at most`;
  if (largest < ROUNDING) return judge(RULE, 'good', values, `${text}: the answers are the same.`);
  const tone = largest < CLEAR ? 'watch' : 'bad';
  return judge(RULE, tone, values, `${text}, and ${sharePercent(changed / samples)} of the answers change: something random, or of other samples, is at work when it should only answer.`, [
    'Switch dropout, drop path and augmentation off for evaluation (in PyTorch: model.eval()).',
    'Let batch norm use its running statistics in evaluation, not those of the batch.',
  ]);
}
