/**
 * The experiment as a readable link: `#v=1&data=mnist&epochs=3&ls.epsilon=0.2&warmup=off`. Only what differs from the default is written.
 *
 *     v, data, model          version, ids
 *     data.<field>            settings of the data set          model.<field>   of the model
 *     epochs, batch, lr, …    settings of the run
 *     <trick key>             the trick is on                   <trick key>.<field>   on, with this setting          <trick key>=off
 *     bug=<id>,<id>           bugs planted on purpose           hunt=<code>   the same, not to be seen
 *     embed, panels, …        how the page looks: page-options.ts
 *     results=                what runs of these settings gave: result-link
 *
 * Reading is lenient: whatever is bad becomes a notice and the default. The command line turns notices into an error.
 */
import type { Catalogue } from './catalogue';
import {
  defaultExperiment,
  defaultModelFor,
  disableTrick,
  enableTrick,
  EXPERIMENT_VERSION,
  REQUIRED_SLOTS,
  runFields,
  type Experiment,
} from './experiment';
import { readField, writeField, type AnyValues, type Fields, type FieldValue } from './fields';
import { readBugs, readHunt, writeBugs, writeHunt } from './hunt-code';
import { isPageEntry } from './page-keys';
import { withPlants } from './plant';
import { splitResults } from './result-link/address';
import { grouped } from './words';

const LONGEST_LINK = 20_000;
/** With the line that counts the rest, as many as the page shows at once. */
const MOST_NOTICES = 3;

export interface ReadLink {
  readonly experiment: Experiment;
  /** A sentence for everything that could not be read as it stood. */
  readonly notices: readonly string[];
}

type Entries = readonly (readonly [key: string, value: string])[];

/** Entries of a link of version n become entries of version n + 1 by `MIGRATIONS[n]`. */
const MIGRATIONS: Readonly<Record<number, (entries: Entries) => Entries>> = {};

/** Writes the link's fragment, with its leading `#`. */
export function writeLink(catalogue: Catalogue, experiment: Experiment): string {
  const base = defaultExperiment(catalogue, experiment.data.id, experiment.model.id);
  const plain = defaultExperiment(catalogue);
  const entries: [string, string?][] = [['v', String(EXPERIMENT_VERSION)]];
  if (experiment.data.id !== plain.data.id) entries.push(['data', experiment.data.id]);
  if (experiment.model.id !== defaultModelFor(catalogue, experiment.data.id)) entries.push(['model', experiment.model.id]);
  const differing = (prefix: string, fields: Fields, values: AnyValues, defaults: AnyValues): [string, string][] =>
    Object.entries(fields)
      .filter(([name]) => !same(values[name], defaults[name]))
      .map(([name, field]) => [prefix + name, writeField(field, values[name]!)]);
  entries.push(...differing('data.', catalogue.datasets[experiment.data.id]!.fields, experiment.data, base.data));
  entries.push(...differing('model.', catalogue.models[experiment.model.id]!.fields, experiment.model, base.model));
  entries.push(...differing('', runFields, experiment.run, base.run));
  for (const [id, values] of Object.entries(experiment.tricks).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const trick = catalogue.tricks[id]!;
    const settings = differing(`${trick.key}.`, trick.fields, values, Object.fromEntries(Object.entries(trick.fields).map(([name, field]) => [name, field.default])));
    if (settings.length > 0) entries.push(...settings);
    else if (!(id in base.tricks)) entries.push([trick.key]);
  }
  for (const id of Object.keys(base.tricks)) {
    const trick = catalogue.tricks[id]!;
    if (!(id in experiment.tricks) && !REQUIRED_SLOTS.has(trick.exclusive ?? '')) entries.push([trick.key, 'off']);
  }
  const { plants } = experiment;
  if (plants) entries.push(plants.hunt === undefined ? ['bug', writeBugs(catalogue, plants)] : ['hunt', writeHunt(catalogue, plants, plants.hunt)]);
  return `#${entries.map(([key, value]) => (value === undefined ? key : `${key}=${escape(value)}`)).join('&')}`;
}

/** Reads a link: a whole address, a fragment, or the entries alone. Never throws. */
export function readLink(catalogue: Catalogue, link: string): ReadLink {
  const notices: string[] = [];
  const all = splitResults(link).settings.slice(1);
  // How the page looks is no part of the experiment, and the text of a lesson may be long.
  const fragment = all.split('&').filter((entry) => !isPageEntry(entry)).join('&');
  if (fragment.length > LONGEST_LINK) {
    return { experiment: defaultExperiment(catalogue), notices: [`The link is ${grouped(fragment.length)} characters long, which no Grimoire link is, so the default experiment was opened`] };
  }
  const read = applyEntries(catalogue, undefined, migrate(parseEntries(fragment), notices));
  notices.push(...read.notices);
  const cut = notices.length > MOST_NOTICES ? [...notices.slice(0, MOST_NOTICES), `… and ${notices.length - MOST_NOTICES} more`] : notices;
  return { experiment: read.experiment, notices: cut };
}

