/** The changes that the controls make to an experiment: pure, each returning the new experiment and, where it did more than asked, a sentence about it. */
import type { Catalogue } from '../core/catalogue';
import { defaultEpochs, defaultModelFor, describeData, disableTrick, enableTrick, runFields, startingValues, withDefaults, type Experiment } from '../core/experiment';
import { checkField, type Fields, type FieldValue } from '../core/fields';

/** Whose setting a field is. */
export type FieldOwner = 'data' | 'model' | 'run' | `trick:${string}`;

export interface Edit {
  readonly experiment: Experiment;
  readonly notice?: string;
}

/** The fields of an owner; none where there is no such owner. */
export function fieldsOf(catalogue: Catalogue, experiment: Experiment, owner: FieldOwner): Fields {
  if (owner === 'run') return runFields;
  if (owner === 'data') return catalogue.datasets[experiment.data.id]?.fields ?? {};
  if (owner === 'model') return catalogue.models[experiment.model.id]?.fields ?? {};
  return catalogue.tricks[owner.slice('trick:'.length)]?.fields ?? {};
}

/** Changes one setting; a value that its field does not allow changes nothing. */
export function editField(catalogue: Catalogue, experiment: Experiment, owner: FieldOwner, name: string, value: FieldValue): Edit {
  const fields = fieldsOf(catalogue, experiment, owner);
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
  const checked = field && checkField(field, value);
  if (!checked?.ok) return { experiment };
  const change = { [name]: checked.value };
  if (owner === 'run') return { experiment: { ...experiment, run: { ...experiment.run, ...change } } };
  if (owner === 'data') return { experiment: { ...experiment, data: { ...experiment.data, ...change } } };
  if (owner === 'model') return { experiment: { ...experiment, model: { ...experiment.model, ...change } } };
  const id = owner.slice('trick:'.length);
  if (!(id in experiment.tricks)) return { experiment };
  return { experiment: { ...experiment, tricks: { ...experiment.tricks, [id]: { ...experiment.tricks[id], ...change } } } };
}

/** Takes another data set, with the length of run that suits it unless the visitor had set one, and another model where the present one cannot read it. */
export function editData(catalogue: Catalogue, experiment: Experiment, id: string): Edit {
  const declaration = catalogue.datasets[id];
  if (!declaration || id === experiment.data.id) return { experiment };
  const next = withData(catalogue, experiment, id);
  const fitting = defaultModelFor(catalogue, id);
  const accepted = catalogue.models[experiment.model.id]?.accepts(describeData(catalogue, next.data).shape) ?? true;
  if (accepted !== true) return { ...editModel(catalogue, next, fitting), notice: `${accepted}. The ${catalogue.models[fitting]?.title ?? fitting} was chosen for you.` };
  // A model that was only there because the data set before had use for no other goes with it.
  const usual = defaultModelFor(catalogue, experiment.data.id);
  return experiment.model.id === usual && usual !== fitting ? editModel(catalogue, next, fitting) : { experiment: next };
}

function withData(catalogue: Catalogue, experiment: Experiment, id: string): Experiment {
  const untouched = experiment.run.epochs === defaultEpochs(catalogue, experiment.data.id);
  const run = untouched ? { ...experiment.run, epochs: defaultEpochs(catalogue, id) } : experiment.run;
  return { ...experiment, data: withDefaults(id, catalogue.datasets[id]!.fields), run };
}

export function editModel(catalogue: Catalogue, experiment: Experiment, id: string): Edit {
  const declaration = catalogue.models[id];
  if (!declaration || id === experiment.model.id) return { experiment };
  return { experiment: { ...experiment, model: withDefaults(id, declaration.fields) } };
}

/** Switches a trick on or off. An optimizer brings its own rate along, unless the visitor had set one by hand. */
export function editTrick(catalogue: Catalogue, experiment: Experiment, id: string, on: boolean): Edit {
  if (!on) return { experiment: disableTrick(catalogue, experiment, id) };
  const trick = catalogue.tricks[id];
  const next = enableTrick(catalogue, experiment, id, trick && !(id in experiment.tricks) ? startingValues(catalogue, experiment, id) : undefined);
  if (trick?.exclusive !== 'optimizer' || trick.suggestedRate === undefined) return { experiment: next };
  const before = Object.keys(experiment.tricks).find((other) => catalogue.tricks[other]?.exclusive === 'optimizer');
  const { lr } = experiment.run;
  const untouched = lr === runFields.lr.default || (before !== undefined && lr === catalogue.tricks[before]?.suggestedRate);
  if (!untouched || lr === trick.suggestedRate) return { experiment: next };
  return {
    experiment: { ...next, run: { ...next.run, lr: trick.suggestedRate } },
    notice: `${trick.title} works at another scale, so the learning rate went from ${lr} to ${trick.suggestedRate}.`,
  };
}
