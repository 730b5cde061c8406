/** What is worth paying for: the choices that no other one beats on both counts. */

export interface Offer {
  /** Less is better. */
  readonly cost: number;
  /** More is better. */
  readonly value: number;
}

/**
 * The Pareto front: places of the offers for which there is no other that costs at most as much and is worth at least as much, one of the two strictly.
 * Offers with a number that is not finite never stand on it.
 * @returns the cheapest first; equal offers stand there together
 */
export function paretoFront(offers: readonly Offer[]): number[] {
  const order = offers
    .map((_, i) => i)
    .filter((i) => Number.isFinite(offers[i]!.cost) && Number.isFinite(offers[i]!.value))
    .sort((i, j) => offers[i]!.cost - offers[j]!.cost || offers[j]!.value - offers[i]!.value || i - j);
  const front: number[] = [];
  for (const i of order) {
    const best = front.length > 0 ? offers[front.at(-1)!]! : undefined;
    const { cost, value } = offers[i]!;
    if (!best || value > best.value || (value === best.value && cost === best.cost)) front.push(i);
  }
  return front;
}
