import { UnstyledButton, VisuallyHidden } from '@mantine/core';
import { useState } from 'react';
import type { NetworkPlan } from '../../core/network';
import { grouped } from '../../core/words';
import { arcs, foldRepeats, itemSources, layerRows, type Arc, type Chip, type LayerItem, type LayerRow } from './layers';
import classes from './network.module.css';

const MARKS = { added: '+', changed: '≠', removed: '−' } as const;
const LANE = 10;

interface Props {
  readonly plan: NetworkPlan;
  /** Marks what differs from this one. */
  readonly before?: NetworkPlan;
}

/** The network from top to bottom: a row for each layer, lines at the side for what passes over rows, and a mark on what is new. */
export function LayerList({ plan, before }: Props) {
  const [unfolded, setUnfolded] = useState<ReadonlySet<number>>(new Set());
  const items = unfold(foldRepeats(layerRows(plan, before)), unfolded);
  const sources = itemSources(items);
  const lines = arcs(sources);
  const lanes = Math.max(0, ...lines.map(({ lane }) => lane + 1));
  const input = plan.blueprint.input.join(' × ');
  return (
    <ol className={classes.layers} style={{ '--gutter': `${20 + LANE * lanes}px` } as React.CSSProperties} aria-label={`Layers from input to output; the input is ${input}`}>
      <li className={classes.row} aria-hidden>
        <Gutter index={-1} arcs={lines} straight={sources[0]?.includes(-1) ?? false} />
        <span className={classes.chips}>
          <span className={classes.input}>input</span>
        </span>
        <span className={classes.shape}>{input}</span>
        <span className={classes.parameters} />
      </li>
      {items.map((item, i) => (
        <li key={item.index} className={classes.row}>
          <Gutter index={i} arcs={lines} straight={sources[i + 1]?.includes(i) ?? false} fromAbove={sources[i]!.includes(i - 1)} />
          {'row' in item ? <Layer row={item.row} /> : <Repeats item={item} onUnfold={() => setUnfolded(new Set([...unfolded, item.index]))} />}
        </li>
      ))}
    </ol>
  );
}

function unfold(items: readonly LayerItem[], wanted: ReadonlySet<number>): LayerItem[] {
  return items.flatMap((item): LayerItem[] => ('rows' in item && wanted.has(item.index) ? item.rows.map((row, k) => ({ row, index: item.index + k })) : [item]));
}

function Layer({ row: { chips, shape, parameters } }: { readonly row: LayerRow }) {
  return (
    <>
      <span className={classes.chips}>
        {chips.map((chip) => (
          <LayerChip key={chip.name} chip={chip} />
        ))}
      </span>
      <span className={classes.shape}>{shape.join(' × ')}</span>
      <span className={classes.parameters}>{parameters > 0 && grouped(parameters)}</span>
    </>
  );
}

function LayerChip({ chip: { name, text, mark, was } }: { readonly chip: Chip }) {
  const words = mark && { added: 'added: ', changed: 'changed: ', removed: 'removed: ' }[mark];
  return (
    <span className={classes.chip} data-mark={mark} title={`${name}${was === undefined ? '' : `; was ${was}`}`}>
      {mark && <b aria-hidden>{MARKS[mark]}</b>}
      {words && <VisuallyHidden>{words}</VisuallyHidden>}
      {text}
      {was !== undefined && <small> was {was}</small>}
    </span>
  );
}

function Repeats({ item, onUnfold }: { readonly item: Extract<LayerItem, { repeats: number }>; readonly onUnfold: () => void }) {
  const parameters = item.rows.reduce((sum, row) => sum + row.parameters, 0);
  return (
    <>
      <UnstyledButton className={classes.repeats} onClick={onUnfold}>
        {item.repeats === 1 ? 'the same again' : `the same ${item.repeats} times more`} <span>show</span>
      </UnstyledButton>
      <span className={classes.shape} />
      <span className={classes.parameters}>{parameters > 0 && grouped(parameters)}</span>
    </>
  );
}

interface GutterProps {
  /** −1 for the input. */
  readonly index: number;
  readonly arcs: readonly Arc[];
  /** Whether the next row reads this one. */
  readonly straight: boolean;
  readonly fromAbove?: boolean;
}

/** The lines beside one row: a dot for the row itself, and what begins, ends or passes here. */
function Gutter({ index, arcs: all, straight, fromAbove = false }: GutterProps) {
  return (
    <span className={classes.gutter} aria-hidden>
      {fromAbove && <i className={classes.above} />}
      {straight && <i className={classes.below} />}
      <i className={classes.dot} />
      {all.map(({ from, to, lane }) => {
        if (index < from || index > to) return null;
        const part = index === from ? 'begin' : index === to ? 'end' : 'pass';
        return <i key={`${from} ${to}`} className={classes.arc} data-part={part} style={{ '--lane': `${LANE * (lane + 1)}px` } as React.CSSProperties} />;
      })}
    </span>
  );
}
