/** The walk through the network of a run as it stands, with all that is needed to repeat it elsewhere. */
import type { Tensor } from '../../core/ops';
import type { Run } from '../run';
import { weightsOf } from '../train-state';
import type { WalkedNetwork } from '../protocol/device-check';
import { readAll, walkNetwork } from './walk';

const MOST_SAMPLES = 16;
const FEWEST_SAMPLES = 2;
/** Floats of all activations together, so that the slow device takes seconds only and the page copies megabytes only. */
const MOST_ACTIVATIONS = 400_000;

/** @throws where the weights are not finite any more */
export async function walkRun(run: Run): Promise<WalkedNetwork> {
  const { tf, ops, recipe, state } = run.evaluator;
  const dev = run.split('dev');
  const values = run.nextValues;
  const samples = Math.min(dev.size, MOST_SAMPLES, Math.max(FEWEST_SAMPLES, Math.floor(MOST_ACTIVATIONS / recipe.network.activations)));
  const shown = Int32Array.from({ length: samples }, (_, i) => i);
  const labels = dev.ensure(shown);
  const copies = (tensors: readonly Tensor[]): Record<string, Tensor> => Object.fromEntries(tensors.map((tensor, i) => [i, tf.mul(tensor, 1)]));
  const held = tf.tidy(() => ({ weights: copies(weightsOf(ops, state)), states: copies(state.layers), features: copies([dev.normalise(dev.gather(tf.tensor1d(shown, 'int32')))]) }));
  const [weights, states] = [Object.values(held.weights), Object.values(held.states)];
  const x = held.features['0']!;
  const walking = walkNetwork({ tf, ops }, { recipe, weights, states, x, labels, values });
  const [walk, ...read] = await Promise.all([walking, readAll(held.weights), readAll(held.states), readAll(held.features)]);
  const [readWeights, readStates, features] = read.map((copied) => Object.values(copied));
  if (readWeights!.some((weight) => !weight.values.every(Number.isFinite))) throw new Error('Some weights of this network are infinite or no numbers, so its layers cannot be compared; train another one first');
  return {
    experiment: recipe.experiment,
    trainSize: run.dataset.splits.train.size,
    step: values.step,
    numbers: values.numbers,
    features: features![0]!,
    labels,
    weights: readWeights!,
    states: readStates!,
    walk,
  };
}
