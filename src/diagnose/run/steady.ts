/** When a run is at work: neither warming up nor annealed. */

/**
 * Below this share of its highest, the learning rate is warming up or annealed, and updates are small on purpose: near a tenth even a well-chosen rate
 * leaves the usual band. A little more than that, because the usual warm-up begins with a tenth of the base rate, and an annealed rate never quite
 * reaches that.
 */
export const QUIET_SHARE = 1 / 8;

/** For each rate, whether it is too low against the highest of the run for a rule on the size of steps to hold. */
export function quietRates(rates: ArrayLike<number>, highest: number): boolean[] {
  return Array.from(rates, (rate) => rate < QUIET_SHARE * highest);
}
