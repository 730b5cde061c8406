import type { ExclusiveSlot, TrickDeclaration } from '../../core/trick';
import { FieldGroup } from '../fields/field-group';
import { usePlayground, usePlaygroundState } from '../playground-context';
import { showTrick } from '../shell/views';
import { ChoiceSelect } from './choice-select';
import classes from './experiment.module.css';
import { SchedulePreview } from './schedule-preview';
import { Section } from './section';

/** The optimizer or the schedule: exactly one of several tricks. */
export function SlotSection({ slot, title }: { readonly slot: ExclusiveSlot; readonly title: string }) {
  const playground = usePlayground();
  const tricks = usePlaygroundState((state) => state.experiment.tricks);
  const options: readonly TrickDeclaration[] = Object.values(playground.catalogue.tricks).filter(({ exclusive }) => exclusive === slot);
  const chosen = options.find(({ id }) => id in tricks);
  if (!chosen) return null;
  return (
    <Section
      title={title}
      side={
        <button type="button" className={classes.link} aria-label={`Compare all ${options.length} for the ${slot}`} onClick={() => showTrick(chosen.id)}>
          compare all {options.length}
        </button>
      }
    >
      <ChoiceSelect label={title} value={chosen.id} options={options} onChange={(id) => playground.toggleTrick(id, true)} />
      <p className={classes.summary}>{chosen.summary}</p>
      {slot === 'schedule' && <SchedulePreview />}
      <FieldGroup key={chosen.id} owner={`trick:${chosen.id}`} fields={chosen.fields} values={tricks[chosen.id]!} />
    </Section>
  );
}
