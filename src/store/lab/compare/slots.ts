/** Which style (colour, dashes, shape) each compared trial has: the same one for as long as it is chosen, whatever else comes and goes. */
import { createStore } from 'zustand/vanilla';
import { selection } from '../selection';

/** Slots by trial. Those that stay keep theirs; new ones take the lowest that are free. */
export function assignSlots(before: ReadonlyMap<string, number>, ids: readonly string[]): Map<string, number> {
  const slots = new Map(ids.flatMap((id) => (before.has(id) ? [[id, before.get(id)!] as const] : [])));
  const taken = new Set(slots.values());
  let next = 0;
  for (const id of ids) {
    if (slots.has(id)) continue;
    while (taken.has(next)) next++;
    taken.add(next);
    slots.set(id, next);
  }
  return slots;
}

export const slots = createStore<ReadonlyMap<string, number>>(() => assignSlots(new Map(), selection.getState().compared));

selection.subscribe(({ compared }, before) => {
  if (compared !== before.compared) slots.setState(assignSlots(slots.getState(), compared), true);
});