/** Changes an experiment (the default one if undefined) by the entries of a link or of `--set`. Never throws. */
export function applyEntries(catalogue: Catalogue, start: Experiment | undefined, entries: Entries): ReadLink {
  const notices: string[] = [];
  const last = new Map(entries);
  const pick = (key: string, known: object, fallback: string): string => {
    const id = last.get(key);
    if (id === undefined || Object.hasOwn(known, id)) return id ?? fallback;
    notices.push(`${key} should be one of ${Object.keys(known).join(', ')}, but "${id.slice(0, 40)}" was given`);
    return fallback;
  };
  const dataId = pick('data', catalogue.datasets, start?.data.id ?? defaultExperiment(catalogue).data.id);
  const modelId = pick('model', catalogue.models, start && !last.has('data') ? start.model.id : defaultModelFor(catalogue, dataId));
  const fresh = defaultExperiment(catalogue, dataId, modelId);
  let experiment: Experiment = {
    ...(start ?? fresh),
    data: start?.data.id === dataId ? start.data : fresh.data,
    model: start?.model.id === modelId ? start.model : fresh.model,
  };

  const readInto = (fields: Fields, name: string, text: string, label: string): Record<string, FieldValue> => {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    const read = field ? readField(field, text) : undefined;
    if (read?.ok) return { [name]: read.value };
    notices.push(read ? `${label}: ${read.problem}` : `"${label.slice(0, 40)}" is not a setting of this experiment`);
    return {};
  };
  const tricksByKey = new Map(Object.values(catalogue.tricks).map((trick) => [trick.key, trick]));
  const filled = new Map<string, string>();
  for (const [key, value] of entries) {
    const dot = key.indexOf('.');
    const [head, name] = dot < 0 ? [key, undefined] : [key.slice(0, dot), key.slice(dot + 1)];
    const trick = tricksByKey.get(head);
    if (name === undefined && ['v', 'data', 'model', 'bug', 'hunt'].includes(head)) continue;
    else if (head === 'data' && name !== undefined) {
      experiment = { ...experiment, data: { ...experiment.data, ...readInto(catalogue.datasets[dataId]!.fields, name, value, key) } };
    } else if (head === 'model' && name !== undefined) {
      experiment = { ...experiment, model: { ...experiment.model, ...readInto(catalogue.models[modelId]!.fields, name, value, key) } };
    } else if (trick) {
      if (name === undefined && value === 'off') experiment = disableTrick(catalogue, experiment, trick.id);
      else {
        const rival = trick.exclusive && filled.get(trick.exclusive);
        if (rival && rival !== key && rival !== head) notices.push(`Only one ${trick.exclusive} can be on, so "${rival}" gave way to "${head}"`);
        if (trick.exclusive) filled.set(trick.exclusive, head);
        experiment = enableTrick(catalogue, experiment, trick.id, name === undefined ? undefined : readInto(trick.fields, name, value, key));
        if (name === undefined && !['', 'on'].includes(value)) notices.push(`${key} should be on or off, but "${value.slice(0, 40)}" was given`);
      }
    } else experiment = { ...experiment, run: { ...experiment.run, ...readInto(name === undefined ? runFields : {}, key, value, key) } };
  }
  return { experiment: readPlants(catalogue, experiment, last, notices), notices };
}

/** Bugs that were there stay unless others are named; an empty name takes them away. */
function readPlants(catalogue: Catalogue, experiment: Experiment, entries: ReadonlyMap<string, string>, notices: string[]): Experiment {
  const code = entries.get('hunt');
  if (code !== undefined) {
    const plants = readHunt(catalogue, code);
    if (!plants) notices.push('The code of this hunt cannot be read, so no bug is hidden here');
    return withPlants(experiment, plants);
  }
  const text = entries.get('bug');
  if (text === undefined) return experiment;
  const { bugs, notices: problems } = readBugs(catalogue, text);
  notices.push(...problems);
  return withPlants(experiment, { bugs });
}

/** Splits `a=1&b` into entries; text that is not valid percent-encoding is taken as it stands. */
export function parseEntries(fragment: string): Entries {
  return fragment
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const equals = part.indexOf('=');
      return equals < 0 ? [unescape(part), ''] : [unescape(part.slice(0, equals)), unescape(part.slice(equals + 1))];
    });
}

function migrate(entries: Entries, notices: string[]): Entries {
  const given = new Map(entries).get('v');
  let version = given === undefined ? EXPERIMENT_VERSION : Number(given);
  if (!Number.isInteger(version) || version < 1 || version > EXPERIMENT_VERSION) {
    notices.push(
      version > EXPERIMENT_VERSION
        ? `This link was made by a newer Grimoire (version ${version.toString().slice(0, 12)}); what this one knows of it was kept`
        : 'The version of this link cannot be read; it was taken as a current one',
    );
    return entries;
  }
  for (; version < EXPERIMENT_VERSION; version++) entries = MIGRATIONS[version]!(entries);
  return entries;
}

function same(a: FieldValue | undefined, b: FieldValue | undefined): boolean {
  return a === b || (Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((value, i) => value === b[i]));
}

/** Keeps what is legible in a fragment (commas, slashes, colons) as it is. */
function escape(value: string): string {
  return encodeURIComponent(value).replace(/%(2C|2F|3A|40)/g, (code) => decodeURIComponent(code));
}

function unescape(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
