/**
 * A plant is a bug on purpose: declared whole in one file of `src/plants`, put into a run by the engine (`src/engine/plants`), and found by the student
 * with the verdicts that any run gets. What the page shows of an experiment (its schedule, its network, its script) stays as it is without the bug.
 */
import type { Catalogue } from './catalogue';
import type { Dataset, SplitName } from './dataset';
import type { Experiment } from './experiment';
import { asRecord, checkFields, type AnyValues, type Fields, type Values } from './fields';
import type { LayerContext } from './layer';
import type { Tensor, Tf } from './ops';
import type { Effects, Situation } from './trick';
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';

/** The bugs of an experiment. */
export interface Plants {
  /** Settings by id. */
  readonly bugs: Readonly<Record<string, AnyValues>>;
  /** Of a hunt: the bugs are not to be shown. The number salts the link's code, so that two hunts for the same bug look different; 0 … 65,535. */
  readonly hunt?: number;
}

/** How the evaluation of a run is led astray. */
export interface PlantedEvaluation {
  /** The split that is asked in place of the one that it is reported for. */
  readonly split?: (name: SplitName) => SplitName;
  /**
   * What counts as right, in place of the largest logit.
   * @param logits [B, K]
   * @param labels int32 [B]
   * @returns 1 or 0 for each sample, float32 [B]
   */
  readonly right?: (tf: Tf, logits: Tensor2D, labels: Tensor1D) => Tensor1D;
}

/** A kernel of which every negative result is multiplied by a factor. */
export interface PlantedKernel {
  readonly name: string;
  readonly factor: number;
}

/** What a bug does, each in its place. */
export interface Planting {
  /** Settings of the data in place of those given. */
  readonly data?: AnyValues;
  /** Tricks that are on, with these settings. */
  readonly tricks?: Readonly<Record<string, AnyValues>>;
  /** The data as the network gets them. */
  readonly dataset?: (dataset: Dataset) => Dataset;
  /** After those of all tricks. */
  readonly effects?: Effects;
  /** What the output layer reads, in training and evaluation. */
  readonly beforeOutput?: (context: LayerContext, input: Tensor) => Tensor;
  /** What takes the place of the logits [B, K], in training and evaluation. */
  readonly afterOutput?: (context: LayerContext, logits: Tensor2D) => Tensor2D;
  readonly evaluation?: PlantedEvaluation;
  readonly kernel?: PlantedKernel;
}

export interface PlantContext {
  /** Without the bug. */
  readonly experiment: Experiment;
}

export interface PlantDeclaration<F extends Fields = Fields> {
  /** Also its name in links. */
  readonly id: string;
  /** What is wrong, in plain words: the student picks among these. */
  readonly title: string;
  /** What it does; a sentence. */
  readonly summary: string;
  /** What one should have seen, and why; shown with the answer. */
  readonly lesson: string;
  /** Ids of the verdicts that give it away. */
  readonly evidence: readonly string[];
  readonly fields: F;
  /** Whether it can be planted here; if not, the end of a sentence that begins with "cannot be planted here:". */
  applies?(situation: Situation<Values<F>>): true | string;
  plant(values: Values<F>, context: PlantContext): Planting;
}

/** Keeps the precise field types of a declaration. */
export function declarePlant<F extends Fields>(declaration: PlantDeclaration<F>): PlantDeclaration<F> {
  return declaration;
}

/** The experiment as it should have been. */
export function withoutPlants({ plants: _, ...clean }: Experiment): Experiment {
  return clean;
}

/** @param plants none, or a record without bugs, for an experiment that is as it should be */
export function withPlants(experiment: Experiment, plants: Plants | undefined): Experiment {
  return plants && Object.keys(plants.bugs).length > 0 ? { ...withoutPlants(experiment), plants } : withoutPlants(experiment);
}

/**
 * Checks bugs of unknown origin.
 * @returns what could be read, and one sentence for everything that could not
 */
export function checkPlants(catalogue: Catalogue, candidate: unknown): { plants: Plants | undefined; notices: string[] } {
  if (candidate === undefined) return { plants: undefined, notices: [] };
  const notices: string[] = [];
  const given = asRecord(candidate);
  const bugs: Record<string, AnyValues> = {};
  for (const [id, values] of Object.entries(asRecord(given['bugs']))) {
    const declaration = plantOf(catalogue, id);
    if (!declaration) notices.push(`The bug "${id.slice(0, 40)}" is not known, so it was left out`);
    else bugs[id] = checkFields(declaration.fields, values, notices);
  }
  const { hunt } = given;
  const hidden = typeof hunt === 'number' && Number.isInteger(hunt) && hunt >= 0 && hunt < 2 ** 16;
  return { plants: Object.keys(bugs).length > 0 ? { bugs, ...(hidden ? { hunt } : {}) } : undefined, notices };
}

/** The declaration of a bug, where there is one of that name. */
export function plantOf(catalogue: Catalogue, id: string): PlantDeclaration | undefined {
  return catalogue.plants && Object.hasOwn(catalogue.plants, id) ? catalogue.plants[id] : undefined;
}
