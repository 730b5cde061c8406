import { VisuallyHidden } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useCallback, useRef } from 'react';
import { useStore } from 'zustand';
import type { Lab } from '../../store/lab/lab';
import { ageText } from '../../store/lab/table/facts';
import type { Line } from '../../store/lab/table/lines';
import { COLUMNS, type Column } from './columns';
import { GroupRow } from './group-row';
import classes from './table.module.css';
import { sortBy, table, tick } from './table-state';
import { TrialRow } from './trial-row';
import { useRowKeys } from './use-row-keys';
import { useWindow } from './use-window';

/** As in `table.module.css`: below this width a row has two lines of text and no figures beside them. */
const NARROW = 560;
const ROW = 44;
const NARROW_ROW = 68;

interface Props {
  readonly lab: Lab;
  readonly lines: readonly Line[];
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** All runs that are looked for. Only the rows in sight are in the page, so that thousands cost no more than forty. */
export function TrialsTable({ lab, lines, now }: Props) {
  const body = useRef<HTMLTableSectionElement>(null);
  const { ref: sized, width } = useElementSize<HTMLTableElement>();
  const rowHeight = width > 0 && width < NARROW ? NARROW_ROW : ROW;
  const { first, end } = useWindow(body, rowHeight, lines.length);
  const { activeKey, onKeyDown, onFocus } = useRowKeys(body, lines, rowHeight, { first, end });
  const ticked = useStore(table, (state) => state.ticked);
  const opened = useStore(table, (state) => state.opened);
  const remark = useCallback<Lab['remark']>((ids, change) => lab.remark(ids, change), [lab]);
  return (
    <table ref={sized} className={classes.table} aria-rowcount={lines.length + 1}>
      <caption>
        <VisuallyHidden>All runs: arrow keys go from row to row, Enter shows the details of one</VisuallyHidden>
      </caption>
      <Head lines={lines} ticked={ticked} />
      <tbody ref={body} onKeyDown={onKeyDown} onFocus={onFocus}>
        <Space rows={first} height={rowHeight} />
        {lines.slice(first, end).map((line, i) => {
          const shared = { index: first + i, active: line.key === activeKey };
          if (line.kind === 'group') return <GroupRow {...shared} key={line.key} line={line} ticked={line.trials.every(({ id }) => ticked.has(id))} />;
          const { trial, depth, fold, aside } = line;
          const { id, created } = trial;
          const place = { trial, depth, fold, aside };
          return <TrialRow {...shared} {...place} key={line.key} ticked={ticked.has(id)} opened={opened === id} age={ageText(created, now)} remark={remark} />;
        })}
        <Space rows={lines.length - end} height={rowHeight} />
      </tbody>
    </table>
  );
}

/** Stands for the rows that are not drawn. */
function Space({ rows, height }: { readonly rows: number; readonly height: number }) {
  return rows > 0 ? (
    <tr aria-hidden className={classes.space} style={{ height: rows * height }}>
      <td />
    </tr>
  ) : null;
}

function Head({ lines, ticked }: { readonly lines: readonly Line[]; readonly ticked: ReadonlySet<string> }) {
  const ids = lines.flatMap((line) => (line.kind === 'group' ? line.trials.map(({ id }) => id) : line.trial.id));
  const all = ids.length > 0 && ids.every((id) => ticked.has(id));
  return (
    <thead>
      <tr aria-rowindex={1}>
        <th scope="col" className={classes.tick}>
          <label>
            <input type="checkbox" aria-label="Choose all runs that are listed" checked={all} onChange={() => tick(all ? [] : ids)} />
          </label>
        </th>
        <td className={classes.star} />
        {COLUMNS.map((column) => (
          <Heading key={column.id} column={column} />
        ))}
      </tr>
    </thead>
  );
}

function Heading({ column: { id, title, help, sort } }: { readonly column: Column }) {
  const order = useStore(table, ({ look }) => (look.sort === sort ? (look.ascending ? 'ascending' : 'descending') : undefined));
  return (
    <th scope="col" className={classes[id]} aria-sort={order} title={help}>
      {sort === undefined ? (
        title
      ) : (
        <button type="button" onClick={() => sortBy(sort)}>
          {title}
          <span aria-hidden>{order === undefined ? '' : order === 'ascending' ? ' ↑' : ' ↓'}</span>
        </button>
      )}
    </th>
  );
}
