/** What of an experiment can be varied, each under a name such as `run.lr` or `weight-decay.lambda`, with how to read it and how to write it. */
import type { Catalogue } from '../../core/catalogue';
import { disableTrick, enableTrick, REQUIRED_SLOTS, runFields, startingValues, withDefaults, type Experiment } from '../../core/experiment';
import { boolean, choice, type Field, type FieldValue } from '../../core/fields';
import type { TrickDeclaration } from '../../core/trick';
import { softened } from '../../core/words';

export interface Dimension {
  /** `run.<field>`, `data.<field>`, `model.<field>`, `<trick>.<field>`; `<trick>` alone for whether it is on; `model`, `optimizer`, `schedule` for which. */
  readonly id: string;
  /** What it belongs to: Run, Data, Model, or the title of a trick. */
  readonly group: string;
  readonly field: Field;
  /** In the names of runs. */
  readonly short: string;
  /** The trick it is a setting of, or switches. */
  readonly trick?: TrickDeclaration;
  /** undefined where the experiment has no such setting: its trick is off. */
  read(experiment: Experiment): FieldValue | undefined;
  /** Switches the trick on whose setting it is; of an optimizer or a schedule that is not chosen it changes nothing. */
  write(experiment: Experiment, value: FieldValue): Experiment;
  /** Values are written in the order of this: first what is chosen or switched on, then its settings, at last what is switched off. */
  rank(value: FieldValue): number;
}

const [CHOSEN, SWITCHED_ON, SET, SWITCHED_OFF] = [0, 1, 2, 3];
const SLOTS = { optimizer: 'Optimizer', schedule: 'Learning-rate schedule' } as const;

/** Everything that can be varied in an experiment. Seeds of runs are not among it: a sweep gives them itself. */
export function dimensionsOf(catalogue: Catalogue, base: Experiment): Dimension[] {
  const run = Object.entries(runFields).flatMap(([name, field]) => (name === 'seed' ? [] : [partOf('run', name, field, name)]));
  const data = Object.entries(catalogue.datasets[base.data.id]?.fields ?? {}).map(([name, field]) => partOf('data', name, field, softened(field.label)));
  const model = Object.entries(catalogue.models[base.model.id]?.fields ?? {}).map(([name, field]) => partOf('model', name, field, softened(field.label)));
  const slots = (Object.keys(SLOTS) as (keyof typeof SLOTS)[]).map((slot) => slotOf(catalogue, slot));
  const tricks = Object.values(catalogue.tricks).flatMap((trick) => {
    const required = REQUIRED_SLOTS.has(trick.exclusive ?? '');
    const settings = Object.entries(trick.fields).map(([name, field]) => settingOf(catalogue, trick, name, field));
    if (required) return trick.id in base.tricks ? settings : [];
    return [switchOf(catalogue, trick), ...settings];
  });
  return [...run, ...data, modelChoice(catalogue), ...model, ...slots, ...tricks].filter(({ field }) => field.type !== 'text');
}

/** A value as it stands in the name of a run. */
export function nameSetting({ short, field, id }: Dimension, value: FieldValue): string {
  if (field.type === 'choice') {
    const label = field.options.find((option) => option.value === value)?.label ?? String(value);
    return id.includes('.') ? `${short} ${softened(label)}` : label;
  }
  if (field.type === 'boolean') return id.includes('.') ? `${short} ${value ? 'on' : 'off'}` : `${value ? '+' : '−'}${short}`;
  return `${short} ${showValue(field, value)}`;
}

/** A value by itself, in words. */
export function showValue(field: Field, value: FieldValue): string {
  if (field.type === 'boolean') return value ? 'on' : 'off';
  if (field.type === 'choice') return field.options.find((option) => option.value === value)?.label ?? String(value);
  return Array.isArray(value) ? value.join(', ') : String(value);
}

export function sameValue(a: FieldValue | undefined, b: FieldValue | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && String(a) === String(b));
}

