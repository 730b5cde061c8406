import { NativeSelect } from '@mantine/core';
import { useInViewport } from '@mantine/hooks';
import { lazy, Suspense, useMemo, useState } from 'react';
import { fold } from '../../../core/fold';
import type { HealthPlan } from '../../../core/health';
import type { RunRecord } from '../../../store/run-record';
import { Numbers, ToolButton } from '../../charts/chart-frame';
import { LineLegend } from '../../charts/line-legend';
import { useRuns } from '../../charts/use-runs';
import { icons } from '../../icons';
import { usePlayground } from '../../playground-context';
import { Empty, Panel } from '../../shared/panel';
import { Segments } from '../../shared/segments';
import { axisEnd, probeGap } from './columns';
import { FIGURES, figureOf, type Figure, type FigureId } from './figures';
import { HeatStrip } from './heat-strip';
import classes from './health.module.css';
import { historyOf, type Side } from './history';
import { judge, quietProbes, quietSpans } from './judge';
import type { Strip } from './paint-strip';
import { anatomyOf, hasFigure, rowsOf, valuesOf, type Anatomy, type Row } from './rows';
import { scaleFor, valueText } from './scale';
import { stripSeries } from './strip-series';

const HistoryChart = lazy(() => import('./history-chart'));

/** Between two drawings while the run streams, in ms. */
const REDRAW_INTERVAL = 500;

/** Weights, gradients, updates and activations of every layer over the run: where learning stalls or boils over. */
export function Health() {
  const { ref, inViewport } = useInViewport<HTMLElement>();
  const run = useRuns(({ probes }) => probes.length, REDRAW_INTERVAL).at(-1);
  const [seen, setSeen] = useState(run);
  // Out of sight nothing is drawn.
  if (inViewport && seen !== run) setSeen(run);
  const [wanted, setWanted] = useState<FigureId>('update-weight');
  const plan = seen?.health;
  const figure = figureOf(plan && !hasFigure(plan, wanted) ? 'update-weight' : wanted);
  return (
    <Panel
      ref={ref}
      title="Health"
      help={
        <>
          {figure.help} <SourceOf figure={figure} />
        </>
      }
      controls={
        <NativeSelect
          size="xs"
          aria-label="Figure"
          data={FIGURES.map(({ id, title }) => ({ value: id, label: plan && !hasFigure(plan, id) ? `${title} (none here)` : title, disabled: plan !== undefined && !hasFigure(plan, id) }))}
          value={figure.id}
          onChange={(event) => setWanted(event.currentTarget.value as FigureId)}
        />
      }
    >
      {seen && plan && seen.probes.length > 0 ? (
        <Probed run={seen} plan={plan} figure={figure} />
      ) : (
        <Empty title="No probe yet">Every tenth step of a run is measured, the first one included; the picture begins with it.</Empty>
      )}
    </Panel>
  );
}

function SourceOf({ figure: { source } }: { readonly figure: Figure }) {
  return <cite className={classes.source}>{source.url ? <a href={source.url}>{source.citation}</a> : source.citation}</cite>;
}

interface Props {
  readonly run: RunRecord;
  readonly plan: HealthPlan;
  readonly figure: Figure;
}

