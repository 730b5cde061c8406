import type { ChecklistReport } from '../../lab/checklist/report';
import { placeOf, plotOf, VERDICTS } from '../../store/lab/checklist';
import classes from './checklist.module.css';

/** Every effect as a dot with its interval on one axis; the table beneath has the same in numbers. */
export function EffectPlot({ report }: { readonly report: ChecklistReport }) {
  const plot = plotOf(report.rows);
  const at = (value: number): string => `${(100 * placeOf(plot, value)).toFixed(2)}%`;
  if (!plot.rows.some(({ effect }) => effect)) return null;
  return (
    <figure className={classes.plot} aria-label="Differences from the baseline with their 95 % intervals; the table beneath has the numbers">
      <div aria-hidden>
        {plot.rows.map(({ id, name, verdict, effect }) => (
          <div key={id} className={classes.plotRow} data-verdict={verdict}>
            <span className={classes.plotName}>
              <i>{VERDICTS[verdict].mark}</i> {name}
            </span>
            <svg className={classes.track}>
              {plot.ticks.map((tick) => (
                <line key={tick} x1={at(tick)} x2={at(tick)} y1="0" y2="100%" className={tick === 0 ? classes.zero : classes.tick} />
              ))}
              {effect && Math.abs(effect.mean) <= plot.limit && <circle cx={at(effect.mean)} cy="50%" r="4.5" className={classes.dot} />}
              {effect && Number.isFinite(effect.low) && (
                <>
                  <line x1={at(effect.low)} x2={at(effect.high)} y1="50%" y2="50%" className={classes.whisker} />
                  {effect.low < -plot.limit && <Arrow x="0%" sign="◂" />}
                  {effect.high > plot.limit && <Arrow x="100%" sign="▸" />}
                </>
              )}
            </svg>
          </div>
        ))}
        <div className={classes.plotRow}>
          <span />
          <span className={classes.axis}>
            {plot.ticks.map((tick) => (
              <span key={tick} style={{ left: at(tick) }}>
                {String(tick).replace('-', '−')}
              </span>
            ))}
          </span>
        </div>
      </div>
      <figcaption>Difference in dev accuracy from the baseline, points. An arrow means that it goes on beyond the axis.</figcaption>
    </figure>
  );
}

function Arrow({ x, sign }: { readonly x: string; readonly sign: string }) {
  return (
    <text x={x} y="50%" dy="0.35em" textAnchor={x === '0%' ? 'start' : 'end'} className={classes.arrow}>
      {sign}
    </text>
  );
}
