/** Running statistics of normalisation layers, estimated anew for weights that no step has led to: an average of weights, for instance. */
import type { Tensor } from '../core/ops';
import { contextsOf, reparametrise } from './contexts';
import { forward } from './forward';
import { SingleStepInputs } from './step-inputs';
import { weightsOf } from './train-state';
import type { StepSetting } from './steps';

/**
 * Takes the mean of the statistics of some training batches in place of the running ones.
 * @param batches indices of the samples of each
 * @param numbers of the step whose weights these are
 */
export function estimateStatistics({ tf, ops, recipe, state, data }: StepSetting, batches: readonly Int32Array[], numbers: Readonly<Record<string, number>>): void {
  if (state.layers.length === 0) return;
  let sums: Tensor[] | undefined;
  batches.forEach((indices, step) => {
    data.ensure(indices);
    const inputs = new SingleStepInputs(tf, recipe.experiment.run.seed, { step, numbers });
    const before = sums;
    sums = tf.tidy(() => {
      const pass = forward({
        tf,
        ops,
        plan: recipe.network,
        layers: recipe.layers,
        weights: reparametrise(contextsOf(tf, ops, recipe, inputs), weightsOf(ops, state), recipe),
        state: state.layers,
        x: data.normalise(data.gather(tf.tensor1d(indices, 'int32'))),
        heads: Object.keys(recipe.network.blueprint.heads),
        training: true,
        momentum: 1,
        key: (node) => inputs.key('layer', node),
        knob: (name) => inputs.scalar(name),
      });
      return pass.state.map((tensor, i) => tf.add(tensor, before?.[i] ?? 0));
    });
    inputs.dispose();
    tf.dispose(before ?? []);
  });
  sums?.forEach((sum, i) => {
    state.layers[i] = ops.renew(state.layers[i]!, tf.div(sum, batches.length));
    sum.dispose();
  });
}
