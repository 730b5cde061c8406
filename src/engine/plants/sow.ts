/** Carries out the bugs that are planted in an experiment: everything from the settings to the recipe of a run passes through here, and comes out as it went in where there are none. */
import type { Blueprint } from '../../core/blueprint';
import type { Catalogue } from '../../core/catalogue';
import type { Dataset, NamedFile } from '../../core/dataset';
import { enableTrick, type Experiment } from '../../core/experiment';
import { fold, type ActiveTrick, type Recipe } from '../../core/fold';
import type { LayerContext, LayerKind } from '../../core/layer';
import { plantOf, withoutPlants, type PlantDeclaration, type PlantedEvaluation, type PlantedKernel, type Planting } from '../../core/plant';
import { configure } from '../../core/structure';
import type { Effects } from '../../core/trick';
import type { Tensor2D } from '@tensorflow/tfjs-core';

/** Marks the node that gives the logits in the settings of its layer. */
const MARK = 'planted';

export interface Sown {
  /** @throws DataError */
  open(files: readonly NamedFile[]): Dataset;
  /** @param trainSize how many training samples there really are, once the data are open. @throws RecipeError */
  fold(trainSize?: number): Recipe;
  readonly evaluation: PlantedEvaluation;
  readonly kernels: readonly PlantedKernel[];
}

export function sow(catalogue: Catalogue, experiment: Experiment): Sown {
  const bugs = Object.entries(experiment.plants?.bugs ?? {}).flatMap(([id, values]) => {
    const declaration = plantOf(catalogue, id);
    return declaration ? [{ declaration, planting: declaration.plant(values, { experiment }) }] : [];
  });
  const plantings = bugs.map(({ planting }) => planting);
  const changed = plantings.reduce((current, planting) => changeSettings(catalogue, current, planting), withoutPlants(experiment));
  return {
    open: (files) => {
      const opened = catalogue.datasets[experiment.data.id]!.open(changed.data, { files });
      return plantings.reduce((dataset, planting) => planting.dataset?.(dataset) ?? dataset, opened);
    },
    fold: (trainSize) => {
      // As the visitor has set it up: that is what has to be possible, and what caveats are about.
      const asked = fold(catalogue, experiment, trainSize);
      if (bugs.length === 0) return asked;
      return { ...fold(catalogue, changed, trainSize, bugs.map((bug) => asTrick(catalogue, bug))), experiment, caveats: asked.caveats };
    },
    evaluation: Object.assign({}, ...plantings.map(({ evaluation }) => evaluation)) as PlantedEvaluation,
    kernels: plantings.flatMap(({ kernel }) => kernel ?? []),
  };
}

function changeSettings(catalogue: Catalogue, experiment: Experiment, { data, tricks = {} }: Planting): Experiment {
  const started: Experiment = { ...experiment, data: { ...experiment.data, ...data } };
  return Object.entries(tricks).reduce((current, [id, values]) => enableTrick(catalogue, current, id, values), started);
}

/** The effects of a bug, as those of a trick that nobody sees. */
function asTrick(catalogue: Catalogue, { declaration, planting }: { declaration: PlantDeclaration; planting: Planting }): ActiveTrick {
  const effects: Effects = { ...planting.effects, ...aroundOutput(catalogue, planting) };
  const { id, title, summary } = declaration;
  return {
    declaration: {
      ...{ id: `bug:${id}`, key: `bug:${id}`, title, summary, group: 'evaluation', advice: '', formula: '', fields: {} },
      source: { citation: '', url: '' },
      effects: () => effects,
    },
    values: {},
    effects,
  };
}

/** Changes what the layer of the logits reads and gives, under its own name and kind, so that the network looks as it did. */
function aroundOutput(catalogue: Catalogue, { beforeOutput, afterOutput }: Planting): Pick<Effects, 'blueprint' | 'layers'> {
  if (!beforeOutput && !afterOutput) return {};
  const wrap = (kind: LayerKind): LayerKind => ({
    ...kind,
    apply: (context: LayerContext) => {
      if (context.config[MARK] !== true) return kind.apply(context);
      const inputs = beforeOutput ? context.inputs.map((input) => beforeOutput(context, input)) : context.inputs;
      const result = kind.apply({ ...context, inputs });
      return afterOutput ? { ...result, output: afterOutput(context, result.output as Tensor2D) } : result;
    },
  });
  return {
    blueprint: (blueprint: Blueprint) => configure(blueprint, blueprint.heads.main, { [MARK]: true }),
    // Whichever of them gives the logits.
    layers: Object.values(catalogue.layers).map(wrap),
  };
}
