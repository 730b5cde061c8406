/** The work before the first step: initial weights that need data or another run. */
import { clockAt } from '../core/clock';
import { knobsAt, RecipeError, type Recipe } from '../core/fold';
import type { Ops, Tensor, Tf } from '../core/ops';
import type { StartContext, StartValues } from '../core/trick';
import { contextsOf, reparametrise } from './contexts';
import type { DeviceSplit } from './device-split';
import { forward } from './forward';
import { nextTask } from './next-task';
import { joinValues } from './parameter-groups';
import type { Run } from './run';
import { SingleStepInputs } from './step-inputs';
import { readValues, type TrainState } from './train-state';

/** Steps of a source run between two looks at whether it is still wanted. */
const STEPS_AT_ONCE = 4;
/** Trained sources that are remembered, so that trying other settings does not train them again. */
const REMEMBERED = 3;

type Trained = Awaited<ReturnType<StartContext['trained']>>;

export interface StartSetting {
  readonly tf: Tf;
  readonly ops: Ops;
  readonly recipe: Recipe;
  readonly state: TrainState;
  readonly data: DeviceSplit;
  /** The samples of the first batch. */
  readonly indices: Int32Array;
  readonly trained: StartContext['trained'];
}

/** Lets the tricks that want to set the values that a run starts with. @throws RecipeError where one cannot */
export async function setStartValues(setting: StartSetting): Promise<void> {
  const { tf, ops, recipe, state, trained } = setting;
  const starts = recipe.tricks.flatMap(({ effects }) => (effects.start ? [effects.start] : []));
  if (starts.length === 0) return;
  const { parameters, states } = recipe.network;
  let values = await readStartValues(recipe, state);
  const context: StartContext = { parameters, trained, measure: (node, tried) => measure(setting, node, tried) };
  for (const start of starts) values = await start(context, values);
  for (const held of state.groups) {
    const joined = joinValues(held.group, held.group.parameters.map(({ path }) => values.parameters.get(path)!));
    held.weights = ops.renew(held.weights, tf.tensor(joined, held.weights.shape));
  }
  states.forEach(({ path, shape }, i) => (state.layers[i] = ops.renew(state.layers[i]!, tf.tensor(values.states.get(path)!, [...shape]))));
}

const sources = new Map<string, Trained>();

/**
 * Trains a run to its end, or remembers what came of it.
 * @param open makes the run; it is disposed here
 * @throws RecipeError when it is no longer wanted
 */
export async function trainSource(link: string, open: () => Run, wanted: () => boolean): Promise<Trained> {
  const known = sources.get(link);
  if (known) return known;
  const run = open();
  try {
    await run.prepare(wanted);
    while (!run.finished) {
      const { objectives } = run.takeSteps(run.replays ? run.stepsToEvaluation(STEPS_AT_ONCE) : 1);
      // Waited for, so that the device never has more before it than these.
      await objectives.data();
      objectives.dispose();
      // Nobody looks at it but the schedule.
      if (run.evaluationDue && run.recipe.schedule.observe) await run.measure(wanted);
      await nextTask();
      if (!wanted()) throw new RecipeError('The run that this one starts from was stopped before its end');
    }
    await run.finish();
    const trained = { ...(await readStartValues(run.recipe, run.state)), shapes: new Map(run.recipe.network.parameters.map(({ path, shape }) => [path, shape])) };
    const [oldest] = sources.keys();
    if (sources.size >= REMEMBERED && oldest !== undefined) sources.delete(oldest);
    sources.set(link, trained);
    return trained;
  } finally {
    run.dispose();
  }
}

async function readStartValues({ network }: Recipe, state: TrainState): Promise<StartValues> {
  const weights = await readValues(state, (group) => group.weights);
  const layers = await Promise.all(state.layers.map((tensor) => tensor.data<'float32'>()));
  return {
    parameters: new Map(network.parameters.map(({ path }, i) => [path, weights[i]!])),
    // Copies: on some backends `data` gives a view of the tensor's own memory.
    states: new Map(network.states.map(({ path }, i) => [path, layers[i]!.slice()])),
  };
}

/** The mean and the variance of what a node puts out for the first batch, normalised by the batch itself as in training. */
async function measure({ tf, ops, recipe, data, indices }: StartSetting, node: string, values: StartValues): Promise<{ mean: number; variance: number }> {
  data.ensure(indices);
  const { network } = recipe;
  const { knobs } = knobsAt(recipe, clockAt(0, recipe.steps, recipe.stepsPerEpoch), recipe.schedule.init ?? {});
  const inputs = new SingleStepInputs(tf, recipe.experiment.run.seed, { step: 0, numbers: { ...knobs, count: 1 } });
  const moments = tf.tidy(() => {
    const weights = network.parameters.map(({ path, shape }) => tf.tensor(values.parameters.get(path)!, [...shape]));
    let measured: Tensor | undefined;
    forward({
      tf,
      ops,
      plan: network,
      layers: recipe.layers,
      weights: reparametrise(contextsOf(tf, ops, recipe, inputs), weights, recipe),
      state: network.states.map(({ path, shape }) => tf.tensor(values.states.get(path)!, [...shape])),
      x: data.normalise(data.gather(tf.tensor1d(indices, 'int32'))),
      heads: Object.keys(network.blueprint.heads),
      training: true,
      key: (layer) => inputs.key('layer', layer),
      knob: (name) => inputs.scalar(name),
      onOutput: (name, output) => {
        if (name !== node) return;
        const { mean, variance } = tf.moments(output);
        measured = tf.stack([mean, variance]);
      },
    });
    return measured ?? tf.tensor1d([NaN, NaN]);
  });
  inputs.dispose();
  const [mean, variance] = await moments.data<'float32'>();
  moments.dispose();
  return { mean: mean!, variance: variance! };
}
