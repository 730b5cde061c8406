/** The trials that are compared, by their ids, in the order they were chosen. */
import { createStore } from 'zustand/vanilla';

/** More cannot be told apart on a chart: of a longer selection only the first ones are shown. */
export const MOST_COMPARED = 32;

export interface Selection {
  readonly compared: readonly string[];
}

export const selection = createStore<Selection>(() => ({ compared: [] }));

export function setCompared(ids: readonly string[]): void {
  selection.setState({ compared: [...new Set(ids)] });
}

export function toggleCompared(id: string): void {
  selection.setState(({ compared }) => ({ compared: compared.includes(id) ? compared.filter((other) => other !== id) : [...compared, id] }));
}

export function clearCompared(): void {
  selection.setState({ compared: [] });
}
