/** Which of the waiting trials is next. */
import type { Trial } from '../../lab/trial';

export interface Place {
  readonly id: string;
  /** The trial that it is to come before; at the end without one that waits. */
  readonly before: string | undefined;
}

/** Gives waiting trials other places; several before the same one stay in the order given. @returns those whose order changes */
export function placed(waiting: readonly Trial[], places: readonly Place[]): Trial[] {
  const byId = new Map(waiting.map((trial) => [trial.id, trial]));
  const moved = new Set(places.map(({ id }) => id));
  const before = new Map<string | undefined, Trial[]>();
  for (const place of places) {
    const trial = byId.get(place.id);
    const next = place.before !== undefined && byId.has(place.before) && !moved.has(place.before) ? place.before : undefined;
    if (trial) before.set(next, before.get(next) ?? []).get(next)!.push(trial);
  }
  const sorted = waiting.toSorted((a, b) => a.order - b.order);
  const placed = [...sorted.filter(({ id }) => !moved.has(id)).flatMap((trial) => [...(before.get(trial.id) ?? []), trial]), ...(before.get(undefined) ?? [])];
  // The numbers stay where they are, so that only trials between an old place and a new one change.
  let last = -Infinity;
  const numbers = sorted.map(({ order }) => (last = Math.max(order, last + 1)));
  return placed.flatMap((trial, i) => (trial.order === numbers[i] ? [] : { ...trial, order: numbers[i]! }));
}
