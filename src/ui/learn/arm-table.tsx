/** Arms with their means and intervals, as numbers and as dots on one scale. */
import { useState } from 'react';
import { contrast, intervalText, type Values } from '../../lessons/shared/judge';
import type { Lesson } from '../../lessons/shared/lesson';
import { measured, measureOf, type MeasureId } from '../../lessons/shared/measures';
import { intervalOf, type Interval } from '../../lessons/shared/results';
import classes from './learn.module.css';

interface Props {
  readonly lesson: Lesson;
  readonly values: Values;
  /** Of one run. */
  readonly seconds?: (arm: string) => number | undefined;
  readonly rate?: (arm: string) => number | undefined;
}

export function ArmTable({ lesson, values, seconds, rate }: Props) {
  const { arms, measures, rates } = lesson;
  const [chosen, setChosen] = useState<MeasureId>(measures[0]);
  const rows = arms.map(({ id, name }) => {
    const all = (values(id, chosen) ?? []).filter((value) => Number.isFinite(value));
    const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
    const interval = all.length >= 2 ? intervalOf(all) : undefined;
    return { id, name, all, mean, interval, difference: id === arms[0].id ? undefined : contrast(values, id, arms[0].id, chosen) };
  });
  const ends = rows.flatMap(({ all }) => all);
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const { help } = measureOf(chosen);
  return (
    <>
      {measures.length > 1 && (
        <div className={classes.filters} role="group" aria-label="What is measured">
          {measures.map((id) => (
            <button key={id} type="button" aria-pressed={id === chosen} onClick={() => setChosen(id)}>
              {measureOf(id).title}
            </button>
          ))}
        </div>
      )}
      {/* What scrolls has to be reachable by keyboard. */}
      <div className={classes.scroll} tabIndex={0} role="group" aria-label={`${measureOf(chosen).title} of each experiment`}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">Experiment</th>
              <th scope="col" title={help}>
                {measureOf(chosen).title}
              </th>
              <th scope="col">95 % interval</th>
              <th scope="col">Seeds and mean</th>
              <th scope="col">Difference from the first, paired</th>
              {rates && rate && <th scope="col">Rate</th>}
              {seconds && <th scope="col">Seconds a run</th>}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ id, name, all, mean, interval, difference }) => (
              <tr key={id}>
                <th scope="row">{name}</th>
                <td>{measured(chosen, mean)}</td>
                <td>{interval ? rangeText(chosen, interval) : '–'}</td>
                <td>{all.length > 0 && <Dots values={all} mean={mean} interval={interval} low={low} high={high} measure={chosen} />}</td>
                <td>{difference ? intervalText(chosen, difference) : '–'}</td>
                {rates && rate && <td>{rate(id) ?? '–'}</td>}
                {seconds && <td>{seconds(id)?.toFixed(1) ?? '–'}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className={classes.help}>
        {measureOf(chosen).title}: {help}
      </p>
    </>
  );
}

function rangeText(measure: MeasureId, { low, high }: Interval): string {
  const { digits } = measureOf(measure);
  return `${low.toFixed(digits)} to ${high.toFixed(digits)}`.replaceAll('-', '−');
}

interface DotsProps {
  readonly values: readonly number[];
  readonly mean: number;
  readonly interval: Interval | undefined;
  /** The ends of the scale that all rows share. */
  readonly low: number;
  readonly high: number;
  readonly measure: MeasureId;
}

const WIDTH = 180;
const HEIGHT = 22;
const MARGIN = 8;

/** Each seed a ring, the mean a bar, the interval a line; what leaves the scale is cut at its end. */
function Dots({ values, mean, interval, low, high, measure }: DotsProps) {
  const at = (value: number): number => MARGIN + (high > low ? Math.min(1, Math.max(0, (value - low) / (high - low))) : 0.5) * (WIDTH - 2 * MARGIN);
  const middle = HEIGHT / 2;
  return (
    <svg className={classes.dots} width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={values.map((value) => measured(measure, value)).join(', ')}>
      <line x1={MARGIN} x2={WIDTH - MARGIN} y1={middle} y2={middle} stroke="var(--line)" />
      {interval && <line x1={at(interval.low)} x2={at(interval.high)} y1={middle} y2={middle} stroke="var(--run-0)" strokeWidth="3" />}
      {values.map((value, i) => (
        <circle key={i} cx={at(value)} cy={middle} r="3.4" fill="var(--page)" stroke="var(--ink)" />
      ))}
      <line x1={at(mean)} x2={at(mean)} y1={3} y2={HEIGHT - 3} stroke="var(--run-0)" strokeWidth="2.4" />
    </svg>
  );
}
