import { useEffect, useRef, useState, type FocusEvent, type KeyboardEvent, type RefObject } from 'react';
import type { Line } from '../../store/lab/table/lines';
import { zoomOf } from '../shared/zoom';
import type { RowWindow } from './use-window';

/** Rows that Page Up and Page Down go. */
const PAGE = 10;

/**
 * The Tab key stops at one row of the table; arrow keys, Page Up, Page Down, Home and End go on from it to the same control of another row, whether that
 * row is drawn yet or not.
 */
export function useRowKeys(body: RefObject<HTMLElement | null>, lines: readonly Line[], rowHeight: number, shown: RowWindow) {
  const [visited, setVisited] = useState<string>();
  const wanted = useRef<{ readonly index: number; readonly control: string }>(undefined);
  const drawn = lines.slice(shown.first, shown.end);
  const activeKey = drawn.some(({ key }) => key === visited) ? visited : drawn[0]?.key;

  // After the row has been drawn, which may take a scroll.
  useEffect(() => {
    const row = wanted.current && body.current?.querySelector(`tr[data-index="${wanted.current.index}"]`);
    if (!row || !wanted.current) return;
    const { control } = wanted.current;
    wanted.current = undefined;
    const target = row.querySelector<HTMLElement>(`[data-control="${control}"]`) ?? row.querySelector<HTMLElement>('[data-control="open"]');
    target?.focus({ preventScroll: true });
    row.scrollIntoView({ block: 'nearest' });
  });

  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const at = rowOf(event.target);
    const next = at === undefined ? undefined : destination(event.key, at, lines.length);
    if (next === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    wanted.current = { index: next, control: (event.target as HTMLElement).dataset['control'] ?? 'open' };
    setVisited(lines[next]!.key);
    const scroller = body.current?.closest('main');
    const isDrawn = next >= shown.first && next < shown.end;
    if (!scroller || !body.current || isDrawn) return;
    const top = (body.current.getBoundingClientRect().top - scroller.getBoundingClientRect().top) / zoomOf(scroller) + scroller.scrollTop;
    scroller.scrollTo(0, top + next * rowHeight - scroller.clientHeight / 2);
  };
  const onFocus = ({ target }: FocusEvent<HTMLElement>): void => {
    const at = rowOf(target);
    if (at !== undefined) setVisited(lines[at]?.key);
  };
  return { activeKey, onKeyDown, onFocus };
}

function rowOf(target: EventTarget): number | undefined {
  const index = target instanceof HTMLElement ? target.closest('tr')?.dataset['index'] : undefined;
  return index === undefined ? undefined : Number(index);
}

function destination(key: string, at: number, rows: number): number | undefined {
  const last = rows - 1;
  switch (key) {
    case 'ArrowDown':
      return Math.min(last, at + 1);
    case 'ArrowUp':
      return Math.max(0, at - 1);
    case 'PageDown':
      return Math.min(last, at + PAGE);
    case 'PageUp':
      return Math.max(0, at - PAGE);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return undefined;
  }
}
