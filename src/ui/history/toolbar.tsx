import { NativeSelect, TextInput } from '@mantine/core';
import { memo } from 'react';
import { useStore } from 'zustand';
import { counted, grouped } from '../../core/words';
import type { Trial } from '../../lab/trial';
import { NO_FILTER, type Grouping, type Look, type SortKey } from '../../store/lab/table/lines';
import { usePlayground } from '../playground-context';
import { COLUMNS } from './columns';
import classes from './history.module.css';
import { changeLook, sortBy, table } from './table-state';

const STATUSES: Record<Trial['status'], string> = { waiting: 'waiting', running: 'training', held: 'held', finished: 'finished', stopped: 'stopped', failed: 'failed' };

const GROUPINGS: readonly { readonly value: Grouping; readonly label: string }[] = [
  { value: 'none', label: 'Not grouped' },
  { value: 'tree', label: 'As a tree: what was made from what' },
  { value: 'arm', label: 'By study and settings: seeds together' },
  { value: 'data', label: 'By data set' },
];

/** What there is to choose among, with titles. */
export interface Choices {
  readonly tags: readonly string[];
  readonly data: readonly string[];
  readonly studies: readonly (readonly [id: string, title: string])[];
}

interface Props {
  readonly choices: Choices;
  readonly total: number;
  readonly shown: number;
}

/** Search, filters, grouping. A filter is there only where it can tell runs apart. */
export const Toolbar = memo(function Toolbar({ choices: { tags, data, studies }, total, shown }: Props) {
  const { catalogue } = usePlayground();
  const look = useStore(table, (state) => state.look);
  const filtered = (['query', 'status', 'starred', 'tag', 'data', 'study'] as const).some((key) => look[key] !== NO_FILTER[key]);
  return (
    <div className={classes.toolbar} role="search" aria-label="Runs">
      <TextInput
        className={classes.search}
        size="xs"
        type="search"
        aria-label="Search runs by name, tag, note or setting"
        placeholder="Search name, tag, note, setting"
        value={look.query}
        onChange={(event) => changeLook({ query: event.currentTarget.value })}
      />
      <div className={classes.filters}>
        <Filter label="Status" none="Any status" value={look.status} options={Object.entries(STATUSES)} onChange={(status) => changeLook({ status: status as Look['status'] })} />
        {tags.length > 0 && <Filter label="Tag" none="Any tag" value={look.tag} options={tags.map((tag) => [tag, tag])} onChange={(tag) => changeLook({ tag })} />}
        {(data.length > 1 || look.data !== '') && (
          <Filter label="Data set" none="Any data" value={look.data} options={data.map((id) => [id, catalogue.datasets[id]?.title ?? id])} onChange={(id) => changeLook({ data: id })} />
        )}
        {studies.length > 0 && (
          <Filter label="Study" none="Any study" value={look.study} options={studies} onChange={(study) => changeLook({ study })} />
        )}
        <button type="button" className={classes.toggle} aria-pressed={look.starred} onClick={() => changeLook({ starred: !look.starred })}>
          Starred only
        </button>
        <NativeSelect
          className={classes.grouping}
          size="xs"
          aria-label="Group runs"
          data={[...GROUPINGS]}
          value={look.grouping}
          onChange={(event) => changeLook({ grouping: event.currentTarget.value as Grouping })}
        />
        <NativeSelect
          className={classes.narrowSort}
          size="xs"
          aria-label="Sort runs"
          data={COLUMNS.flatMap(({ sort: key, title }) => (key ? [{ value: key, label: `Sorted by ${title.toLowerCase()}` }] : []))}
          value={look.sort}
          onChange={(event) => sortBy(event.currentTarget.value as SortKey)}
        />
      </div>
      <p className={classes.count} role="status">
        {filtered ? `${grouped(shown)} of ${counted(total, 'run')}` : counted(total, 'run')}
        {filtered && (
          <button type="button" className={classes.link} onClick={() => changeLook(NO_FILTER)}>
            Show all
          </button>
        )}
      </p>
    </div>
  );
});

interface FilterProps {
  readonly label: string;
  /** Says that nothing is filtered. */
  readonly none: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, label: string])[];
  readonly onChange: (value: string) => void;
}

function Filter({ label, none, value, options, onChange }: FilterProps) {
  return (
    <NativeSelect
      className={classes.filter}
      size="xs"
      aria-label={`${label} of the runs listed`}
      data={[{ value: '', label: none }, ...options.map(([id, title]) => ({ value: id, label: title }))]}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
