import { partsOfKnob } from '../../core/fields';
import { ChartFrame } from '../charts/chart-frame';
import { Curves } from '../charts/line-chart';
import type { Series } from '../charts/series';
import { short } from '../format';
import { usePlayground, usePlaygroundState } from '../playground-context';
import { runColour } from '../theme';
import { knobCurve, knobField } from './plans';
import type { SlotProps } from './slots';
import classes from './card.module.css';

/** The setting of another trick that this one drives, over the whole run, and what it would be without. */
export default function KnobCurve({ trick }: SlotProps) {
  const { catalogue } = usePlayground();
  const experiment = usePlaygroundState((state) => state.experiment);
  const name = knobField(trick)!;
  const knob = String(experiment.tricks[trick.id]?.[name] ?? trick.fields[name]!.default);
  const { trick: id, field } = partsOfKnob(knob);
  const target = catalogue.tricks[id];
  const curve = knobCurve(catalogue, experiment, trick.id, knob);
  if (!curve || !target) return <p className={classes.quiet}>The curve of its setting is drawn here as soon as the trick that has it is on.</p>;
  const label = `${target.fields[field]!.label} of ${target.title.toLowerCase()}`;
  const fixed = Number(experiment.tricks[id]![field]);
  const series: Series[] = [
    { id: 'fixed', name: 'fixed', colour: runColour(5), style: 'dashed', earlier: false, points: [0, curve.end].map((x) => ({ x, y: fixed })) },
    { id: 'scheduled', name: 'scheduled', colour: 'var(--accent-ink)', style: 'solid', earlier: false, points: curve.points },
  ];
  const legend = [
    { style: 'solid', label: 'scheduled' },
    { style: 'dashed', label: 'fixed' },
  ] as const;
  return (
    <div className={classes.curve}>
      <ChartFrame title={label} help="Planned by the function that training calls." series={series} format={short} legend={legend}>
        <Curves series={series} yTitle={`${target.title.toLowerCase()} ${target.fields[field]!.label}`} format={short} end={curve.end} marks={curve.cycleEnds} />
      </ChartFrame>
    </div>
  );
}
