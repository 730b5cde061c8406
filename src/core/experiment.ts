/**
 * The experiment: one plain, validated, versioned value with everything that changes the result of a run. The page edits it, the link encodes it, the
 * engine runs it.
 */
import type { Catalogue } from './catalogue';
import { asRecord, checkFields, defaultsOf, integer, isSchedulable, number, type AnyValues, type Fields, type Values } from './fields';
import { checkPlants, withPlants, type Plants } from './plant';

export const EXPERIMENT_VERSION = 1;

/** An id with the settings of what it names. */
export type Chosen = AnyValues & { readonly id: string };

export interface Experiment {
  readonly v: typeof EXPERIMENT_VERSION;
  readonly data: Chosen;
  readonly model: Chosen;
  /** A trick is on when its id is here. */
  readonly tricks: Readonly<Record<string, AnyValues>>;
  readonly run: Values<typeof runFields>;
  /** Bugs that were put in on purpose, if any. */
  readonly plants?: Plants;
}

/** Settings of the run itself; their names are their keys in a link. */
export const runFields = {
  epochs: number({
    label: 'Epochs',
    help: 'How many times the run goes through the training samples.',
    default: 5,
    min: 0.1,
    max: 1000,
    scale: 'log',
    role: 'structural',
  }),
  batch: integer({
    label: 'Batch size',
    help: 'How many samples each step looks at before it changes the weights.',
    default: 128,
    min: 1,
    max: 4096,
    scale: 'log',
  }),
  lr: number({
    label: 'Learning rate',
    help: 'How far a step moves the weights, before the schedule scales it. The most important number of a run.',
    default: 0.05,
    min: 1e-7,
    max: 100,
    scale: 'log',
  }),
  seed: integer({
    label: 'Seed',
    help: 'The number all chance in a run comes from: same seed, same run. Change it to see how much is luck.',
    default: 1,
    min: 0,
    max: 2 ** 31 - 1,
  }),
} as const satisfies Fields;

/** Tricks that are on unless a link says otherwise. */
export const DEFAULT_TRICKS: readonly string[] = ['nesterov', 'cosine', 'warmup'];
const DEFAULT_DATA = 'glyphs';
const DEFAULT_MODEL = 'cnn';

/** A model that fits the data set: the default one for images, an MLP for points. */
export function defaultModelFor(catalogue: Catalogue, dataId: string): string {
  const dataset = catalogue.datasets[dataId];
  return dataset?.describe(defaultsOf(dataset.fields)).encoding === 'points' ? 'mlp' : DEFAULT_MODEL;
}

export function withDefaults(id: string, fields: Fields): Chosen {
  return { ...defaultsOf(fields), id };
}

/** The experiment that the page opens with. */
export function defaultExperiment(catalogue: Catalogue, dataId: string = DEFAULT_DATA, modelId = defaultModelFor(catalogue, dataId)): Experiment {
  const dataset = catalogue.datasets[dataId];
  const model = catalogue.models[modelId];
  if (!dataset || !model) throw new Error(`The catalogue holds no data set "${dataId}" or no model "${modelId}"`);
  return {
    v: EXPERIMENT_VERSION,
    data: withDefaults(dataId, dataset.fields),
    model: withDefaults(modelId, model.fields),
    tricks: Object.fromEntries(DEFAULT_TRICKS.flatMap((id) => (catalogue.tricks[id] ? [[id, defaultsOf(catalogue.tricks[id].fields)]] : []))),
    run: { ...defaultsOf(runFields), epochs: defaultEpochs(catalogue, dataId) },
  };
}

/** The length of run that suits a data set. */
export function defaultEpochs(catalogue: Catalogue, dataId: string): number {
  return catalogue.datasets[dataId]?.suggestedEpochs ?? runFields.epochs.default;
}

/** Shape, number of classes and training-set size of the chosen data, without opening it. */
export function describeData(catalogue: Catalogue, data: Chosen) {
  const declaration = catalogue.datasets[data.id];
  if (!declaration) throw new Error(`There is no data set "${data.id}"`);
  return declaration.describe(data);
}

