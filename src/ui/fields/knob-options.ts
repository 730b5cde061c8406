/** What the control of a knob field offers. */
import type { Catalogue } from '../../core/catalogue';
import type { Experiment } from '../../core/experiment';
import { isSchedulable, partsOfKnob } from '../../core/fields';

export interface KnobOption {
  readonly value: string;
  readonly label: string;
}

/**
 * The settings that may change during a run, of all tricks that are on, in the order of the tricks' titles. The chosen one is there even when its
 * trick is off, and says so.
 */
export function knobOptions(catalogue: Catalogue, tricks: Experiment['tricks'], chosen: string): KnobOption[] {
  const options = Object.values(catalogue.tricks)
    .filter(({ id }) => id in tricks)
    .flatMap(({ id, title, fields }) =>
      Object.entries(fields)
        .filter(([, field]) => isSchedulable(field))
        .map(([name, field]) => ({ value: `${id}.${name}`, label: `${title}: ${field.label}` })),
    );
  return options.some(({ value }) => value === chosen) ? options : [{ value: chosen, label: missing(catalogue, tricks, chosen) }, ...options];
}

function missing(catalogue: Catalogue, tricks: Experiment['tricks'], chosen: string): string {
  const { trick, field } = partsOfKnob(chosen);
  const declaration = Object.hasOwn(catalogue.tricks, trick) ? catalogue.tricks[trick] : undefined;
  const declared = declaration && Object.hasOwn(declaration.fields, field) ? declaration.fields[field] : undefined;
  if (!declaration || !declared) return `${chosen} (unknown)`;
  return `${declaration.title}: ${declared.label} (${trick in tricks ? 'cannot change during a run' : 'off'})`;
}
