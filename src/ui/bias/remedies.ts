/** What helps against each gap, as changes of the experiment that one click makes. Pure: which of them are possible is worked out, never assumed. */
import type { Catalogue } from '../../core/catalogue';
import type { Experiment } from '../../core/experiment';
import { tryFold } from '../../core/fold';
import type { FieldValue } from '../../core/fields';
import { grouped } from '../../core/words';
import type { GapId } from '../../diagnose/ladder/gaps';
import { editField, editModel, editTrick, fieldsOf, type FieldOwner } from '../../store/edit';
import { obstacle } from '../../store/problem';
import { describeDifference } from '../../store/run-name';

export type Step =
  | { readonly set: FieldOwner; readonly field: string; readonly to: FieldValue }
  | { readonly model: string }
  | { readonly trick: string; readonly on: boolean };

interface Idea {
  readonly title: string;
  /** One sentence: why it helps against this gap. */
  readonly why: string;
  readonly step: Step;
}

export interface Remedy extends Idea {
  /** What will change, such as `width 16→32`. */
  readonly change: string;
}

/** What the flow chart advises in general, as Ng words it for any network. */
export const ADVICE: Readonly<Record<GapId, readonly string[]>> = {
  bias: ['a bigger network', 'longer training', 'another architecture'],
  variance: ['more data', 'more regularisation', 'another architecture'],
  mismatch: ['training data more like those of dev and test', 'data synthesis, such as augmentation', 'another architecture'],
  overfit: ['more dev data'],
};

const MOST = 5;

/** The remedies that the experiment allows, at most five, the most promising first. */
export function remediesFor(catalogue: Catalogue, experiment: Experiment, gap: GapId): Remedy[] {
  const remedies: Remedy[] = [];
  const before = parametersOf(catalogue, experiment);
  for (const idea of IDEAS[gap](catalogue, experiment)) {
    if (remedies.length === MOST) break;
    if ('trick' in idea.step && idea.step.on && obstacle(catalogue, experiment, idea.step.trick) !== undefined) continue;
    const after = apply(catalogue, experiment, idea.step);
    const differences = describeDifference(catalogue, experiment, after);
    const parameters = differences.length > 0 ? parametersOf(catalogue, after) : undefined;
    if (parameters === undefined) continue;
    const cost = before === undefined || before === parameters ? [] : [`parameters ${grouped(before)}→${grouped(parameters)}`];
    remedies.push({ ...idea, change: [...differences, ...cost].join(', ') });
  }
  return remedies;
}

/** Of the network; undefined for an experiment that cannot be trained. */
function parametersOf(catalogue: Catalogue, experiment: Experiment): number | undefined {
  return tryFold(catalogue, experiment).recipe?.network.parameterCount;
}

export function apply(catalogue: Catalogue, experiment: Experiment, step: Step): Experiment {
  if ('set' in step) return editField(catalogue, experiment, step.set, step.field, step.to).experiment;
  if ('model' in step) return editModel(catalogue, experiment, step.model).experiment;
  return editTrick(catalogue, experiment, step.trick, step.on).experiment;
}

