/** All chosen runs in one chart. */
import { NativeSelect } from '@mantine/core';
import { useCallback, useDeferredValue, useId, useMemo, useRef, useState } from 'react';
import type { TrialCurves } from '../../../lab/trial';
import { perStep, X_AXES, type XAxisId } from '../../../store/lab/compare/axes';
import { makeLine } from '../../../store/lab/compare/lines';
import { placesOf, QUANTITIES, quantityOf, type Quantity, type QuantityId } from '../../../store/lab/compare/quantities';
import { ToolButton } from '../../charts/chart-frame';
import { SaveChart } from '../../charts/save-chart';
import { icons } from '../../icons';
import { Segments } from '../../shared/segments';
import { useSame } from '../../shared/use-same';
import { sizeOf } from '../../shared/zoom';
import classes from '../compare.module.css';
import type { Entry } from '../entries';
import { makeCursor } from './cursor';
import { linesAsSvg, OverlayDrawing } from './drawing';
import { Legend } from './legend';
import { LineTable } from './line-table';
import own from './overlay.module.css';
import { hiddenByLog, scalesOf } from './scales';
import { SmoothingControl, NO_SMOOTHING, smoothingOf } from './smoothing-control';

interface Props {
  readonly entries: readonly Entry[];
  readonly curves: ReadonlyMap<string, TrialCurves>;
}

const MEDIAN = '';