/** Switches a trick on, taking off the one it excludes; a trick that is on keeps its settings. */
export function enableTrick(catalogue: Catalogue, experiment: Experiment, id: string, values?: AnyValues): Experiment {
  const declaration = catalogue.tricks[id];
  if (!declaration) return experiment;
  const kept = Object.entries(experiment.tricks).filter(
    ([other]) => other !== id && (declaration.exclusive === undefined || catalogue.tricks[other]?.exclusive !== declaration.exclusive),
  );
  const own = { ...defaultsOf(declaration.fields), ...experiment.tricks[id], ...values };
  return { ...experiment, tricks: Object.fromEntries([...kept, [id, own]]) };
}

/** What a trick starts with when it is switched on: its defaults, but a setting that names another trick's names one that is on, if there is any. */
export function startingValues(catalogue: Catalogue, experiment: Experiment, id: string): AnyValues {
  const { fields } = catalogue.tricks[id]!;
  const declared = Object.keys(experiment.tricks).flatMap((other) => (other === id ? [] : (catalogue.tricks[other] ?? [])));
  // Regularisation is what one wants to schedule; the optimizer's numbers come last.
  const ordered = [...declared.filter(({ group }) => group === 'regularisation'), ...declared.filter(({ group }) => group !== 'regularisation')];
  const targets = ordered.flatMap((trick) => Object.entries(trick.fields).flatMap(([name, field]) => (isSchedulable(field) ? [`${trick.id}.${name}`] : [])));
  const values = Object.entries(fields).map(([name, field]) => {
    const aimed = field.type === 'knob' && !targets.includes(field.default) ? targets[0] : undefined;
    return [name, aimed ?? field.default] as const;
  });
  return Object.fromEntries(values);
}

/** Switches a trick off; the schedule and the optimizer cannot be empty, so switching theirs off does nothing. */
export function disableTrick(catalogue: Catalogue, experiment: Experiment, id: string): Experiment {
  if (REQUIRED_SLOTS.has(catalogue.tricks[id]?.exclusive ?? '')) return experiment;
  return { ...experiment, tricks: Object.fromEntries(Object.entries(experiment.tricks).filter(([other]) => other !== id)) };
}

export const REQUIRED_SLOTS: ReadonlySet<string> = new Set(['schedule', 'optimizer']);

/**
 * Checks a value of unknown origin (a stored run, an imported file) field by field.
 * @returns the experiment, with a default in place of everything bad, and one sentence for each
 */
export function checkExperiment(catalogue: Catalogue, candidate: unknown): { experiment: Experiment; notices: string[] } {
  const notices: string[] = [];
  const source = asRecord(candidate);
  if (source['v'] !== EXPERIMENT_VERSION) notices.push('This experiment was made by another version of Grimoire; what could be read of it was kept');
  const pick = (part: unknown, known: Readonly<Record<string, unknown>>, fallback: string): string => {
    const id = asRecord(part)['id'];
    if (typeof id === 'string' && Object.hasOwn(known, id)) return id;
    notices.push(`"${String(id).slice(0, 40)}" is not known, so ${fallback} was taken`);
    return fallback;
  };
  const dataId = pick(source['data'], catalogue.datasets, DEFAULT_DATA);
  const modelId = pick(source['model'], catalogue.models, DEFAULT_MODEL);
  let experiment: Experiment = {
    ...defaultExperiment(catalogue, dataId, modelId),
    data: { ...checkFields(catalogue.datasets[dataId]!.fields, source['data'], notices), id: dataId },
    model: { ...checkFields(catalogue.models[modelId]!.fields, source['model'], notices), id: modelId },
    run: checkFields(runFields, source['run'], notices) as Experiment['run'],
  };
  const tricks = asRecord(source['tricks']);
  for (const id of Object.keys(experiment.tricks)) if (!Object.hasOwn(tricks, id)) experiment = disableTrick(catalogue, experiment, id);
  for (const [id, values] of Object.entries(tricks)) {
    const declaration = Object.hasOwn(catalogue.tricks, id) ? catalogue.tricks[id] : undefined;
    if (declaration) experiment = enableTrick(catalogue, experiment, id, checkFields(declaration.fields, values, notices));
    else notices.push(`The trick "${id.slice(0, 40)}" is not known, so it was left out`);
  }
  const planted = checkPlants(catalogue, source['plants']);
  return { experiment: withPlants(experiment, planted.plants), notices: [...notices, ...planted.notices] };
}
