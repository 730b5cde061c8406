/** The quickest test of a whole training program: a run of its own that learns the first 64 training samples by heart. */
import type { Catalogue } from '../core/catalogue';
import type { Dataset, DatasetDeclaration } from '../core/dataset';
import { defaultsOf } from '../core/fields';
import type { Experiment } from '../core/experiment';
import type { Ops, Tf } from '../core/ops';
import type { SmallFit } from '../diagnose/run/small-fit';
import { nextTask } from './next-task';
import type { SmallFitOptions } from './protocol';
import { Run } from './run';

const SAMPLES = 64;
const STEPS = 200;
/** Steps of the warm-up, where the experiment has one; that of a run is a share of an epoch, which here is one step. */
const WARM_UP = 20;
/** Steps between two looks at the loss and at whether the result is still wanted. */
const STEPS_PER_LOOK = 8;
/** Of the group regularisation, what does not stand in the way of learning by heart. */
const KEPT = ['batch-size', 'gradient-clipping'];

/**
 * Trains for 200 steps of all 64 samples at a constant rate, without what regularises; bugs that were planted stay in.
 * @param wanted asked now and then; when it says no, the result is of the steps taken so far
 * @throws RecipeError, DataError
 */
export async function fitSmall(
  tf: Tf,
  ops: Ops,
  catalogue: Catalogue,
  experiment: Experiment,
  { files, eager = false }: SmallFitOptions & { readonly eager?: boolean } = {},
  wanted: () => boolean = () => true,
): Promise<SmallFit> {
  const run = new Run(tf, ops, withFewSamples(catalogue, experiment.data.id), smallExperiment(catalogue, experiment), { files, eager });
  try {
    await run.prepare(wanted);
    while (!run.finished && wanted()) {
      const { objectives } = run.takeSteps(Math.min(STEPS_PER_LOOK, run.recipe.steps - run.step));
      const values = await objectives.data<'float32'>();
      objectives.dispose();
      if (!values.every(Number.isFinite)) break;
      await nextTask();
    }
    const { loss, accuracy, samples } = (await run.evaluate('train', SAMPLES))!;
    return { samples, right: Math.round(accuracy * samples), loss, steps: run.step };
  } finally {
    run.dispose();
  }
}

/** One batch for an epoch, and only tricks that help to fit. */
export function smallExperiment(catalogue: Catalogue, experiment: Experiment): Experiment {
  const kept = Object.entries(experiment.tricks).flatMap(([id, values]): [string, typeof values][] => {
    if (id === 'warmup') return [[id, { ...values, epochs: WARM_UP }]];
    const declaration = catalogue.tricks[id];
    const { group, exclusive } = declaration ?? {};
    const dropped = group === 'evaluation' || exclusive === 'schedule' || (group === 'regularisation' && !KEPT.includes(id));
    return dropped ? [] : [[id, values]];
  });
  const constant = ['constant', defaultsOf(catalogue.tricks['constant']!.fields)] as const;
  return { ...experiment, tricks: Object.fromEntries([...kept, constant]), run: { ...experiment.run, batch: SAMPLES, epochs: STEPS } };
}

function withFewSamples(catalogue: Catalogue, id: string): Catalogue {
  const declaration = catalogue.datasets[id]!;
  const few: DatasetDeclaration = { ...declaration, open: (values, access) => firstSamples(declaration.open(values, access)) };
  return { ...catalogue, datasets: { ...catalogue.datasets, [id]: few } };
}

function firstSamples(dataset: Dataset): Dataset {
  const { train } = dataset.splits;
  const few = { size: Math.min(SAMPLES, train.size), sample: (index: number, out: Uint8Array | Float32Array) => train.sample(index, out) };
  return { ...dataset, splits: { ...dataset.splits, train: few } };
}
