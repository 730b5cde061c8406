import { Button, NativeSelect } from '@mantine/core';
import { useEffect, useMemo, useRef, useState, type Ref } from 'react';
import { counted } from '../../../core/words';
import { PlanePicture } from '../../panels/plane/plane-picture';
import { Empty, Panel } from '../../shared/panel';
import { confidence } from '../../shared/pixels';
import { confidenceOf } from '../shared/facts';
import type { SectionProps } from '../shared/section-props';
import classes from './browse.module.css';
import { Detail } from './detail';
import { matching, NO_FILTER, type Filter, type Order } from './filter';
import { PAGE_SIZE, Pager, pageWithin } from './pager';
import { SampleTiles } from './sample-tiles';
import { usePictures } from './use-pictures';

interface Props extends SectionProps {
  /** To be brought into sight. */
  readonly ref: Ref<HTMLDivElement>;
  readonly filter: Filter;
  readonly onFilter: (filter: Filter) => void;
}

const ORDERS: readonly { readonly value: Order; readonly label: string }[] = [
  { value: 'loss', label: 'Highest loss first' },
  { value: 'sure', label: 'Most confident first' },
  { value: 'unsure', label: 'Least confident first' },
];
/** Points are dots, of which many are seen at once. */
const MOST_DOTS = 300;

/** The samples behind the numbers, one by one; two cells of a grid, `samples` and `detail`. */
export function Browser({ ref, facts, data, names, shape, occasion, filter, onFilter }: Props) {
  const [turned, setTurned] = useState({ filter, page: 0 });
  const [selected, setSelected] = useState<number>();
  const [opened, setOpened] = useState(0);
  const detail = useRef<HTMLDivElement>(null);
  const { view, decided } = facts;
  const found = useMemo(() => matching(facts, filter), [facts, filter]);
  const images = shape.length === 3;
  // Another filter begins at its first page.
  const shownPage = turned.filter === filter ? pageWithin(turned.page, found.length) : 0;
  const indices = images ? found.slice(shownPage * PAGE_SIZE, (shownPage + 1) * PAGE_SIZE) : found.slice(0, MOST_DOTS);
  const chosen = selected !== undefined && selected < decided.length ? selected : undefined;
  const pictures = usePictures(data, view.split, chosen === undefined ? indices : [...indices, chosen], occasion);
  const name = (label: number): string => names[label] ?? String(label);
  const change = (part: Partial<Filter>): void => onFilter({ ...filter, ...part });
  const noun = filter.show === 'mistakes' ? 'mistake' : 'sample';
  const narrowed = filter.truth !== undefined || filter.said !== undefined || filter.part !== undefined;

  useEffect(() => {
    if (opened > 0) detail.current?.scrollIntoView({ block: 'nearest' });
  }, [opened]);

  return (
    <>
      <div ref={ref} className={classes.list}>
        <Panel
          title={filter.show === 'mistakes' ? 'Misclassified samples' : 'Samples'}
          help={`${counted(found.length, noun)}${filter.part ? ` with ${filter.part.name}` : ''}${images ? ': true class → what the network says, and how sure it is' : `${found.length > MOST_DOTS ? `, of which ${MOST_DOTS} are shown` : ''}; the colour is their label`}. Choose one to see why below.`}
        >
          <div className={classes.filters}>
            <ClassSelect label="True class" value={filter.truth} names={names} onChange={(truth) => change({ truth })} />
            <ClassSelect label="Taken for" value={filter.said} names={names} onChange={(said) => change({ said })} />
            <NativeSelect size="xs" label="Order" data={[...ORDERS]} value={filter.order} onChange={(event) => change({ order: event.currentTarget.value as Order })} />
            <NativeSelect
              size="xs"
              label="Show"
              data={[
                { value: 'mistakes', label: 'Mistakes' },
                { value: 'all', label: 'All samples' },
              ]}
              value={filter.show}
              onChange={(event) => change({ show: event.currentTarget.value as Filter['show'] })}
            />
            {narrowed && (
              <Button variant="default" size="xs" onClick={() => change({ ...NO_FILTER, order: filter.order })}>
                Clear the filter
              </Button>
            )}
          </div>
          {found.length === 0 ? (
            <Empty title={`No ${noun} here`}>{narrowed ? 'Clear the filter, or show all samples.' : 'Show all samples to look at what it gets right, or make the data harder.'}</Empty>
          ) : images ? (
            <SampleTiles
              label={filter.show === 'mistakes' ? 'Misclassified samples' : 'Samples'}
              indices={indices}
              pictures={pictures}
              shape={shape}
              wordy={names.some(({ length }) => length > 3)}
              selected={chosen}
              onSelect={setSelected}
              onOpen={() => setOpened(opened + 1)}
              caption={(i) => (
                <>
                  {name(view.labels[i]!)} → <b data-right={facts.correct[i]}>{name(decided[i]!)}</b>
                  <br />
                  <small>{confidence(confidenceOf(facts, i))}</small>
                </>
              )}
              describe={(i) => `Sample ${i + 1}: ${name(view.labels[i]!)}, taken for ${name(decided[i]!)} with ${confidence(confidenceOf(facts, i))} confidence`}
            />
          ) : (
            <PlanePicture label={`${counted(indices.length, noun)} in the plane`} classes={names} dev={indices.flatMap((i) => pictures.get(i) ?? [])} onSelect={setSelected} />
          )}
          {images && <Pager label="Pages of samples" page={shownPage} count={found.length} onPage={(page) => setTurned({ filter, page })} />}
        </Panel>
      </div>
      <div ref={detail} className={classes.below}>
        <Detail facts={facts} data={data} names={names} shape={shape} occasion={occasion} sample={chosen === undefined ? undefined : pictures.get(chosen)} />
      </div>
    </>
  );
}

interface ClassSelectProps {
  readonly label: string;
  readonly value: number | undefined;
  readonly names: readonly string[];
  readonly onChange: (value: number | undefined) => void;
}

function ClassSelect({ label, value, names, onChange }: ClassSelectProps) {
  return (
    <NativeSelect
      size="xs"
      label={label}
      data={[{ value: '', label: 'Any' }, ...names.map((name, i) => ({ value: String(i), label: name }))]}
      value={value ?? ''}
      onChange={({ currentTarget }) => onChange(currentTarget.value === '' ? undefined : Number(currentTarget.value))}
    />
  );
}
