import { memo } from 'react';
import { accuracyEstimate, percent } from '../../core/statistics';
import type { Remark } from '../../store/lab/lab';
import { devEstimate, devLoss, epochsText, statusText, titleOf } from '../../store/lab/table/facts';
import type { TrialLine } from '../../store/lab/table/lines';
import { clockTime, compact, lossText } from '../format';
import { rangeText } from './figures';
import { StarIcon } from './star-icon';
import { Sparkline } from './sparkline';
import { FoldButton, indent, type RowProps } from './row-parts';
import classes from './table.module.css';
import { openTrial, toggleTick } from './table-state';

/** The parts of the line one by one: lines are made anew whenever any trial changes, their parts are not. */
interface Props extends RowProps, Pick<TrialLine, 'trial' | 'depth' | 'fold' | 'aside'> {
  readonly opened: boolean;
  readonly age: string;
  /** The same function every time, so that a row is drawn anew only when its trial changes. */
  readonly remark: (ids: readonly string[], remark: Remark) => void;
}

export const TrialRow = memo(function TrialRow({ trial, depth, fold, aside, index, ticked, opened, active, age, remark }: Props) {
  const { id, starred, path, spark, test, tags, note } = trial;
  const title = titleOf(trial);
  const dev = devEstimate(trial);
  const loss = devLoss(trial);
  const status = statusText(trial);
  const tabIndex = active ? 0 : -1;
  return (
    <tr data-index={index} data-opened={opened} data-ticked={ticked} data-aside={aside} aria-rowindex={index + 2}>
      <td className={classes.tick}>
        <label>
          <input type="checkbox" data-control="tick" aria-label={`Choose ${path} ${title}`} checked={ticked} tabIndex={tabIndex} onChange={() => toggleTick(id)} />
        </label>
      </td>
      <td className={classes.star}>
        <button type="button" data-control="star" aria-pressed={starred} aria-label={`Star ${path} ${title}`} tabIndex={tabIndex} onClick={() => remark([id], { starred: !starred })}>
          <StarIcon filled={starred} />
        </button>
      </td>
      <th scope="row" className={classes.name}>
        <div style={indent(depth)}>
          {fold === 'leaf' && <span className={classes.leaf} />}
          {(fold === 'open' || fold === 'closed') && <FoldButton lineKey={id} fold={fold} label={`runs made from ${path} ${title}`} tabIndex={tabIndex} />}
          <button type="button" className={classes.open} data-control="open" data-trial={id} aria-expanded={opened} tabIndex={tabIndex} title={title} onClick={() => openTrial(opened ? undefined : id)}>
            <span className={classes.title}>
              <small>{path}</small> {title}
            </span>
            <span className={classes.brief}>
              {dev ? `${percent(dev)} (${rangeText(dev)}) · ` : ''}
              {status}
            </span>
          </button>
        </div>
      </th>
      <td className={classes.spark}>
        <Sparkline spark={spark} />
      </td>
      <td className={classes.dev}>
        {dev ? percent(dev) : '–'}
        {dev && <small>{rangeText(dev)}</small>}
      </td>
      <td className={classes.test}>{test ? percent(accuracyEstimate(test)) : '–'}</td>
      <td className={classes.loss}>{loss === undefined ? '–' : lossText(loss)}</td>
      <td className={classes.time}>{trial.step > 0 ? clockTime(trial.seconds) : '–'}</td>
      <td className={classes.parameters}>{compact(trial.parameters)}</td>
      <td className={classes.epochs}>{epochsText(trial)}</td>
      <td className={classes.status} data-status={trial.status}>
        {status}
      </td>
      <td className={classes.notes}>
        <div title={note === '' ? undefined : note}>
          {tags.map((tag) => (
            <span key={tag} className={classes.tag}>
              {tag}
            </span>
          ))}
          {note}
        </div>
      </td>
      <td className={classes.created}>{age}</td>
    </tr>
  );
});
