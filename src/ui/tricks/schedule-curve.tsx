import { UnstyledButton } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { Experiment } from '../../core/experiment';
import type { TrickDeclaration } from '../../core/trick';
import { ChartFrame, ToolButton } from '../charts/chart-frame';
import { Curves } from '../charts/line-chart';
import type { Series } from '../charts/series';
import { short } from '../format';
import { usePlayground, usePlaygroundState } from '../playground-context';
import { runColour } from '../theme';
import { effectsAtDefaults } from './groups';
import { modifiesRate, rateCurve, rateCurveWithout, type Curve } from './plans';
import type { SlotProps } from './slots';
import classes from './card.module.css';

/** As many schedules can be told apart by colour beside the card's own. */
const MOST_OVERLAYS = 6;

/** The learning rate over the whole run with this trick on, over those of others; drawn anew with every change of a field. */
export default function ScheduleCurve({ trick }: SlotProps) {
  const { catalogue } = usePlayground();
  const experiment = usePlaygroundState((state) => state.experiment);
  const [log, setLog] = useState(false);
  const [chosen, setChosen] = useState<readonly string[]>();
  const isSchedule = trick.exclusive === 'schedule';
  const schedules = Object.values(catalogue.tricks).filter(({ exclusive, id }) => exclusive === 'schedule' && id !== trick.id);
  const active = schedules.find(({ id }) => id in experiment.tricks);
  // At first a schedule that is off is seen beside the one that is on.
  const overlays = isSchedule ? (chosen ?? (active ? [active.id] : [])).filter((id) => id !== trick.id) : [];
  const own = useMemo(() => rateCurve(catalogue, experiment, trick.id), [catalogue, experiment, trick.id]);
  if (!own) return <p className={classes.quiet}>Its curve can be drawn as soon as the experiment can be trained.</p>;

  const series: Series[] = [
    ...overlays.flatMap((id, i): Series[] => lineOf(catalogue.tricks[id]!, rateCurve(catalogue, experiment, id), runColour(i), id in experiment.tricks)),
    ...(isSchedule ? [] : lineOf({ title: `without ${trick.title.toLowerCase()}` }, rateCurveWithout(catalogue, experiment, trick.id), runColour(5), false)),
    { id: 'own', name: isSchedule ? trick.title : `with ${trick.title.toLowerCase()}`, colour: 'var(--accent-ink)', style: 'solid', earlier: false, points: own.points },
  ];
  const toggle = (id: string): void => setChosen(overlays.includes(id) ? overlays.filter((other) => other !== id) : [...overlays, id]);
  return (
    <div className={classes.curve}>
      <ChartFrame
        title="Learning rate"
        help={helpOf(trick, experiment, catalogue.tricks)}
        series={series}
        format={short}
        legend={[]}
        tools={
          <ToolButton pressed={log} label="Learning rate on a log axis" onClick={() => setLog(!log)}>
            log
          </ToolButton>
        }
      >
        <Curves series={series} yTitle="learning rate" log={log} format={short} end={own.end} marks={own.cycleEnds} />
      </ChartFrame>
      {isSchedule ? (
        <div className={classes.overlays} role="group" aria-label="Compare with">
          <span className={classes.quiet}>Compare with</span>
          {schedules.map(({ id, title }) => {
            const place = overlays.indexOf(id);
            return (
              <UnstyledButton key={id} className={classes.overlay} aria-pressed={place >= 0} disabled={place < 0 && overlays.length >= MOST_OVERLAYS} onClick={() => toggle(id)}>
                <i style={place >= 0 ? { background: runColour(place) } : undefined} aria-hidden />
                {title}
              </UnstyledButton>
            );
          })}
        </div>
      ) : (
        <p className={classes.quiet}>
          <i className={classes.swatch} style={{ background: 'var(--accent-ink)' }} aria-hidden /> with it <i className={classes.swatch} style={{ background: runColour(5) }} aria-hidden /> without it
        </p>
      )}
    </div>
  );
}

function lineOf({ title }: Pick<TrickDeclaration, 'title'>, curve: Curve | undefined, colour: string, on: boolean): Series[] {
  return curve ? [{ id: title, name: title, colour, style: on ? 'solid' : 'dashed', earlier: false, points: curve.points }] : [];
}

function helpOf(trick: TrickDeclaration, { tricks }: Experiment, declarations: Readonly<Record<string, TrickDeclaration>>): string {
  const modifiers = Object.values(declarations).filter((other) => other.id in tricks && other.id !== trick.id && modifiesRate(other));
  const names = modifiers.map(({ title }) => title.toLowerCase()).join(' and ');
  const reacts = effectsAtDefaults(trick).schedule?.observe ? ' It falls when the dev loss stops falling, which no plan can know.' : '';
  return `Planned by the function that training calls${names === '' ? '' : `, with ${names} as set`}.${reacts}`;
}
