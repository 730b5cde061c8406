import { Button } from '@mantine/core';
import { grouped } from '../../../core/words';
import classes from './browse.module.css';

/** Samples shown at once. */
export const PAGE_SIZE = 24;

interface Props {
  /** What is turned over, for assistive technology. */
  readonly label: string;
  readonly page: number;
  readonly count: number;
  readonly onPage: (page: number) => void;
}

/** Which part of a long list is shown, and the way to the others. */
export function Pager({ label, page, count, onPage }: Props) {
  const first = page * PAGE_SIZE;
  if (count <= PAGE_SIZE) return null;
  return (
    <nav className={classes.pager} aria-label={label}>
      <Button variant="default" size="xs" disabled={page === 0} onClick={() => onPage(page - 1)}>
        Previous
      </Button>
      <span>
        {grouped(first + 1)}–{grouped(Math.min(count, first + PAGE_SIZE))} of {grouped(count)}
      </span>
      <Button variant="default" size="xs" disabled={first + PAGE_SIZE >= count} onClick={() => onPage(page + 1)}>
        Next
      </Button>
    </nav>
  );
}

/** The last page where a list has become shorter. */
export function pageWithin(page: number, count: number): number {
  return Math.max(0, Math.min(page, Math.ceil(count / PAGE_SIZE) - 1));
}
