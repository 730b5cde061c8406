/** How the visitor has set the table of runs; it stays so while other views are looked at. */
import { createStore } from 'zustand/vanilla';
import { FIRST_LOOK, type Look, type SortKey } from '../../store/lab/table/lines';

export interface TableState {
  readonly look: Look;
  /** Lines that are folded the other way than at first. */
  readonly toggled: ReadonlySet<string>;
  /** Ids of the trials that are ticked. */
  readonly ticked: ReadonlySet<string>;
  /** The trial whose details are shown. */
  readonly opened: string | undefined;
}

export const table = createStore<TableState>(() => ({ look: FIRST_LOOK, toggled: new Set(), ticked: new Set(), opened: undefined }));

export function changeLook(change: Partial<Look>): void {
  table.setState(({ look }) => ({ look: { ...look, ...change } }));
}

/** Names begin with A, all else with what is largest or newest; the same column again turns the order round. */
export function sortBy(key: SortKey): void {
  const { sort, ascending } = table.getState().look;
  changeLook(key === sort ? { ascending: !ascending } : { sort: key, ascending: ['name', 'loss', 'status'].includes(key) });
}

export function toggleFold(key: string): void {
  table.setState(({ toggled }) => ({ toggled: flipped(toggled, key) }));
}

export function toggleTick(id: string): void {
  table.setState(({ ticked }) => ({ ticked: flipped(ticked, id) }));
}

export function tick(ids: readonly string[]): void {
  table.setState({ ticked: new Set(ids) });
}

/** Where the page's middle was scrolled to when the details took the place of the list. */
let listTop = 0;

export function listTopBefore(): number {
  return listTop;
}

export function openTrial(id: string | undefined): void {
  if (table.getState().opened === undefined) listTop = document.querySelector('main')?.scrollTop ?? 0;
  table.setState({ opened: id });
}

function flipped(set: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const copy = new Set(set);
  if (!copy.delete(key)) copy.add(key);
  return copy;
}
