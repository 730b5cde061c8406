/** Everything that a number on the page is made from, as plain tensors: for checking them elsewhere. */
import type { Tensor } from '../core/ops';
import { logitsOf } from './predictions';
import type { TensorValues } from './protocol';
import type { Run } from './run';
import { SingleStepInputs } from './step-inputs';
import { weightsOf } from './train-state';
import { gradientsOf } from './train-step';

/** Dev samples that are shown to the network. */
const SAMPLES = 64;

/**
 * By name: `weight/<path>` and `state/<path>`; `gradient/<path>` of the training objective, with `objective`, `batch/indices` and `batch/labels`, for the
 * batch of the step to come (of a finished run, the last one) and the weights as they are; and of the first dev samples `dev/features` (as the network is
 * fed them), `dev/labels`, `activation/<layer>` and `logits`, in evaluation mode.
 */
export async function dump(run: Run): Promise<Record<string, TensorValues>> {
  const { tf, ops, recipe, state } = run.evaluator;
  const values = run.nextValues;
  const dev = run.split('dev');
  const shown = Int32Array.from({ length: Math.min(SAMPLES, dev.size) }, (_, i) => i);
  const labels = dev.ensure(shown);
  const inputs = new SingleStepInputs(tf, recipe.experiment.run.seed, values);
  const tensors: Record<string, Tensor> = tf.tidy(() => {
    const named: Record<string, Tensor> = {};
    // Copies, since parts of a packed vector lie in its memory.
    weightsOf(ops, state).forEach((weight, i) => (named[`weight/${recipe.network.parameters[i]!.path}`] = tf.mul(weight, 1)));
    recipe.network.states.forEach(({ path }, i) => (named[`state/${path}`] = tf.mul(state.layers[i]!, 1)));
    const { objective, gradients } = gradientsOf({ tf, ops, recipe, state, data: run.split('train'), inputs });
    named['objective'] = objective;
    gradients.forEach((gradient, i) => (named[`gradient/${recipe.network.parameters[i]!.path}`] = gradient));
    const x = dev.normalise(dev.gather(tf.tensor1d(shown, 'int32')));
    named['dev/features'] = tf.mul(x, 1);
    named['logits'] = logitsOf(run.evaluator, x, (name, output) => (named[`activation/${name}`] = tf.keep(tf.mul(output, 1))));
    return named;
  });
  inputs.dispose();
  const read = Object.entries(tensors).map(async ([name, tensor]) => [name, { shape: tensor.shape, values: (await tensor.data<'float32'>()).slice() }] as const);
  const dumped: Record<string, TensorValues> = Object.fromEntries(await Promise.all(read));
  tf.dispose(tensors);
  for (const [name, integers] of Object.entries({ 'batch/indices': values.integers!['indices']!, 'batch/labels': values.integers!['labels']!, 'dev/labels': labels })) {
    dumped[name] = { shape: [integers.length], values: integers.slice() };
  }
  return dumped;
}
