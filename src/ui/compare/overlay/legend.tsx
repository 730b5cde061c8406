import { memo } from 'react';
import { useStore } from 'zustand';
import type { XAxisId } from '../../../store/lab/compare/axes';
import type { Line } from '../../../store/lab/compare/lines';
import type { Quantity } from '../../../store/lab/compare/quantities';
import { LineMark } from '../plot/line-mark';
import type { LineLook } from '../styles';
import type { Cursor } from './cursor';
import classes from './overlay.module.css';
import { placeIn, readAt, valueText, xText } from './reading';

export interface LegendEntry {
  readonly line: Line;
  readonly name: string;
  readonly look: LineLook;
  readonly hidden: boolean;
}

interface Props {
  readonly entries: readonly LegendEntry[];
  readonly quantity: Quantity;
  readonly axis: XAxisId;
  readonly cursor: Cursor;
  readonly onToggle: (id: string) => void;
  readonly onLight: (id: string | undefined) => void;
}

/** Names the lines, shows and hides them, and tells their values where the cursor stands, or else at their ends. */
export const Legend = memo(function Legend({ entries, quantity, axis, cursor, onToggle, onLight }: Props) {
  return (
    <div className={classes.legend} onPointerLeave={() => onLight(undefined)}>
      <Where axis={axis} cursor={cursor} />
      <ul aria-label="Lines and their values">
        {entries.map(({ line, name, look, hidden }) => (
          <li key={line.id}>
            <button
              type="button"
              className={classes.entry}
              aria-pressed={!hidden}
              title={hidden ? `Show ${name}` : `Hide ${name}`}
              onClick={() => onToggle(line.id)}
              onPointerEnter={() => onLight(line.id)}
              onFocus={() => onLight(line.id)}
              onBlur={() => onLight(undefined)}
            >
              <LineMark look={look} />
              <span className={classes.name}>
                {name}
                {line.n > 1 && <small>{` n = ${line.n}`}</small>}
              </span>
              {!hidden && <Value line={line} cursor={cursor} quantity={quantity} axis={axis} />}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
});

function Where({ axis, cursor }: { readonly axis: XAxisId; readonly cursor: Cursor }) {
  const x = useStore(cursor, (reading) => reading.x);
  return <p className={classes.where}>{x === undefined ? 'At the end of each line' : `Up to ${xText(axis, x)}`}</p>;
}

interface ValueProps {
  readonly line: Line;
  readonly cursor: Cursor;
  readonly quantity: Quantity;
  readonly axis: XAxisId;
}

/** The only part of an entry that moves with the cursor, and only where another measurement comes to stand. */
const Value = memo(function Value({ line, cursor, quantity, axis }: ValueProps) {
  const place = useStore(cursor, ({ x }) => placeIn(line, x));
  const read = readAt(line, place);
  if (!read) return <span className={classes.value}>{line.x.length === 0 ? 'not measured' : 'later'}</span>;
  return (
    <span className={classes.value}>
      <b>{valueText(quantity, read.y)}</b>
      {read.smooth !== undefined && <small>{`smoothed ${valueText(quantity, read.smooth)}`}</small>}
      {read.low !== undefined && read.high !== undefined && <small>{`${valueText(quantity, read.low)} to ${valueText(quantity, read.high)}`}</small>}
      <small>{xText(axis, read.x)}</small>
    </span>
  );
});