function partOf(part: 'run' | 'data' | 'model', name: string, field: Field, short: string): Dimension {
  return {
    id: `${part}.${name}`,
    group: { run: 'Run', data: 'Data', model: 'Model' }[part],
    field,
    short,
    read: (experiment) => (experiment[part] as Readonly<Record<string, FieldValue>>)[name],
    // Another model may not have it.
    write: (experiment, value) => (name in experiment[part] ? { ...experiment, [part]: { ...experiment[part], [name]: value } } : experiment),
    rank: () => SET,
  };
}

/** Which model: another one begins with its own defaults. */
function modelChoice(catalogue: Catalogue): Dimension {
  const options = Object.values(catalogue.models).map(({ id, title }) => ({ value: id, label: title }));
  return {
    id: 'model',
    group: 'Model',
    field: choice({ label: 'Which model', help: 'Another architecture, each with its default settings.', default: options[0]!.value, options }),
    short: 'model',
    read: ({ model }) => model.id,
    write: (experiment, id) => (id === experiment.model.id ? experiment : { ...experiment, model: withDefaults(String(id), catalogue.models[String(id)]!.fields) }),
    rank: () => CHOSEN,
  };
}

/** Which trick fills a slot that is never empty. */
function slotOf(catalogue: Catalogue, slot: keyof typeof SLOTS): Dimension {
  const options = Object.values(catalogue.tricks).flatMap(({ id, title, exclusive }) => (exclusive === slot ? [{ value: id, label: title }] : []));
  const filling = ({ tricks }: Experiment): string | undefined => Object.keys(tricks).find((id) => catalogue.tricks[id]?.exclusive === slot);
  const help = {
    optimizer: 'Which rule turns gradients into steps. Each brings the learning rate that suits it, unless the rate was set by hand or is varied as well.',
    schedule: 'How the learning rate changes over the run.',
  }[slot];
  return {
    id: slot,
    group: SLOTS[slot],
    field: choice({ label: `Which ${slot}`, help, default: options[0]?.value ?? '', options }),
    short: slot,
    read: filling,
    write: (experiment, id) => {
      const before = filling(experiment);
      if (before === id) return experiment;
      const next = enableTrick(catalogue, experiment, String(id), startingValues(catalogue, experiment, String(id)));
      const [old, suggested] = [before && catalogue.tricks[before]?.suggestedRate, catalogue.tricks[String(id)]?.suggestedRate];
      const untouched = experiment.run.lr === runFields.lr.default || experiment.run.lr === old;
      return suggested !== undefined && untouched ? { ...next, run: { ...next.run, lr: suggested } } : next;
    },
    rank: () => CHOSEN,
  };
}

function switchOf(catalogue: Catalogue, trick: TrickDeclaration): Dimension {
  return {
    id: trick.id,
    group: trick.title,
    field: boolean({ label: 'On or off', help: trick.summary, default: false }),
    short: softened(trick.title),
    trick,
    read: ({ tricks }) => trick.id in tricks,
    write: (experiment, on) => {
      if (!on) return disableTrick(catalogue, experiment, trick.id);
      return trick.id in experiment.tricks ? experiment : enableTrick(catalogue, experiment, trick.id, startingValues(catalogue, experiment, trick.id));
    },
    rank: (on) => (on ? SWITCHED_ON : SWITCHED_OFF),
  };
}

function settingOf(catalogue: Catalogue, trick: TrickDeclaration, name: string, field: Field): Dimension {
  return {
    id: `${trick.id}.${name}`,
    group: trick.title,
    field,
    short: `${softened(trick.title)} ${softened(field.label)}`,
    trick,
    read: ({ tricks }) => tricks[trick.id]?.[name],
    write: (experiment, value) => {
      const on = trick.id in experiment.tricks;
      if (!on && REQUIRED_SLOTS.has(trick.exclusive ?? '')) return experiment;
      return enableTrick(catalogue, experiment, trick.id, { ...(on ? {} : startingValues(catalogue, experiment, trick.id)), [name]: value });
    },
    rank: () => SET,
  };
}
