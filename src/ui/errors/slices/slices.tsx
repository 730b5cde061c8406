import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';
import { percent, shareOf } from '../../../core/statistics';
import { grouped } from '../../../core/words';
import { judgeSlices, sliceAccuracy, type Slice } from '../../../diagnose/errors/slices';
import { numeral, signedPoints } from '../../../diagnose/words';
import { ToolButton } from '../../charts/chart-frame';
import { icons } from '../../icons';
import { Empty, Panel } from '../../shared/panel';
import type { Filter } from '../browse/filter';
import { intervalText, type Facts } from '../shared/facts';
import { NumberTable } from '../../shared/number-table';
import { VerdictNote } from '../shared/verdict-note';
import { attributeRows, SLICE_OPTIONS } from './attribute-rows';
import classes from './slices.module.css';

interface Props {
  readonly facts: Facts;
  readonly names: readonly string[];
  readonly filter: Filter;
  readonly onFilter: (filter: Filter) => void;
}

const SHOWN = 10;

/** Where the mistakes are: parts of the samples that share something, worst first. */
export function Slices({ facts, names, filter, onFilter }: Props) {
  const [table, setTable] = useState(false);
  const [all, setAll] = useState(false);
  const { view, correct } = facts;
  // Labels and attributes are the same at every evaluation, but come anew with each.
  const rows = useMemo(() => attributeRows(view, names), [view, names]);
  const slices = useMemo(() => sliceAccuracy(correct, rows, SLICE_OPTIONS), [correct, rows]);
  const verdict = useMemo(() => judgeSlices(slices), [slices]);
  const shown = all ? slices : slices.slice(0, SHOWN);
  const most = Math.max(0.01, ...slices.map(({ accuracy }) => 1 - accuracy.low));
  const error = 1 - shareOf(correct.filter(Boolean).length, correct.length).mean;
  const choose = ({ name, members }: Slice): void => onFilter({ ...filter, truth: undefined, said: undefined, part: filter.part?.name === name ? undefined : { name, members } });
  return (
    <Panel
      title="Slices"
      help="Accuracy on parts of the samples that share something, worst first. Bars: the share it gets wrong, with its 95 % interval; the dashed line is that of all samples. Choose one to see its mistakes."
      controls={
        <ToolButton pressed={table} label="Slices as a table" onClick={() => setTable(!table)}>
          {icons.table}
        </ToolButton>
      }
    >
      {slices.length === 0 ? (
        <Empty title="Nothing to divide the samples by">No attribute of these samples has parts of 30 samples or more.</Empty>
      ) : table ? (
        <NumberTable
          label="Slices, numbers"
          columns={['slice', 'samples', 'accuracy', '95 % interval', 'elsewhere', 'difference', 'p, corrected']}
          rows={slices.map(({ name, members, accuracy, elsewhere, p }) => [name, grouped(members.length), percent(accuracy), intervalText(accuracy), `${(100 * elsewhere).toFixed(1)} %`, signedPoints(accuracy.mean - elsewhere), numeral(p)])}
        />
      ) : (
        <ul className={classes.slices} aria-label="Slices, worst first">
          {shown.map((slice) => (
            <li key={slice.name}>
              <button type="button" aria-pressed={filter.part?.name === slice.name} onClick={() => choose(slice)} title={`${slice.wrong} of ${slice.members.length} wrong; accuracy ${intervalText(slice.accuracy)}`}>
                <span>{slice.name}</span>
                <span className={classes.track} aria-hidden>
                  <i className={classes.bar} style={{ width: `${(100 * (1 - slice.accuracy.mean)) / most}%` }} />
                  <i className={classes.whisker} style={{ left: `${(100 * (1 - slice.accuracy.high)) / most}%`, width: `${(100 * (slice.accuracy.high - slice.accuracy.low)) / most}%` }} />
                  <i className={classes.all} style={{ left: `${(100 * error) / most}%` }} />
                </span>
                <b>{percent(slice.accuracy)}</b>
                <small>{grouped(slice.members.length)}</small>
              </button>
            </li>
          ))}
        </ul>
      )}
      {!table && slices.length > SHOWN && (
        <Button variant="default" size="xs" className={classes.more ?? ''} onClick={() => setAll(!all)}>
          {all ? 'Only the worst' : `All ${slices.length} slices`}
        </Button>
      )}
      <VerdictNote verdict={verdict} />
    </Panel>
  );
}
