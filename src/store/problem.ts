/** Why an experiment cannot run, and which control the visitor should look at. */
import type { Catalogue } from '../core/catalogue';
import { describeData, type Experiment } from '../core/experiment';
import { abilityOf, conflicts, tryFold } from '../core/fold';
import { BlueprintError, planNetwork } from '../core/network';
import type { TrickDeclaration } from '../core/trick';
import { messageOf } from '../core/words';

export interface Problem {
  /** `trick:<id>` for the settings of a trick. */
  readonly place: 'model' | 'experiment' | `trick:${string}`;
  readonly text: string;
}

/** The first thing that stands in the way of training. Never throws. */
export function findProblem(catalogue: Catalogue, experiment: Experiment): Problem | undefined {
  try {
    const { problem } = tryFold(catalogue, experiment);
    return problem === undefined ? undefined : { place: placeOf(catalogue, experiment), text: problem };
  } catch (error) {
    return { place: 'experiment', text: messageOf(error) };
  }
}

/** Why a trick that is off cannot be switched on in this experiment; undefined where it can. */
export function obstacle(catalogue: Catalogue, experiment: Experiment, id: string): string | undefined {
  const trick = catalogue.tricks[id];
  if (!trick) return undefined;
  const { cannotAct } = abilityOf(catalogue, experiment, id);
  if (cannotAct !== undefined) return `It cannot act here: ${cannotAct}.`;
  const others = Object.keys(experiment.tricks).flatMap((other): TrickDeclaration[] => {
    const declaration = catalogue.tricks[other];
    // Of two that fill the same slot the new one takes over, which is no obstacle.
    return !declaration || other === id || (trick.exclusive !== undefined && declaration.exclusive === trick.exclusive) ? [] : [declaration];
  });
  const [conflict] = others.flatMap((other) => conflicts([trick, other]));
  return conflict && `${conflict}.`;
}

function placeOf(catalogue: Catalogue, experiment: Experiment): Problem['place'] {
  const blueprint = plainBlueprint(catalogue, experiment);
  if (!blueprint) return 'model';
  try {
    planNetwork(blueprint, catalogue.layers);
  } catch (error) {
    if (error instanceof BlueprintError) return 'model';
  }
  const culprit = Object.keys(experiment.tricks).find((id) => obstacle(catalogue, experiment, id) !== undefined);
  return culprit === undefined ? 'experiment' : `trick:${culprit}`;
}

function plainBlueprint(catalogue: Catalogue, experiment: Experiment) {
  const model = catalogue.models[experiment.model.id];
  const { shape, classes } = describeData(catalogue, experiment.data);
  return model?.accepts(shape) === true ? model.build(experiment.model, { shape, classes }) : undefined;
}
