/** Experiments with bugs, as links. */
import type { Catalogue } from '../../core/catalogue';
import type { Experiment } from '../../core/experiment';
import { defaultsOf } from '../../core/fields';
import { plantable } from '../../core/fold';
import { writeLink } from '../../core/permalink';
import { plantOf, withoutPlants, withPlants, type PlantDeclaration, type Plants } from '../../core/plant';

/** The bugs that could be in an experiment, in the order of their titles. */
export function suspectsOf(catalogue: Catalogue, experiment: Experiment): PlantDeclaration[] {
  return plantable(catalogue, withoutPlants(experiment)).flatMap((id) => plantOf(catalogue, id) ?? []);
}

/** @param hunt the salt of a hidden bug; a visible one without it */
export function linkWith(catalogue: Catalogue, experiment: Experiment, bug: PlantDeclaration, hunt?: number): string {
  const plants: Plants = { bugs: { [bug.id]: defaultsOf(bug.fields) }, ...(hunt === undefined ? {} : { hunt }) };
  return writeLink(catalogue, withPlants(experiment, plants));
}

export function linkWithout(catalogue: Catalogue, experiment: Experiment): string {
  return writeLink(catalogue, withoutPlants(experiment));
}

/** Where nobody is to know. */
export function hideAtRandom(catalogue: Catalogue, experiment: Experiment, random: () => number = Math.random): string | undefined {
  const suspects = suspectsOf(catalogue, experiment);
  const drawn = suspects[Math.floor(random() * suspects.length)];
  return drawn && linkWith(catalogue, experiment, drawn, Math.floor(random() * 2 ** 16));
}
