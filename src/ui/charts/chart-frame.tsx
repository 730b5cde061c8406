import { UnstyledButton } from '@mantine/core';
import { useId, useRef, useState, type ReactNode } from 'react';
import { icons } from '../icons';
import type { ChartPicture } from './chart-picture';
import classes from './charts.module.css';
import { LineLegend } from './line-legend';
import { SaveChart } from './save-chart';
import { valueAt, type LineStyle, type Series } from './series';

interface Props {
  readonly title: string;
  /** One sentence: how to read it. */
  readonly help: string;
  readonly series: readonly Series[];
  readonly format: (y: number) => string;
  /** What the styles of lines mean. */
  readonly legend: readonly { readonly style: LineStyle; readonly label: string }[];
  readonly tools?: ReactNode;
  readonly children: ReactNode;
}

/** Of a dashed line, in pixels. */
const DASHES = [5, 4];

/** A chart with its title, what its lines mean, and the same numbers as a table. */
export function ChartFrame({ title, help, series, format, legend, tools, children }: Props) {
  const [table, setTable] = useState(false);
  const [saving, setSaving] = useState(false);
  const body = useRef<HTMLDivElement>(null);
  const id = useId();
  const picture = (): ChartPicture | undefined => {
    const chart = body.current?.querySelector('svg');
    return chart ? { chart, title, legend: series.map(({ name, colour, style }) => ({ name: style === 'faint' ? `${name} (thin)` : name, colour, ...(style === 'dashed' ? { dash: DASHES } : {}) })) } : undefined;
  };
  return (
    <section className={classes.chart} aria-labelledby={id}>
      <header className={classes.head}>
        <h2 id={id} title={help}>
          {title}
        </h2>
        <LineLegend lines={legend.map(({ style, label }) => ({ style, name: label }))} />
        <span className={classes.gap} />
        {tools}
        <ToolButton pressed={table} label={`${title} as a table`} onClick={() => setTable(!table)}>
          {icons.table}
        </ToolButton>
      </header>
      <div className={classes.under}>
        <p className={classes.help}>{help}</p>
        {saving && !table && <SaveChart title={title} picture={picture} />}
        {!table && (
          <ToolButton pressed={saving} label={`Save ${title} as a picture`} onClick={() => setSaving(!saving)}>
            {icons.save}
          </ToolButton>
        )}
      </div>
      <div className={classes.body} ref={body}>
        {table ? <Numbers title={title} series={series} format={format} /> : children}
      </div>
    </section>
  );
}

export function ToolButton({ pressed, label, onClick, children }: { readonly pressed: boolean; readonly label: string; readonly onClick: () => void; readonly children: ReactNode }) {
  return (
    <UnstyledButton className={classes.tool} aria-pressed={pressed} aria-label={label} title={label} onClick={onClick}>
      {children}
    </UnstyledButton>
  );
}

const MOST_ROWS = 40;

export function Numbers({ title, series, format }: Pick<Props, 'title' | 'series' | 'format'>) {
  const xs = [...new Set(series.filter(({ style }) => style !== 'faint').flatMap(({ points }) => points.map(({ x }) => x)))].sort((a, b) => a - b);
  const stride = Math.max(1, Math.ceil(xs.length / MOST_ROWS));
  const rows = xs.filter((_, i) => i % stride === 0 || i === xs.length - 1);
  if (rows.length === 0) return <p className={classes.empty}>Nothing has been measured yet.</p>;
  return (
    // A scrolling region has to be reachable by keyboard.
    <div className={classes.numbers} tabIndex={0} role="region" aria-label={`${title}, numbers`}>
      <table>
        <thead>
          <tr>
            <th scope="col">epoch</th>
            {series.map(({ id, name }) => (
              <th key={id} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((x) => (
            <tr key={x}>
              <th scope="row">{x.toFixed(2)}</th>
              {series.map(({ id, points }) => {
                const reached = points.length > 0 && x >= points[0]!.x && x <= points.at(-1)!.x;
                return <td key={id}>{reached ? format(valueAt(points, x)!) : ''}</td>;
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
