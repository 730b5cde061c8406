/** What a network looks at in one sample, by three methods that answer different questions. */
import type { Evaluator } from '../predictions';
import type { Saliency, SaliencyRequest } from '../protocol';
import { freeze, letOthers } from '../frozen';
import { predict } from '../predictions';
import type { Run } from '../run';
import { gradCam } from './grad-cam';
import { gradientTimesInput } from './gradient';
import { occlusion } from './occlusion';
import type { Tensor } from '../../core/ops';
import type { DeviceSplit } from '../device-split';

/** What a method is given: a sample as it is gathered, [1, …], and the class whose score is explained. */
export interface Asked {
  readonly evaluator: Evaluator;
  readonly data: DeviceSplit;
  /** [H, W, C] or [features]. */
  readonly shape: readonly number[];
  /** Per channel, as a share of full brightness. */
  readonly mean: readonly number[];
  readonly x: Tensor;
  readonly label: number;
  /** Of that class, as the network is now. */
  readonly probability: number;
  /** Lets others have their turn. @throws where the answer is not wanted any more */
  readonly pause: () => Promise<void>;
}

const METHODS = { gradient: gradientTimesInput, occlusion, 'grad-cam': gradCam };

/**
 * A map of one sample, for the class asked for or else the one that is predicted. The network is that of one step.
 * @param wanted asked between turns of work @throws where the sample or the class is out of range, or the answer is not wanted any more
 */
export async function saliency(run: Run, { split, index, method, label }: SaliencyRequest, wanted: () => boolean): Promise<Saliency> {
  const { tf } = run.evaluator;
  const { shape, mean, classes } = run.dataset;
  const data = run.split(split);
  if (!(Number.isInteger(index) && index >= 0 && index < data.size)) throw new RangeError(`There is no sample ${index} among the ${data.size} of ${split}`);
  if (label !== undefined && !(Number.isInteger(label) && label >= 0 && label < classes.length)) throw new RangeError(`There is no class ${label} among ${classes.length}`);
  const { step } = run;
  const frozen = freeze(run.evaluator);
  data.ensure([index]);
  const x = tf.tidy(() => tf.mul<Tensor>(data.gather(tf.tensor1d([index], 'int32')), 1));
  try {
    const probabilities = await answersFor(frozen.evaluator, data, x);
    const explained = label ?? Math.max(0, probabilities.indexOf(Math.max(...probabilities)));
    const asked: Asked = { evaluator: frozen.evaluator, data, shape, mean, x, label: explained, probability: probabilities[explained]!, pause: () => letOthers(wanted) };
    const made = await METHODS[method](asked);
    return 'refusal' in made ? made : { method, step, label: explained, probability: asked.probability, ...made };
  } finally {
    x.dispose();
    frozen.dispose();
  }
}

/** Class probabilities of samples, [B·K]. */
export async function answersFor(evaluator: Evaluator, data: DeviceSplit, x: Tensor): Promise<Float32Array> {
  const answers = evaluator.tf.tidy(() => evaluator.tf.softmax(predict(evaluator, data, x)));
  try {
    return await answers.data<'float32'>();
  } finally {
    answers.dispose();
  }
}
