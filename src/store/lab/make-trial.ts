/** A new trial from what is wanted: its link, its size, its name and its place in the tree. */
import type { Catalogue } from '../../core/catalogue';
import { fold } from '../../core/fold';
import { writeLink } from '../../core/permalink';
import { messageOf } from '../../core/words';
import type { NewTrial, Trial, TrialOrigin } from '../../lab/trial';
import { nameRun } from '../run-name';
import { newId } from './new-id';

interface Circumstances {
  readonly origin: TrialOrigin;
  readonly created: number;
  readonly study?: string;
}

/** @param trials all there are, for the parent's name and the place in the tree @throws RecipeError where the experiment cannot be trained */
export function makeTrial(catalogue: Catalogue, trials: readonly Trial[], wanted: NewTrial, circumstances: Circumstances): Trial {
  const { steps, stepsPerEpoch, batchSize, network } = fold(catalogue, wanted.experiment);
  return { ...sketch(catalogue, trials, wanted, circumstances), steps, stepsPerEpoch, batchSize, parameters: network.parameterCount };
}

/** What takes the place of a trial that cannot be made. */
export function failedTrial(catalogue: Catalogue, trials: readonly Trial[], wanted: NewTrial, circumstances: Circumstances, error: unknown): Trial {
  const reason = messageOf(error);
  return {
    ...sketch(catalogue, trials, wanted, circumstances),
    status: 'failed',
    ended: circumstances.created,
    failure: { reason, advice: 'Choose other settings for it.' },
  };
}

/** All of a trial that is known before its experiment is looked at. */
function sketch(catalogue: Catalogue, trials: readonly Trial[], wanted: NewTrial, circumstances: Circumstances): Trial {
  const { experiment } = wanted;
  const parent = trials.find(({ id }) => id === wanted.parent);
  return {
    ...circumstances,
    id: newId(),
    experiment,
    link: writeLink(catalogue, experiment),
    ...(parent ? { parent: parent.id } : {}),
    path: nextPath(trials, parent),
    name: wanted.name ?? nameRun(catalogue, parent?.experiment, experiment),
    ...(wanted.arm === undefined ? {} : { arm: wanted.arm }),
    status: 'waiting',
    order: 1 + trials.reduce((last, { status, order }) => (status === 'waiting' ? Math.max(last, order) : last), -1),
    ...(wanted.holdAt === undefined ? {} : { holdAt: wanted.holdAt }),
    withTest: wanted.withTest ?? false,
    step: 0,
    steps: 0,
    stepsPerEpoch: 0,
    batchSize: experiment.run.batch,
    seconds: 0,
    parameters: 0,
    spark: [],
    label: '',
    note: '',
    tags: [],
    starred: false,
  };
}

/** The next child of a trial, or the next root. Numbers of trials that were removed are not used again while later ones are there. */
export function nextPath(trials: readonly Trial[], parent: Trial | undefined): string {
  const prefix = parent ? `${parent.path}.` : '';
  const siblings = trials.filter(({ path }) => path.startsWith(prefix) && !path.slice(prefix.length).includes('.'));
  return `${prefix}${1 + Math.max(0, ...siblings.map(({ path }) => Number(path.slice(prefix.length))))}`;
}