/** The overview of all rows, and the chosen one as curves. */
function Probed({ run, plan, figure }: Props) {
  const { catalogue } = usePlayground();
  const { experiment, probes, steps, stepsPerEpoch } = run;
  const [everything, setEverything] = useState(false);
  const [table, setTable] = useState(false);
  const [wanted, setWanted] = useState('');
  const anatomy = useMemo(() => anatomyOf(fold(catalogue, experiment)), [catalogue, experiment]);
  const rows = useMemo(() => rowsOf(plan, anatomy, figure.id, everything), [plan, anatomy, figure, everything]);
  const quiet = useMemo(() => quietProbes(run), [run]);
  const strip = useMemo<Strip>(() => {
    const values = rows.map(({ index }) => valuesOf(plan, figure.id, index, probes));
    return { rows, values, scale: scaleFor(figure.scale, values), judged: figure.id === 'update-weight', quiet };
  }, [plan, figure, rows, probes, quiet]);
  const end = axisEnd(probes, steps);
  const row = rows.find(({ key }) => key === wanted) ?? rows[0]!;
  const judgement = strip.judged ? judge(rows, strip.values, quiet) : undefined;
  const text = (value: number) => valueText(figure.scale.type, value);
  return (
    <>
      <div className={classes.tools}>
        {figure.of === 'parameters' && (
          <ToolButton pressed={everything} label="Show biases and norms as well" onClick={() => setEverything(!everything)}>
            biases and norms
          </ToolButton>
        )}
        {figure.id === 'activation' && (
          <ToolButton pressed={everything} label="Show layers of every kind" onClick={() => setEverything(!everything)}>
            every layer
          </ToolButton>
        )}
        <ToolButton pressed={table} label="Health as a table" onClick={() => setTable(!table)}>
          {icons.table}
        </ToolButton>
      </div>
      {table ? (
        <div className={classes.table}>
          <Numbers title={figure.title} series={stripSeries(strip, probes, stepsPerEpoch)} format={text} />
        </div>
      ) : (
        <HeatStrip title={figure.title} strip={strip} probes={probes} end={end} stepsPerEpoch={stepsPerEpoch} chosen={row.key} onChoose={setWanted} />
      )}
      {judgement && (
        <p className={classes.verdict} data-tone={judgement.tone}>
          {judgement.text}
        </p>
      )}
      <Chosen run={run} plan={plan} anatomy={anatomy} figure={figure} rows={rows} row={row} quiet={quiet} end={end} onChoose={setWanted} />
    </>
  );
}

interface ChosenProps extends Props {
  readonly anatomy: Anatomy;
  readonly rows: readonly Row[];
  readonly row: Row;
  readonly quiet: readonly boolean[];
  /** Steps. */
  readonly end: number;
  readonly onChoose: (key: string) => void;
}

const SIDES = [
  { value: 'ratios', label: 'Ratios' },
  { value: 'sizes', label: 'Sizes' },
];

function Chosen({ run: { probes, stepsPerEpoch }, plan, anatomy, figure, rows, row, quiet, end, onChoose }: ChosenProps) {
  const ofRatio = figure.id === 'update-weight' || figure.id === 'gradient-weight';
  const [chosen, setChosen] = useState<{ readonly figure: FigureId; readonly side: Side }>();
  const [table, setTable] = useState(false);
  const side = chosen?.figure === figure.id ? chosen.side : ofRatio ? 'ratios' : 'sizes';
  const sided = figure.of === 'parameters' && figure.id !== 'noise';
  const history = useMemo(() => historyOf(plan, anatomy, figure.id, row, side, probes, stepsPerEpoch), [plan, anatomy, figure, row, side, probes, stepsPerEpoch]);
  const spans = useMemo(() => quietSpans(probes, quiet, probeGap(probes)).map(({ start, stop }) => ({ start: start / stepsPerEpoch, stop: stop / stepsPerEpoch })), [probes, quiet, stepsPerEpoch]);
  const text = (value: number) => valueText(history.log ? 'around' : 'share', value);
  const band = sided && side === 'ratios';
  return (
    <section className={classes.history} aria-label={`${row.key} over time`}>
      <div className={classes.tools}>
        <NativeSelect
          size="xs"
          aria-label="Row drawn as curves"
          data={rows.map(({ key }) => key)}
          value={row.key}
          onChange={(event) => onChoose(event.currentTarget.value)}
        />
        {sided && <Segments label="Which side" data={SIDES} value={side} onChange={(value) => setChosen({ figure: figure.id, side: value as Side })} />}
        <ToolButton pressed={table} label="Curves as a table" onClick={() => setTable(!table)}>
          {icons.table}
        </ToolButton>
      </div>
      <LineLegend lines={history.series} />
      <div className={classes.body}>
        {table ? (
          <Numbers title={row.key} series={history.series} format={text} />
        ) : (
          <Suspense fallback={null}>
            <HistoryChart history={history} end={end / stepsPerEpoch} band={band} quiet={spans} format={text} />
          </Suspense>
        )}
      </div>
      {(band || spans.length > 0) && (
        <p className={classes.note}>
          {band && 'Band: the usual updates of weights. '}
          {band && !row.judged && 'This tensor is not judged: it is no kernel, starts at zero or does not learn. '}
          {spans.length > 0 && 'Grey: the learning rate is below an eighth of its highest.'}
        </p>
      )}
    </section>
  );
}
