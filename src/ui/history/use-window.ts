import { useEffect, useState, type RefObject } from 'react';
import { zoomOf } from '../shared/zoom';

/** Rows drawn above and below what is in sight, so that a quick scroll or the Tab key does not come to a blank. */
const MARGIN = 8;
/** The window moves by so many rows at once, so that most scroll events draw nothing. */
const BLOCK = 6;

export interface RowWindow {
  /** The first row drawn, and the one after the last. */
  readonly first: number;
  readonly end: number;
}

/** Which rows lie within `height` pixels, `hidden` of which pixels are above the top edge (negative while the table begins below it). */
export function windowOf(hidden: number, height: number, rowHeight: number, rows: number): RowWindow {
  const first = Math.floor((hidden / rowHeight - MARGIN) / BLOCK) * BLOCK;
  const end = Math.ceil(((hidden + height) / rowHeight + MARGIN) / BLOCK) * BLOCK;
  return { first: Math.min(rows, Math.max(0, first)), end: Math.min(rows, Math.max(0, end)) };
}

/** Follows the scrolling of the page's middle, so that only the rows in sight and some around them are drawn. */
export function useWindow(body: RefObject<HTMLElement | null>, rowHeight: number, rows: number): RowWindow {
  const [shown, setShown] = useState<RowWindow>({ first: 0, end: 40 });
  useEffect(() => {
    const { current } = body;
    const scroller = current?.closest('main');
    if (!current || !scroller) return;
    const measure = (): void => {
      const hidden = (scroller.getBoundingClientRect().top - current.getBoundingClientRect().top) / zoomOf(scroller);
      const next = windowOf(hidden, scroller.clientHeight, rowHeight, rows);
      setShown((before) => (before.first === next.first && before.end === next.end ? before : next));
    };
    measure();
    scroller.addEventListener('scroll', measure, { passive: true });
    // What stands above the table moves it, too.
    const observer = new ResizeObserver(measure);
    observer.observe(scroller);
    for (const child of scroller.children) observer.observe(child);
    return () => {
      scroller.removeEventListener('scroll', measure);
      observer.disconnect();
    };
  }, [body, rowHeight, rows]);
  return { first: Math.min(shown.first, rows), end: Math.min(shown.end, rows) };
}
