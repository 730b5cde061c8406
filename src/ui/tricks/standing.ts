/** What stands between a trick and its use in the present experiment, and how to get there. */
import type { Catalogue } from '../../core/catalogue';
import { DEFAULT_TRICKS, REQUIRED_SLOTS, type Experiment } from '../../core/experiment';
import { writeField, type AnyValues } from '../../core/fields';
import { abilityOf, conflicts, type Ability } from '../../core/fold';
import type { TrickDeclaration } from '../../core/trick';
import type { Playground } from '../../store/playground';

/** Some of a trick's settings; the others are at their defaults. */
export type Trial = Partial<AnyValues>;

export interface Conflict {
  readonly trick: TrickDeclaration;
  /** As declared: why the two cannot be on together. */
  readonly reason: string;
  /** What comes in its place when it goes, where something has to: a schedule or an optimizer. */
  readonly instead: TrickDeclaration | undefined;
}

export interface Standing extends Ability {
  readonly on: boolean;
  /** It fills a slot that is never empty, so it goes off only by another one's coming on. */
  readonly required: boolean;
  /** The trick that has to leave the slot for it. */
  readonly replaces: TrickDeclaration | undefined;
  /** Tricks that are on and do not go with it. */
  readonly conflicts: readonly Conflict[];
}

export function standingOf(catalogue: Catalogue, experiment: Experiment, trick: TrickDeclaration): Standing {
  const others = Object.keys(experiment.tricks).flatMap((id) => (id === trick.id ? [] : (catalogue.tricks[id] ?? [])));
  const sharesSlot = ({ exclusive }: TrickDeclaration) => trick.exclusive !== undefined && exclusive === trick.exclusive;
  return {
    on: trick.id in experiment.tricks,
    required: REQUIRED_SLOTS.has(trick.exclusive ?? ''),
    replaces: others.find(sharesSlot),
    ...abilityOf(catalogue, experiment, trick.id),
    conflicts: others
      .filter((other) => !sharesSlot(other))
      .flatMap((other): Conflict[] => {
        const reason = trick.conflicts?.[other.id] ?? other.conflicts?.[trick.id];
        return reason === undefined ? [] : [{ trick: other, reason, instead: insteadOf(catalogue, other, trick) }];
      }),
  };
}

/** Another trick for a slot that may not be empty, one that goes with `guest`: the default one, if it does. */
function insteadOf(catalogue: Catalogue, { id, exclusive }: TrickDeclaration, guest: TrickDeclaration): TrickDeclaration | undefined {
  if (!REQUIRED_SLOTS.has(exclusive ?? '')) return undefined;
  const others = Object.values(catalogue.tricks).filter((other) => other.id !== id && other.exclusive === exclusive && conflicts([guest, other]).length === 0);
  return others.find((other) => DEFAULT_TRICKS.includes(other.id)) ?? others[0];
}

/** Whether the switch of a trick that is off would lead to an experiment that can run, as far as this trick is concerned. */
export function canSwitchOn(standing: Standing): boolean {
  return standing.cannotAct === undefined && standing.conflicts.length === 0;
}

/**
 * Switches a trick on, its conflicts off.
 * @param trial settings that differ from the defaults; without it a trick that is on keeps its own
 */
export function switchOn(playground: Playground, trick: TrickDeclaration, trial?: Trial): void {
  for (const { trick: rival, instead } of standingOf(playground.catalogue, playground.state.experiment, trick).conflicts) {
    if (instead) playground.toggleTrick(instead.id, true);
    else playground.toggleTrick(rival.id, false);
  }
  playground.toggleTrick(trick.id, true);
  if (!trial) return;
  for (const [name, field] of Object.entries(trick.fields)) {
    // Which setting of another trick it schedules was chosen when it came on, to suit those that are on.
    const value = trial[name] ?? (field.type === 'knob' ? undefined : field.default);
    if (value !== undefined) playground.setField(`trick:${trick.id}`, name, value);
  }
}

/** Settings in words, such as `ε = 0.2`; nothing for none. */
export function describeValues({ fields }: TrickDeclaration, values: Trial): string {
  return Object.entries(fields)
    .flatMap(([name, field]) => {
      const value = values[name];
      if (value === undefined) return [];
      const choice = field.type === 'choice' ? field.options.find((option) => option.value === value)?.label : undefined;
      return [`${field.label} = ${choice ?? writeField(field, value)}${field.unit === undefined ? '' : ` ${field.unit}`}`];
    })
    .join(', ');
}

/** Whether a trick's settings are its defaults but for these; which setting of another trick it names does not count. */
export function isSetTo({ fields }: TrickDeclaration, settings: AnyValues | undefined, trial: Trial): boolean {
  if (!settings) return false;
  return Object.entries(fields).every(([name, field]) => field.type === 'knob' || writeField(field, settings[name]!) === writeField(field, trial[name] ?? field.default));
}
