/** Only what differs between experiments: one column for each setting that is not the same in all of them. */
import type { Catalogue } from '../../../core/catalogue';
import { runFields, type Experiment } from '../../../core/experiment';
import { writeField, type AnyValues, type Field, type Fields, type FieldValue } from '../../../core/fields';
import { writeBugs } from '../../../core/hunt-code';

export type Part = 'data' | 'model' | 'tricks' | 'run' | 'bugs';

/** A setting that differs. */
export interface Setting {
  readonly key: string;
  readonly part: Part;
  readonly label: string;
  /** One plain sentence, where the setting is a field. */
  readonly help?: string;
  readonly field?: Field;
  /** One for each experiment; undefined where it has no such setting. */
  readonly values: readonly (FieldValue | undefined)[];
  readonly texts: readonly (string | undefined)[];
}

interface Entry {
  readonly part: Part;
  readonly label: string;
  readonly field?: Field;
  readonly value: FieldValue;
  readonly text: string;
  /** Of a choice: its settings that are not as usual, by their keys. */
  readonly unusual?: ReadonlyMap<string, string>;
}

/** In the order data, model, tricks, run, bugs. */
export function differingSettings(catalogue: Catalogue, experiments: readonly Experiment[]): Setting[] {
  const entries = experiments.map((experiment) => entriesOf(catalogue, experiment));
  const keys = [...new Set(entries.flatMap((one) => [...one.keys()]))];
  const rank = (key: string): number => ORDER.indexOf(entries.find((one) => one.has(key))!.get(key)!.part);
  const shown = keys.filter((key) => differs(entries, key)).sort((a, b) => rank(a) - rank(b));
  const columns = new Set(shown);
  return shown.map((key) => {
    const { part, label, field } = entries.find((one) => one.has(key))!.get(key)!;
    const found = entries.map((one) => one.get(key));
    // A trick that is not there is off.
    const known = found.some((entry) => entry?.value === ON) ? found.map((entry) => entry ?? OFF) : found;
    return {
      key,
      part,
      label,
      ...(field ? { field, help: field.help } : {}),
      values: known.map((entry) => entry?.value),
      texts: known.map((entry) => entry && withUnusual(entry, columns)),
    };
  });
}

const ON = 'on';
const OFF: Entry = { part: 'tricks', label: '', value: 'off', text: 'off' };
const ORDER: readonly Part[] = ['data', 'model', 'tricks', 'run', 'bugs'];

/** That a setting is missing is told by the choice it belongs to, so only those that have it are compared. */
function differs(entries: readonly ReadonlyMap<string, Entry>[], key: string): boolean {
  const found = entries.flatMap((one) => one.get(key) ?? []);
  const whole = found[0]!.field === undefined;
  return new Set(found.map(({ text }) => text)).size > 1 || (whole && found.length < entries.length);
}

/** `on (ε 0.3)`: what is unusual and has no column of its own. */
function withUnusual({ text, unusual }: Entry, columns: ReadonlySet<string>): string {
  const more = [...(unusual ?? [])].flatMap(([key, said]) => (columns.has(key) ? [] : [said]));
  return more.length > 0 ? `${text} (${more.join(', ')})` : text;
}

function entriesOf(catalogue: Catalogue, { data, model, tricks, run, plants }: Experiment): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  const addFields = (part: Part, prefix: string, fields: Fields, values: AnyValues, label: (field: Field) => string): Map<string, string> => {
    const unusual = new Map<string, string>();
    for (const [name, field] of Object.entries(fields)) {
      const text = shownValue(field, values[name]!);
      entries.set(`${prefix}.${name}`, { part, label: label(field), field, value: values[name]!, text });
      if (writeField(field, values[name]!) !== writeField(field, field.default)) unusual.set(`${prefix}.${name}`, `${field.label.toLowerCase()} ${text}`);
    }
    return unusual;
  };
  const addChoice = (part: 'data' | 'model', declaration: { title: string; fields: Fields } | undefined, values: AnyValues & { readonly id: string }): void => {
    const title = declaration?.title ?? values.id;
    const head: Entry = { part, label: part === 'data' ? 'Data' : 'Model', value: title, text: title };
    entries.set(part, head); // before its fields
    const unusual = declaration ? addFields(part, `${part}.${values.id}`, declaration.fields, values, (field) => field.label) : undefined;
    if (unusual) entries.set(part, { ...head, unusual });
  };
  addChoice('data', catalogue.datasets[data.id], data);
  addChoice('model', catalogue.models[model.id], model);
  for (const [id, values] of Object.entries(tricks)) {
    const declaration = catalogue.tricks[id];
    const title = declaration?.title ?? id;
    const slot = declaration?.exclusive;
    const text = slot ? title : ON;
    const key = slot ? `slot.${slot}` : `trick.${id}`;
    const head: Entry = { part: 'tricks', label: slot ? capital(slot) : title, value: text, text };
    entries.set(key, head);
    entries.set(key, { ...head, unusual: addFields('tricks', `trick.${id}`, declaration?.fields ?? {}, values, (field) => `${title}: ${field.label}`) });
  }
  addFields('run', 'run', runFields, run, (field) => field.label);
  if (plants) {
    // What is hidden stays hidden: two hunts are told apart by nothing.
    const names = plants.hunt === undefined ? Object.keys(plants.bugs).map((id) => catalogue.plants?.[id]?.title ?? id).join(', ') : 'hidden';
    entries.set('bugs', { part: 'bugs', label: 'Bugs', value: plants.hunt === undefined ? writeBugs(catalogue, plants) : 'hidden', text: names });
  }
  return entries;
}

function shownValue(field: Field, value: FieldValue): string {
  if (field.type === 'choice') return field.options.find((option) => option.value === value)?.label ?? String(value);
  return `${writeField(field, value)}${field.unit === undefined ? '' : ` ${field.unit}`}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
