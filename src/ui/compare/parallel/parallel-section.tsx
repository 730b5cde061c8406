/** Parallel coordinates: which values of the settings lead to which outcomes. */
import { useElementSize } from '@mantine/hooks';
import { useId, useMemo, useRef, useState } from 'react';
import { Button } from '@mantine/core';
import { outcomeAxis, passes, settingAxis, type Brushes, type ParallelAxis } from '../../../store/lab/compare/parallel';
import { resultsOf } from '../../../store/lab/compare/results';
import { differingSettings } from '../../../store/lab/compare/settings';
import { setCompared } from '../../../store/lab/selection';
import { ToolButton } from '../../charts/chart-frame';
import { SaveChart } from '../../charts/save-chart';
import { NumberTable } from '../../shared/number-table';
import { icons } from '../../icons';
import { useLab } from '../../lab/use-lab';
import shared from '../compare.module.css';
import type { Entry } from '../entries';
import { ParallelDrawing } from './parallel-drawing';
import classes from './parallel.module.css';

const FEWEST_RUNS = 3;
const FEWEST_SETTINGS = 2;

export function ParallelSection({ entries }: { readonly entries: readonly Entry[] }) {
  const id = useId();
  const { catalogue } = useLab();
  const axes = useMemo((): ParallelAxis[] => {
    const averaged = entries.some(({ group }) => group.trials.length > 1);
    const differing = differingSettings(catalogue, entries.map(({ group }) => group.trials[0]!.experiment));
    // A mean over seeds has no seed.
    const settings = differing.filter(({ key }) => key !== 'run.seed' || !averaged);
    if (settings.length < FEWEST_SETTINGS) return [];
    const accuracy = entries.map(({ group }) => resultsOf(group.seeds).accuracy?.mean);
    return [...settings.map(settingAxis), outcomeAxis('outcome', 'Dev accuracy', accuracy, (value) => `${(100 * value).toFixed(1)} %`)];
  }, [catalogue, entries]);
  return (
    <section aria-labelledby={id} className={shared.section}>
      {entries.length < FEWEST_RUNS || axes.length === 0 ? (
        <>
          <h3 id={id}>Settings side by side</h3>
          <p className={shared.help}>
            {`With ${FEWEST_RUNS} or more runs that differ in ${FEWEST_SETTINGS} or more settings, a line for each run shows here which values led to which accuracy.`}
          </p>
        </>
      ) : (
        <Coordinates id={id} entries={entries} axes={axes} />
      )}
    </section>
  );
}

function Coordinates({ id, entries, axes }: { readonly id: string; readonly entries: readonly Entry[]; readonly axes: readonly ParallelAxis[] }) {
  const chart = useRef<HTMLDivElement>(null);
  const { ref, width } = useElementSize();
  const [brushes, setBrushes] = useState<Brushes>({});
  const [table, setTable] = useState(false);
  const kept = entries.filter((_, run) => passes(axes, brushes, run));
  const brushed = axes.some(({ key }) => brushes[key] !== undefined);
  return (
    <>
      <header className={shared.head}>
        <h3 id={id}>Settings side by side</h3>
        <span className={shared.gap} />
        <ToolButton pressed={table} label="Settings side by side as a table" onClick={() => setTable(!table)}>
          {icons.table}
        </ToolButton>
        <SaveChart
          title="Settings side by side"
          picture={() => {
            const svg = chart.current?.querySelector('svg');
            return svg ? { chart: svg, title: 'Settings and dev accuracy', legend: kept.map(({ name, look }) => ({ name, ...look })) } : undefined;
          }}
        />
      </header>
      <p className={shared.help}>
        Each line is a run; it crosses each axis at its value. Drag along an axis to keep only the runs that cross it there, or move the two handles of an axis with the arrow keys.
      </p>
      <p role="status" className={classes.kept}>
        {brushed ? `${kept.length} of ${entries.length} runs pass` : `All ${entries.length} runs are shown`}
        {brushed && (
          <>
            <Button variant="subtle" size="compact-sm" onClick={() => setBrushes({})}>
              Show all
            </Button>
            {kept.length > 0 && kept.length < entries.length && (
              <Button variant="subtle" size="compact-sm" onClick={() => setCompared(kept.flatMap(({ group }) => group.trials.map((trial) => trial.id)))}>
                Compare only these
              </Button>
            )}
          </>
        )}
      </p>
      {table ? (
        <NumberTable
          label="Settings side by side, values"
          columns={['run', ...axes.map(({ label }) => label)]}
          rows={entries.flatMap(({ name }, run) => (passes(axes, brushes, run) ? [[name, ...axes.map(({ texts }) => texts[run]!)]] : []))}
        />
      ) : (
        <div ref={ref} className={classes.scroll} tabIndex={0} role="region" aria-label="Settings side by side, chart">
          <div ref={chart}>{width > 0 && <ParallelDrawing entries={entries} axes={axes} brushes={brushes} onBrush={setBrushes} width={width} />}</div>
        </div>
      )}
    </>
  );
}
