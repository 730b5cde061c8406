/** The base, and for each factor each of its values alone, all else as in the base. */
import type { Settings } from './arms';
import { sameValue } from './dimensions';
import type { Sweep } from './plan';
import { levelsOf } from './unit';

export function oneFactorSettings({ plan, varied }: Sweep): Settings[] {
  const alone = varied.flatMap((one) => {
    const { dimension } = one;
    const present = dimension.read(plan.base);
    return levelsOf(one).flatMap((value): Settings[] => (sameValue(value, present) ? [] : [{ [dimension.id]: value }]));
  });
  return [{}, ...alone];
}
