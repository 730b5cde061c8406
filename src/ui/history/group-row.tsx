import { memo } from 'react';
import { percent } from '../../core/statistics';
import { counted } from '../../core/words';
import type { GroupLine } from '../../store/lab/table/lines';
import { icons } from '../icons';
import { COLUMNS } from './columns';
import { spreadText } from './figures';
import { indent, type RowProps } from './row-parts';
import classes from './table.module.css';
import { table, tick, toggleFold } from './table-state';

interface Props extends RowProps {
  readonly line: GroupLine;
}

/** A heading in the table: a study, a data set, or runs that differ in their seed alone, with their mean. */
export const GroupRow = memo(function GroupRow({ line, index, ticked, active }: Props) {
  const { key, title, depth, fold, trials, mean } = line;
  const tabIndex = active ? 0 : -1;
  const toggleAll = (): void => {
    const ids = new Set(trials.map(({ id }) => id));
    const others = [...table.getState().ticked].filter((id) => !ids.has(id));
    tick(ticked ? others : [...others, ...ids]);
  };
  const spread = mean && spreadText(mean.estimate);
  const meanText = mean && `${percent(mean.estimate)}${spread === undefined ? '' : ` ${spread}`}`;
  return (
    <tr data-index={index} data-group={depth} aria-rowindex={index + 2}>
      <td className={classes.tick}>
        <label>
          <input type="checkbox" data-control="tick" aria-label={`Choose all of ${title}`} checked={ticked} tabIndex={tabIndex} onChange={toggleAll} />
        </label>
      </td>
      <td className={classes.star} />
      <th scope="row" className={classes.name}>
        <div style={indent(depth)}>
          <button type="button" className={classes.heading} data-control="open" aria-expanded={fold === 'open'} tabIndex={tabIndex} onClick={() => toggleFold(key)}>
            {icons.chevron}
            <span className={classes.title}>
              {title} <small>{counted(trials.length, depth === 1 ? 'seed' : 'run')}</small>
            </span>
            {meanText !== undefined && <span className={classes.brief}>{meanText}</span>}
          </button>
        </div>
      </th>
      {COLUMNS.slice(1).map(({ id }) => (
        <td key={id} className={classes[id]}>
          {id === 'dev' && meanText}
          {id === 'dev' && mean && <small>{mean.n === 1 ? 'one finished' : `mean of ${mean.n}${spread === undefined ? ', too few' : ''}`}</small>}
        </td>
      ))}
    </tr>
  );
});
