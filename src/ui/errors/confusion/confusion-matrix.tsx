import { useComputedColorScheme } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { grouped } from '../../../core/words';
import { classScores } from '../../../diagnose/errors/predictions';
import { percent, shareOf } from '../../../core/statistics';
import { ToolButton } from '../../charts/chart-frame';
import { icons } from '../../icons';
import { Panel } from '../../shared/panel';
import { chooseCell, type Filter } from '../browse/filter';
import { intervalText, type Facts } from '../shared/facts';
import { NumberTable } from '../../shared/number-table';
import classes from './confusion.module.css';
import { cellAt, layOut, paintMatrix } from './paint';

interface Props {
  readonly facts: Facts;
  readonly names: readonly string[];
  readonly filter: Filter;
  readonly onFilter: (filter: Filter) => void;
}

interface Cell {
  readonly truth: number;
  readonly said: number;
}

/** Which class is taken for which. Pointing or the arrow keys read a cell; a click or Enter shows its samples. */
export function ConfusionMatrix({ facts, names, filter, onFilter }: Props) {
  const { confusion } = facts;
  const [table, setTable] = useState(false);
  const { ref, width } = useElementSize();
  return (
    <Panel
      title="Confusion matrix"
      help="Rows are true classes, columns what they were taken for; blue is right, orange wrong, the stronger the larger its share of the row. A click, or Enter, shows the samples of a cell."
      controls={
        <ToolButton pressed={table} label="Confusion matrix as a table" onClick={() => setTable(!table)}>
          {icons.table}
        </ToolButton>
      }
    >
      <div ref={ref}>
        {table ? (
          <MatrixTable facts={facts} names={names} />
        ) : (
          width > 0 && <Matrix confusion={confusion} names={names} width={width} filter={filter} onChoose={({ truth, said }) => onFilter(chooseCell(filter, truth, said))} />
        )}
      </div>
    </Panel>
  );
}

interface MatrixProps extends Pick<Facts, 'confusion'>, Pick<Props, 'names' | 'filter'> {
  readonly width: number;
  readonly onChoose: (cell: Cell) => void;
}

const ARROWS: Readonly<Record<string, readonly [down: number, right: number]>> = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

function Matrix({ confusion, names, width, filter, onChoose }: MatrixProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const dark = useComputedColorScheme('light') === 'dark';
  const [pointed, setPointed] = useState<Cell>();
  const [kept, setKept] = useState<Cell>();
  const count = confusion.classes;
  const layout = useMemo(() => layOut(count, names, width), [count, names, width]);
  const { cell, left, top } = layout;

  useLayoutEffect(() => {
    if (canvas.current) paintMatrix(canvas.current, confusion, layout, { dark, names });
  }, [confusion, layout, dark, names]);

  const at = pointed ?? kept;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      onChoose(kept ?? { truth: 0, said: 0 });
      return;
    }
    const move = ARROWS[event.key];
    if (!move) return;
    event.preventDefault();
    setPointed(undefined);
    const within = (i: number) => Math.max(0, Math.min(count - 1, i));
    const next = kept ? { truth: within(kept.truth + move[0]), said: within(kept.said + move[1]) } : { truth: 0, said: 0 };
    setKept(next);
    canvas.current?.parentElement?.parentElement?.scrollTo({ left: Math.max(0, (next.said - 4) * cell) });
  };
  const place = (one: Cell) => ({ left: left + one.said * cell, top: top + one.truth * cell, width: cell + 1, height: cell + 1 });
  const chosen = filter.truth !== undefined && filter.said !== undefined ? { truth: filter.truth, said: filter.said } : undefined;

  return (
    <>
      <div className={classes.scroll}>
        <div className={classes.matrix} style={{ width: layout.width, height: layout.height }}>
          <canvas
            ref={canvas}
            role="application"
            aria-roledescription="confusion matrix"
            aria-label={`Confusion matrix of ${count} classes, rows true, columns predicted. Arrow keys read its cells, Enter shows their samples.`}
            tabIndex={0}
            style={{ width: layout.width, height: layout.height }}
            onKeyDown={onKeyDown}
            onPointerMove={(event) => setPointed(cellAt(layout, count, event.nativeEvent.offsetX, event.nativeEvent.offsetY))}
            onPointerLeave={() => setPointed(undefined)}
            onClick={(event) => {
              const hit = cellAt(layout, count, event.nativeEvent.offsetX, event.nativeEvent.offsetY);
              if (!hit) return;
              setKept(hit);
              onChoose(hit);
            }}
          />
          {chosen && <i className={classes.chosen} style={place(chosen)} />}
          {at && <i className={classes.cursor} style={place(at)} />}
        </div>
      </div>
      <p className={classes.reading} aria-live={pointed ? 'off' : 'polite'}>
        {at ? readingOf(confusion, names, at) : <span>Point at a cell, or use the arrow keys, to read it.</span>}
      </p>
    </>
  );
}

function readingOf({ classes: count, counts }: Facts['confusion'], names: readonly string[], { truth, said }: Cell): string {
  const here = counts[truth * count + said]!;
  const row = counts.subarray(truth * count, (truth + 1) * count).reduce((sum, one) => sum + one, 0);
  const what = truth === said ? `“${names[truth]}” recognised` : `“${names[truth]}” taken for “${names[said]}”`;
  if (row === 0) return `${what}: there is no sample of “${names[truth]}”`;
  const share = shareOf(here, row);
  return `${what}: ${grouped(here)} of ${grouped(row)}, ${percent(share)} (${intervalText(share)})`;
}

function MatrixTable({ facts: { confusion }, names }: Pick<Props, 'facts' | 'names'>) {
  const scores = useMemo(() => classScores(confusion), [confusion]);
  const { classes: count, counts } = confusion;
  const name = (i: number): string => names[i] ?? String(i);
  const share = (estimate: (typeof scores)[number]['recall']): string => (estimate ? `${percent(estimate)} (${intervalText(estimate)})` : '—');
  return (
    <>
      <NumberTable
        label="Confusion matrix, numbers"
        columns={['true ↓ said →', ...names, 'samples', 'recall']}
        rows={scores.map((one) => [name(one.label), ...Array.from(counts.subarray(one.label * count, (one.label + 1) * count), String), grouped(one.samples), share(one.recall)])}
      />
      <NumberTable label="Precision of each class" columns={['class', 'taken for it', 'precision']} rows={scores.map((one) => [name(one.label), grouped(one.claimed), share(one.precision)])} />
    </>
  );
}
