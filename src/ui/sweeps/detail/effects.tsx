/** Main effects, a small chart for each factor. It holds the charting library, so it is loaded when there is something to draw. */
import { useElementSize } from '@mantine/hooks';
import { memo, useState } from 'react';
import { CartesianGrid, ComposedChart, ErrorBar, Line, Tooltip, XAxis, YAxis } from 'recharts';
import { percent } from '../../../core/statistics';
import type { Effect, EffectLevel } from '../../../lab/sweeps/effects';
import { ToolButton } from '../../charts/chart-frame';
import { icons } from '../../icons';
import shared from '../sweeps.module.css';
import classes from './detail.module.css';
import { accuracyAxis } from './accuracy-axis';

const TICK = { fill: 'var(--quiet)', fontSize: 12 };
const HEIGHT = 220;

interface Props {
  readonly effects: readonly Effect[];
  /** Whether only the best settings have come to their end. */
  readonly halved: boolean;
  /** Whether runs are still to come. */
  readonly running: boolean;
}

/** Charts are drawn anew in the end, and before that whenever a tenth more runs have come in: to draw them for each run would keep the page busy. */
export default memo(Effects, (before, after) => {
  const [drawn, now] = [runsOf(before), runsOf(after)];
  return before.running === after.running && (after.running ? now < GROWTH * drawn : now === drawn);
});

const GROWTH = 1.1;

function runsOf({ effects }: Props): number {
  return effects.flatMap(({ levels }) => levels).reduce((sum, { runs }) => sum + runs, 0);
}

function Effects({ effects, halved }: Props) {
  // All on one axis, so that a large effect looks large.
  const axis = accuracyAxis(effects.flatMap(({ levels }) => levels.map(({ accuracy }) => accuracy)));
  return (
    <section className={shared.part} aria-labelledby="sweep-effects">
      <h4 id="sweep-effects">Main effects</h4>
      <p className={shared.help}>
        Mean dev accuracy of all finished runs with a value, whatever the other settings were; whiskers are 95 % intervals over these runs, so they hold what the other settings did, too. All charts have the same axis.
        {halved && ' Early stopping let only the best settings come to their end, so these charts say little of the values in general.'}
      </p>
      <div className={classes.effects}>
        {effects.map((effect) => (
          <Chart key={effect.id} effect={effect} axis={axis} />
        ))}
      </div>
    </section>
  );
}

interface ChartProps {
  readonly effect: Effect;
  readonly axis: ReturnType<typeof accuracyAxis>;
}

function Chart({ effect, axis }: ChartProps) {
  const [table, setTable] = useState(false);
  return (
    <figure className={classes.effect} aria-label={`Effect of ${effect.name}. ${effect.levels.map(({ label, accuracy }) => `${label}: ${percent(accuracy)}`).join('; ')}`}>
      <figcaption>
        <b>{effect.name}</b>
        <ToolButton pressed={table} label={`Effect of ${effect.name} as a table`} onClick={() => setTable(!table)}>
          {icons.table}
        </ToolButton>
      </figcaption>
      {table ? <Numbers effect={effect} /> : <Drawing effect={effect} axis={axis} />}
    </figure>
  );
}

function Drawing({ effect, axis }: ChartProps) {
  const { ref, width } = useElementSize();
  const rows = effect.levels.map((level) => {
    const { accuracy } = level;
    const mean = 100 * accuracy.mean;
    // What goes beyond the axis ends with it; the table has it in full.
    const reach = Number.isFinite(accuracy.low) ? [mean - Math.max(axis.low, 100 * accuracy.low), Math.min(axis.high, 100 * accuracy.high) - mean] : [0, 0];
    return { level, label: level.label, mean, reach };
  });
  return (
    <div ref={ref} className={classes.canvas} style={{ height: HEIGHT }}>
      {width > 0 && (
        <ComposedChart width={width} height={HEIGHT} data={rows} margin={{ top: 8, right: 12, bottom: 0, left: 0 }} accessibilityLayer={false}>
          <CartesianGrid stroke="var(--line)" vertical={false} />
          <XAxis
            dataKey="label"
            type="category"
            tick={TICK}
            stroke="var(--line)"
            height={40}
            interval="preserveStartEnd"
            padding={{ left: 26, right: 26 }}
            label={{ value: effect.name, position: 'insideBottom', offset: 2, ...TICK }}
          />
          <YAxis
            type="number"
            domain={[axis.low, axis.high]}
            ticks={[...axis.ticks]}
            allowDataOverflow
            tickFormatter={(value: number) => `${value} %`}
            tick={TICK}
            stroke="var(--line)"
            width={54}
          />
          <Tooltip
            isAnimationActive={false}
            cursor={{ stroke: 'var(--line)' }}
            content={({ active, payload }) => (active && payload[0] ? <Reading {...(payload[0].payload as (typeof rows)[number]).level} /> : null)}
          />
          <Line
            {...{ dataKey: 'mean', stroke: 'var(--run-0)', strokeWidth: effect.ordered ? 2 : 0, activeDot: false, isAnimationActive: false }}
            dot={{ r: 4, fill: 'var(--run-0)', strokeWidth: 0 }}
          >
            <ErrorBar dataKey="reach" stroke="var(--run-0)" strokeWidth={1.5} width={5} isAnimationActive={false} />
          </Line>
        </ComposedChart>
      )}
    </div>
  );
}

function Reading({ label, accuracy, runs }: EffectLevel) {
  return (
    <div className={classes.reading}>
      <b>{label}</b>
      <span>{withInterval({ label, accuracy, runs })}</span>
      <span>{runsText(runs)}</span>
    </div>
  );
}

function Numbers({ effect }: { readonly effect: Effect }) {
  return (
    <div className={classes.scroll} tabIndex={0} role="region" aria-label={`Effect of ${effect.name}, numbers`} style={{ minHeight: HEIGHT }}>
      <table>
        <thead>
          <tr>
            <th scope="col" data-kind="setting">
              {effect.name}
            </th>
            <th scope="col">Dev accuracy</th>
            <th scope="col">Runs</th>
          </tr>
        </thead>
        <tbody>
          {effect.levels.map((level) => (
            <tr key={level.label}>
              <th scope="row" data-kind="setting">
                {level.label}
              </th>
              <td>{withInterval(level)}</td>
              <td>{level.runs}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function withInterval({ accuracy }: EffectLevel): string {
  const { low, high } = accuracy;
  return Number.isFinite(low) ? `${percent(accuracy)} (${(100 * low).toFixed(1)} to ${(100 * Math.min(1, high)).toFixed(1)})` : `${percent(accuracy)} (one run: no interval)`;
}

function runsText(runs: number): string {
  return runs === 1 ? 'one run: no interval' : `${runs} runs`;
}
