/** Puts what the controls show into the queue. Loaded with the lab, when it is first asked for. */
import { counted, messageOf } from '../../core/words';
import type { Trial } from '../../lab/trial';
import { findProblem } from '../../store/problem';
import type { Lab } from '../../store/lab/lab';
import { withFreshSeeds } from '../../store/lab/seeds';
import { titleOf } from '../../store/lab/table/facts';
import { missingFiles, type Playground } from '../../store/playground';

/** Adds the experiment as it stands, with n seeds, and says so; where it cannot be trained, a notice says why and nothing is added. */
export function queueExperiment(lab: Lab, playground: Playground, n: number): void {
  const { catalogue, state } = playground;
  const { experiment } = state;
  const problem = findProblem(catalogue, experiment);
  const obstacle = problem ? `This cannot be trained yet: ${problem.text}.` : missingFiles(catalogue, experiment, state.files);
  if (obstacle !== undefined) return playground.notify(obstacle, 'problem');
  const { link } = playground.current ?? {};
  const shown = lab.state.trials.findLast((trial) => trial.link === link)?.id;
  const [first, ...others] = withFreshSeeds(catalogue, lab.state.trials, experiment, n);
  const [begun] = lab.add([{ experiment: first!, ...(shown === undefined ? {} : { parent: shown }) }]);
  // Without a parent, seeds would all have the same name.
  const parent = shown ?? begun!.id;
  playground.notify(added([begun!, ...lab.add(others.map((other) => ({ experiment: other, parent })))], experiment.run.seed));
}

/** Adds an experiment of before with n seeds that it has not been trained with. */
export function queueSeeds(lab: Lab, playground: Playground, trial: Trial, n: number): void {
  const wanted = withFreshSeeds(lab.catalogue, lab.state.trials, trial.experiment, n).map((experiment) => ({ experiment, parent: trial.id }));
  try {
    playground.notify(added(lab.add(wanted), trial.experiment.run.seed));
  } catch (error) {
    playground.notify(`It cannot be trained any more: ${messageOf(error)}`, 'problem');
  }
}

function added(trials: readonly Trial[], seed: number): string {
  const [first] = trials;
  const fresh = first!.experiment.run.seed;
  const reason = fresh === seed ? '' : ` It got seed ${fresh}, since the same seed gives the same run.`;
  return trials.length === 1 ? `Queued: “${titleOf(first!)}”.${reason}` : `Queued: “${titleOf(first!)}” and ${counted(trials.length - 1, 'more seed')}.`;
}
