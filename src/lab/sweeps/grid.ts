/** Every combination of the values of all factors; the last factor changes fastest. */
import { grouped } from '../../core/words';
import { MOST_ARMS, type Sweep } from './plan';
import type { Settings } from './arms';
import { levelsOf } from './unit';

/** @throws Error where there are more combinations than a sweep may have */
export function gridSettings({ varied }: Sweep): Settings[] {
  const count = varied.reduce((product, one) => product * levelsOf(one).length, 1);
  if (count > MOST_ARMS) {
    const advice = 'take values out, or take random search, which covers many factors with few runs';
    throw new Error(`This grid has ${grouped(count)} settings, and a sweep may have ${MOST_ARMS}; ${advice}`);
  }
  return varied.reduce<Settings[]>((rows, one) => rows.flatMap((row) => levelsOf(one).map((value) => ({ ...row, [one.dimension.id]: value }))), [{}]);
}
