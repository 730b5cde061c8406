import { useLayoutEffect, useRef } from 'react';
import { listTopBefore } from './table-state';

/**
 * Where there is no room for both, the details take the place of the list: they begin at their top and take the focus. Afterwards the list is as it was
 * left, and the focus is at the run that was looked at.
 * @param opened the id of the run whose details are shown
 */
export function useDetailPlace(opened: string | undefined) {
  const list = useRef<HTMLDivElement>(null);
  const detail = useRef<HTMLDivElement>(null);
  const before = useRef<{ readonly id: string; readonly instead: boolean }>(undefined);
  useLayoutEffect(() => {
    const scroller = list.current?.closest('main');
    if (!list.current || !scroller) return;
    if (opened !== undefined) {
      const instead = getComputedStyle(list.current).display === 'none';
      before.current = { id: opened, instead };
      if (!instead) return;
      detail.current?.scrollIntoView({ block: 'start' });
      detail.current?.querySelector<HTMLElement>('h3')?.focus({ preventScroll: true });
    } else if (before.current) {
      const { id, instead } = before.current;
      before.current = undefined;
      if (instead) scroller.scrollTop = listTopBefore();
      if (document.activeElement === null || document.activeElement === document.body) focusRow(id);
    }
  }, [opened]);
  return { list, detail };
}

/** Once the rows at that place are drawn. */
function focusRow(id: string): void {
  requestAnimationFrame(() => requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-trial="${id}"][data-control=open]`)?.focus({ preventScroll: true })));
}
