/** Parts of the experiment that a course page keeps as they are: whatever would change them is refused, wherever on the page it stands. */
import type { Catalogue } from '../core/catalogue';
import type { Experiment } from '../core/experiment';
import { PARTS, type PartId } from '../core/page-options';

/** @returns the parts in which two experiments differ; planted bugs belong to none */
export function changedParts(catalogue: Catalogue, before: Experiment, after: Experiment): PartId[] {
  return (Object.keys(PARTS) as PartId[]).filter((part) => textOf(catalogue, before, part) !== textOf(catalogue, after, part));
}

/** @returns a sentence that says why the change is refused, or undefined where it touches nothing that is kept */
export function refusalOf(catalogue: Catalogue, before: Experiment, after: Experiment, kept: readonly PartId[]): string | undefined {
  if (kept.length === 0) return undefined;
  const touched = changedParts(catalogue, before, after).filter((part) => kept.includes(part));
  if (touched.length === 0) return undefined;
  return `The teacher’s page keeps these settings as they are, so nothing was changed: ${touched.map((part) => PARTS[part].toLowerCase()).join(', ')}.`;
}

/** The same for equal settings, in whatever order they stand. */
function textOf(catalogue: Catalogue, { data, model, run, tricks }: Experiment, part: PartId): string {
  if (part === 'data' || part === 'model' || part === 'run') return textOfValues({ data, model, run }[part]);
  const own = Object.entries(tricks).filter(([id]) => partOf(catalogue, id) === part);
  return own.map(([id, values]) => `${id} ${textOfValues(values)}`).sort().join();
}

/** Schedules and optimizers have parts of their own. */
function partOf(catalogue: Catalogue, trick: string): PartId {
  const slot = catalogue.tricks[trick]?.exclusive;
  return slot === 'schedule' || slot === 'optimizer' ? slot : 'tricks';
}

function textOfValues(values: object): string {
  return JSON.stringify(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1)));
}