const IDEAS: Readonly<Record<GapId, (catalogue: Catalogue, experiment: Experiment) => Idea[]>> = {
  bias: (catalogue, experiment) => [
    ...scaled(catalogue, experiment, 'model', 'width', (width) => 2 * width, 'A wider network', 'With more neurons it can represent more.'),
    ...scaled(catalogue, experiment, 'run', 'epochs', (epochs) => 2 * epochs, 'Train twice as long', 'It may simply not have finished learning.'),
    ...['depth', 'blocks'].flatMap((field) => scaled(catalogue, experiment, 'model', field, (depth) => depth + 1, 'A deeper network', 'Another layer makes more complicated features.')),
    ...architecture(experiment, 'Another architecture may fit the task better.'),
    ...restraints(catalogue, experiment),
  ],
  variance: (catalogue, experiment) => [
    ...scaled(catalogue, experiment, 'data', 'size', (size) => 2 * size, 'Twice the training data', 'The more it has seen, the less it can rely on accidents of the samples.'),
    trick('weight-decay', 'Weight decay', 'Smaller weights make a smoother function.'),
    trick('crop', 'Padded crops', 'Shifted copies are as good as more samples.'),
    trick('affine', 'Rotate, zoom, shear', 'Bent copies are as good as more samples, as long as a person would still read them.'),
    trick('dropout', 'Dropout', 'No neuron can rely on a single other one.'),
    trick('label-smoothing', 'Label smoothing', 'It need not be sure of every training sample.'),
    trick('mixup', 'Mixup', 'Between two samples it learns to be in between.'),
    ...architecture(experiment, 'One that knows about pictures needs fewer samples.'),
  ],
  mismatch: (_, experiment) => [
    ...likeDev(experiment),
    trick('randaugment', 'RandAugment', 'More variety in training may cover the other kind of data.'),
    trick('affine', 'Rotate, zoom, shear', 'Synthesised variety may cover the slant and size of the other kind.'),
    trick('colour-jitter', 'Colour jitter', 'Synthesised light may cover that of the other kind.'),
  ],
  overfit: (catalogue, experiment) => [
    ...scaled(catalogue, experiment, 'data', 'devSize', (size) => 2 * size, 'Twice the dev data', 'The more dev samples, the harder it is to suit them by accident.'),
    ...scaled(catalogue, experiment, 'data', 'seed', (seed) => seed + 1, 'Draw all samples anew', 'Dev samples that no setting was chosen by yet; train and test are drawn anew, too.'),
  ],
};

function trick(id: string, title: string, why: string): Idea {
  return { title, why, step: { trick: id, on: true } };
}

/** A number field moved up, as far as its bound. */
function scaled(catalogue: Catalogue, experiment: Experiment, owner: 'data' | 'model' | 'run', name: string, by: (value: number) => number, title: string, why: string): Idea[] {
  const field = fieldsOf(catalogue, experiment, owner)[name];
  const value = (experiment[owner] as Readonly<Record<string, FieldValue>>)[name];
  if (field?.type !== 'number' || typeof value !== 'number') return [];
  return [{ title, why, step: { set: owner, field: name, to: Math.min(field.max, by(value)) } }];
}

/** The next richer kind of network; where it cannot read the data, it is not offered. */
const RICHER: Readonly<Record<string, readonly string[]>> = { logistic: ['cnn', 'mlp'], mlp: ['cnn'], cnn: ['resnet'] };
const MODEL_TITLES: Readonly<Record<string, string>> = { mlp: 'A network with hidden layers', cnn: 'A convolutional network', resnet: 'A residual network' };

function architecture({ model }: Experiment, why: string): Idea[] {
  return (RICHER[model.id] ?? []).map((id) => ({ title: MODEL_TITLES[id] ?? id, why, step: { model: id } }));
}

/** What holds the network back from fitting its samples. */
function restraints(catalogue: Catalogue, { tricks }: Experiment): Idea[] {
  const restraining = ['dropout', 'weight-decay', 'mixup', 'cutmix', 'cutout', 'label-smoothing', 'drop-path', 'randaugment', 'trivialaugment', 'autoaugment', 'affine', 'crop'];
  return restraining
    .filter((id) => id in tricks)
    .map((id) => ({ title: `Without ${catalogue.tricks[id]!.title.toLowerCase()}`, why: 'It keeps the network from fitting what it is shown.', step: { trick: id, on: false } }));
}

/** Settings by which the training data come to be of the kind that dev and test are of. */
function likeDev({ data }: Experiment): Idea[] {
  const ideas: Idea[] = [];
  const why = 'The surest remedy: learn from what you will be judged on.';
  const set = (field: string, to: FieldValue | undefined, title: string) => {
    if (to !== undefined) ideas.push({ title, why, step: { set: 'data', field, to } });
  };
  set('style', data['devStyle'], 'Train on the handwriting of dev and test');
  const difficulty = Number(data['devDifficulty']);
  if (Number.isFinite(difficulty)) set('difficulty', difficulty, 'Training pictures as hard as those of dev and test');
  set('backgroundBias', data['backgroundBias'] === undefined ? undefined : 0, 'Training pictures with any background');
  return ideas;
}