export function OverlaySection({ entries, curves }: Props) {
  const id = useId();
  const chart = useRef<HTMLDivElement>(null);
  const [cursor] = useState(makeCursor);
  const [quantityId, setQuantityId] = useState<QuantityId>('devLoss');
  const [place, setPlace] = useState(MEDIAN);
  const [axis, setAxis] = useState<XAxisId>('step');
  const [smoother, setSmoother] = useState(NO_SMOOTHING);
  const [logX, setLogX] = useState(false);
  const [logY, setLogY] = useState(false);
  const [table, setTable] = useState(false);
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const [lit, setLit] = useState<string>();
  const quantity = quantityOf(quantityId);

  // A slider moves at once; the curves follow when there is time.
  const smoothing = useDeferredValue(smoother);
  const places = useMemo(() => {
    const plans = quantity.of ? [...curves.values()].flatMap(({ health }) => health ?? []) : [];
    return [...new Set(plans.flatMap((plan) => placesOf(plan, quantityId)))];
  }, [curves, quantity, quantityId]);
  const where = places.includes(place) ? place : undefined;
  const drawn = useMemo(
    () => {
      const options = { quantity: quantityId, where, axis, smoothing: smoothingOf(smoothing) };
      return entries.map(({ group, name, look }) => ({ line: makeLine(group, curves, options), name, look }));
    },
    [entries, curves, quantityId, where, axis, smoothing],
  );
  const visible = useMemo(() => drawn.filter(({ line }) => !hidden.has(line.id)), [drawn, hidden]);
  // How many seconds are still to come is not known, nor how long a run would have been that failed before it began.
  const shown = axis === 'second' ? [] : entries.filter(({ group }) => !hidden.has(group.id)).map(({ group }) => group.trials[0]!);
  const end = Math.max(0, ...shown.filter(({ steps }) => steps > 0).map((trial) => trial.steps * perStep(trial, axis)));
  const fitting = useMemo(() => scalesOf(visible.map(({ line }) => line), { logX, logY, end }), [visible, logX, logY, end]);
  // Axes are only drawn anew when they change.
  const scales = useSame(fitting);
  const legend = useMemo(() => drawn.map((one) => ({ ...one, hidden: hidden.has(one.line.id) })), [drawn, hidden]);
  const toggle = useCallback((line: string) => setHidden((before) => toggled(before, line)), []);
  const title = capital(quantity.title);
  const left = hiddenByLog(visible.map(({ line }) => line), logY);

  const picture = () => {
    const svg = chart.current?.querySelector('svg');
    if (!svg || !scales) return undefined;
    const { width, height } = sizeOf(svg);
    const names = visible.map(({ name, look }) => ({ name, ...look }));
    return { chart: svg, title: `${title} against ${X_AXES[axis].title}`, above: linesAsSvg(visible, scales, width, height), legend: names };
  };

  return (
    <section aria-labelledby={id} className={classes.section}>
      <header className={classes.head}>
        <h3 id={id}>Curves</h3>
        <span className={classes.gap} />
        <ToolButton pressed={logX} label="log x: steps, epochs, examples or seconds on a log axis" onClick={() => setLogX(!logX)}>
          log x
        </ToolButton>
        <ToolButton pressed={logY} label="log y: the values on a log axis" onClick={() => setLogY(!logY)}>
          log y
        </ToolButton>
        <ToolButton pressed={table} label="Curves as a table" onClick={() => setTable(!table)}>
          {icons.table}
        </ToolButton>
        <SaveChart title={`${title} of ${visible.length} runs`} picture={picture} />
      </header>
      <div className={own.controls}>
        <NativeSelect
          label="What"
          value={quantityId}
          onChange={({ currentTarget }) => setQuantityId(currentTarget.value as QuantityId)}
          data={Object.entries(QUANTITIES).map(([value, { title: label }]) => ({ value, label }))}
        />
        {quantity.of && (
          <NativeSelect
            label={quantity.of === 'layers' ? 'Layer' : 'Parameter'}
            value={where ?? MEDIAN}
            onChange={({ currentTarget }) => setPlace(currentTarget.value)}
            data={[{ value: MEDIAN, label: quantity.of === 'layers' ? 'median of the layers' : 'median of the kernels' }, ...places]}
          />
        )}
        <div>
          <span className={own.label}>Against</span>
          <Segments
            label="Against"
            data={Object.entries(X_AXES).map(([value, { label }]) => ({ value, label }))}
            value={axis}
            onChange={(value) => {
              setAxis(value as XAxisId);
              cursor.setState({ x: undefined });
            }}
          />
        </div>
        <SmoothingControl value={smoother} onChange={setSmoother} />
      </div>
      <p className={classes.help}>
        {quantity.help}
        {axis === 'second' && ' Seconds are those of the whole run, spread evenly over its steps.'}
        {left > 0 && ` A log axis cannot show zero: ${left} values are left out.`}
      </p>
      {scales === undefined ? (
        <p className={own.nothing}>{nothingText(quantity, visible.length === 0, logY)}</p>
      ) : table ? (
        <LineTable lines={visible} quantity={quantity} axis={axis} />
      ) : null}
      <div className={own.body}>
        {scales && !table && <OverlayDrawing ref={chart} lines={visible} lit={lit} scales={scales} quantity={quantity} axis={axis} cursor={cursor} />}
        <Legend entries={legend} quantity={quantity} axis={axis} cursor={cursor} onToggle={toggle} onLight={setLit} />
      </div>
      {drawn.some(({ line }) => line.band) && (
        <p className={classes.help}>
          Bands: {bands(drawn.map(({ line }) => line.band?.kind))}. A line over seeds goes as far as all of its seeds have come.
        </p>
      )}
    </section>
  );
}

function toggled(hidden: ReadonlySet<string>, line: string): ReadonlySet<string> {
  const rest = new Set(hidden);
  if (!rest.delete(line)) rest.add(line);
  return rest;
}

function nothingText({ title, of }: Quantity, hidden: boolean, log: boolean): string {
  if (hidden) return 'All lines are hidden: press a name below to show it.';
  const probes = of ? ' It is measured by probes; runs that were trained without them have none.' : '';
  return `None of these runs has measured ${title}${log ? ' above zero' : ''} yet.${probes}`;
}

function bands(kinds: readonly ('interval' | 'range' | undefined)[]): string {
  const said = [
    ...(kinds.includes('interval') ? ['the 95 % interval of the mean over seeds (Student)'] : []),
    ...(kinds.includes('range') ? ['where there are two seeds, the lower and the higher one'] : []),
  ];
  return said.join('; ');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
