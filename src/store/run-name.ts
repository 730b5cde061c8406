/** What differs between two experiments, in a few words: the name of a run. */
import type { Catalogue } from '../core/catalogue';
import { runFields, type Experiment } from '../core/experiment';
import { writeField, type AnyValues, type Fields } from '../core/fields';
import { writeBugs } from '../core/hunt-code';
import type { Plants } from '../core/plant';
import { softened } from '../core/words';

const MOST_DIFFERENCES = 3;

/** Names a run by what it changes, such as `+label smoothing, lr 0.05→0.1`; the first one by what it trains on what. */
export function nameRun(catalogue: Catalogue, before: Experiment | undefined, after: Experiment): string {
  if (!before) return [`${titleOf(catalogue.datasets, after.data.id)} · ${titleOf(catalogue.models, after.model.id)}`, ...bugDifferences(catalogue, undefined, after.plants)].join(', ');
  const differences = describeDifference(catalogue, before, after);
  if (differences.length === 0) return 'the same again';
  const more = differences.length - MOST_DIFFERENCES;
  return `${differences.slice(0, MOST_DIFFERENCES).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** One entry per difference, in the order data, model, tricks, run. */
export function describeDifference(catalogue: Catalogue, before: Experiment, after: Experiment): string[] {
  const settings = (fields: Fields, from: AnyValues, to: AnyValues, name: (field: string) => string): string[] =>
    Object.entries(fields).flatMap(([id, field]) => {
      const [old, now] = [writeField(field, from[id]!), writeField(field, to[id]!)];
      return old === now ? [] : [`${name(id)} ${old}→${now}`];
    });
  const chosen = (part: 'data' | 'model', declarations: Catalogue['datasets'] | Catalogue['models']): string[] => {
    const [from, to] = [before[part], after[part]];
    if (from.id !== to.id) return [`${titleOf(declarations, from.id)}→${titleOf(declarations, to.id)}`];
    const fields = declarations[to.id]!.fields;
    return settings(fields, from, to, (id) => softened(fields[id]!.label));
  };
  return [
    ...chosen('data', catalogue.datasets),
    ...chosen('model', catalogue.models),
    ...trickDifferences(catalogue, before, after, settings),
    ...settings(runFields, before.run, after.run, (id) => id),
    ...bugDifferences(catalogue, before.plants, after.plants),
  ];
}

/** Bugs that are hidden are named as such only. */
function bugDifferences(catalogue: Catalogue, before: Plants | undefined, after: Plants | undefined): string[] {
  const name = (plants: Plants) => (plants.hunt === undefined ? `bug “${softened(Object.keys(plants.bugs).map((id) => titleOf(catalogue.plants ?? {}, id)).join(', '))}”` : 'bug hunt');
  const code = (plants: Plants | undefined) => plants && writeBugs(catalogue, plants) + String(plants.hunt);
  if (code(before) === code(after)) return [];
  if (!after) return [`−${name(before!)}`];
  return [after.hunt === undefined ? `+${name(after)}` : name(after)];
}

function trickDifferences(
  catalogue: Catalogue,
  before: Experiment,
  after: Experiment,
  settings: (fields: Fields, from: AnyValues, to: AnyValues, name: (field: string) => string) => string[],
): string[] {
  const gone = Object.keys(before.tricks).filter((id) => !(id in after.tricks));
  const fresh = Object.keys(after.tricks).filter((id) => !(id in before.tricks));
  // Optimizers are called by names: Adam, Nesterov.
  const title = (id: string): string => (catalogue.tricks[id]?.exclusive === 'optimizer' ? titleOf(catalogue.tricks, id) : softened(titleOf(catalogue.tricks, id)));
  const replaced = new Set<string>();
  const added = fresh.map((id) => {
    const slot = catalogue.tricks[id]?.exclusive;
    const rival = slot && gone.find((other) => catalogue.tricks[other]?.exclusive === slot);
    if (!rival) return `+${title(id)}`;
    replaced.add(rival);
    return `${title(rival)}→${title(id)}`;
  });
  const kept = Object.keys(after.tricks).filter((id) => id in before.tricks);
  return [
    ...added,
    ...gone.filter((id) => !replaced.has(id)).map((id) => `−${title(id)}`),
    ...kept.flatMap((id) => {
      const { fields } = catalogue.tricks[id]!;
      return settings(fields, before.tricks[id]!, after.tricks[id]!, (field) => `${title(id)} ${softened(fields[field]!.label)}`);
    }),
  ];
}

function titleOf(declarations: Readonly<Record<string, { readonly title: string }>>, id: string): string {
  return declarations[id]?.title ?? id;
}
