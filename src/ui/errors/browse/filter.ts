/** Which samples of a split are shown, and in which order. */
import { confidenceOf, type Facts } from '../shared/facts';

export type Order = 'loss' | 'sure' | 'unsure';

export interface Filter {
  /** The true class, and the class that was decided for. */
  readonly truth: number | undefined;
  readonly said: number | undefined;
  readonly show: 'mistakes' | 'all';
  readonly order: Order;
  /** A slice: only these samples. */
  readonly part: { readonly name: string; readonly members: Uint32Array } | undefined;
}

export const NO_FILTER: Filter = { truth: undefined, said: undefined, show: 'mistakes', order: 'loss', part: undefined };

/** The samples that a filter lets through, by their indices, in its order. */
export function matching(facts: Facts, { truth, said, show, order, part }: Filter): number[] {
  const { view, decided, correct } = facts;
  const members = part ? Array.from(part.members) : Array.from(decided.keys());
  const key: Readonly<Record<Order, (i: number) => number>> = {
    loss: (i) => -view.losses[i]!,
    sure: (i) => -confidenceOf(facts, i),
    unsure: (i) => confidenceOf(facts, i),
  };
  return members
    .filter((i) => i < decided.length && (show === 'all' || !correct[i]) && (truth === undefined || view.labels[i] === truth) && (said === undefined || decided[i] === said))
    .sort((a, b) => key[order](a) - key[order](b) || a - b);
}

/** A cell of the confusion matrix chosen, or given up when it was chosen already. Those on the diagonal are no mistakes. */
export function chooseCell(filter: Filter, truth: number, said: number): Filter {
  if (filter.truth === truth && filter.said === said) return { ...filter, truth: undefined, said: undefined, show: 'mistakes' };
  return { ...filter, truth, said, show: truth === said ? 'all' : filter.show };
}
