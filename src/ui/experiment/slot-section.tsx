import type { ExclusiveSlot, TrickDeclaration } from '../../core/trick';
import { FieldGroup } from '../fields/field-group';
import { usePlayground, usePlaygroundState } from '../playground-context';
import { ChoiceSelect } from './choice-select';
import classes from './experiment.module.css';
import { Section } from './section';
import { SchedulePreview } from './schedule-preview';
import { TrickText } from './trick-text';

/** The optimizer or the schedule: exactly one of several tricks. */
export function SlotSection({ slot, title }: { readonly slot: ExclusiveSlot; readonly title: string }) {
  const playground = usePlayground();
  const tricks = usePlaygroundState((state) => state.experiment.tricks);
  const options: readonly TrickDeclaration[] = Object.values(playground.catalogue.tricks).filter(({ exclusive }) => exclusive === slot);
  const chosen = options.find(({ id }) => id in tricks);
  if (!chosen) return null;
  return (
    <Section title={title}>
      <ChoiceSelect label={title} value={chosen.id} options={options} onChange={(id) => playground.toggleTrick(id, true)} />
      <p className={classes.summary}>{chosen.summary}</p>
      {slot === 'schedule' && <SchedulePreview />}
      <FieldGroup key={chosen.id} owner={`trick:${chosen.id}`} fields={chosen.fields} values={tricks[chosen.id]!} />
      <TrickText trick={chosen} />
    </Section>
  );
}
