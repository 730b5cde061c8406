import type { CSSProperties } from 'react';
import { icons } from '../icons';
import classes from './table.module.css';
import { toggleFold } from './table-state';

export interface RowProps {
  /** Of the line, counted from 0. */
  readonly index: number;
  readonly ticked: boolean;
  /** Whether the Tab key stops here; arrow keys go from row to row. */
  readonly active: boolean;
}

const MOST_INDENTED = 6;

/** A deep tree does not push its names out of the column. */
export function indent(depth: number): CSSProperties {
  return { paddingLeft: 18 * Math.min(depth, MOST_INDENTED) };
}

interface Props {
  readonly lineKey: string;
  readonly fold: 'open' | 'closed';
  /** What is folded. */
  readonly label: string;
  readonly tabIndex: number;
}

export function FoldButton({ lineKey, fold, label, tabIndex }: Props) {
  return (
    <button type="button" className={classes.fold} data-control="fold" aria-expanded={fold === 'open'} aria-label={`Show ${label}`} tabIndex={tabIndex} onClick={() => toggleFold(lineKey)}>
      {icons.chevron}
    </button>
  );
}
