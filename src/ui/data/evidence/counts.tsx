import { useState } from 'react';
import { grouped } from '../../../core/words';
import { ToolButton } from '../../charts/chart-frame';
import { icons } from '../../icons';
import classes from './evidence.module.css';

interface Props {
  readonly splits: readonly { readonly split: string; readonly counts: readonly number[] }[];
  readonly names: readonly string[];
}

/** With more classes than this their names do not fit beneath the bars. */
const MOST_NAMED = 12;
/** With more, long names are turned. */
const MOST_UPRIGHT = 4;

/** How many samples each class has in each split, as bars or as numbers. */
export function Counts({ splits, names }: Props) {
  const [table, setTable] = useState(false);
  return (
    <div className={classes.block}>
      <div className={classes.tools}>
        <ToolButton pressed={table} label="Class balance as a table" onClick={() => setTable(!table)}>
          {icons.table}
        </ToolButton>
      </div>
      {table ? <CountTable splits={splits} names={names} /> : <div className={classes.charts}>{splits.map((one) => <CountBars key={one.split} {...one} names={names} />)}</div>}
    </div>
  );
}

function CountBars({ split, counts, names }: { readonly split: string; readonly counts: readonly number[]; readonly names: readonly string[] }) {
  const most = Math.max(1, ...counts);
  const all = counts.reduce((a, b) => a + b, 0);
  const equal = all / counts.length;
  const named = counts.length <= MOST_NAMED && names.every(({ length }) => length <= 14);
  return (
    <figure className={classes.chart}>
      <figcaption>
        {split}, {grouped(all)} samples
      </figcaption>
      <div className={classes.bars} role="img" aria-label={`${split}: from ${grouped(Math.min(...counts))} to ${grouped(most)} samples of a class`}>
        {counts.map((count, k) => (
          <span key={k} className={classes.bar} style={{ height: `${(100 * count) / most}%` }} title={`${names[k] ?? k}: ${grouped(count)}`} />
        ))}
        <span className={classes.equal} style={{ bottom: `${(100 * equal) / most}%` }} />
      </div>
      {named && (
        <div className={classes.names} aria-hidden data-long={(names.length > MOST_UPRIGHT && names.some(({ length }) => length > 2)) || undefined}>
          {names.map((name) => (
            <span key={name}>{name}</span>
          ))}
        </div>
      )}
      <span className={classes.note}>dashed: equal shares, {grouped(Math.round(equal))} each</span>
    </figure>
  );
}

function CountTable({ splits, names }: Props) {
  return (
    <div className={classes.scroll} tabIndex={0} role="region" aria-label="Samples of each class, numbers">
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">class</th>
            {splits.map(({ split }) => (
              <th key={split} scope="col">
                {split}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {names.map((name, k) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {splits.map(({ split, counts }) => (
                <td key={split}>{grouped(counts[k] ?? 0)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
