/** Input gradient × input: Shrikumar et al. 2016, "Not just a black box: learning important features through propagating activation differences". */
import { logitsOf } from '../predictions';
import type { SaliencyMap } from '../protocol';
import type { Asked } from '.';
import { scoreOf } from './score';

/**
 * The slope of the class's logit in every input times that input, as the network is fed it: to first order, what the logit would lose if that input were
 * the mean of the data. Summed over the channels of a pixel. Tricks that ask the network several times at the end of a run are left out.
 */
export async function gradientTimesInput({ evaluator, data, shape, x, label }: Asked): Promise<Pick<SaliencyMap, 'height' | 'width' | 'values'>> {
  const { tf } = evaluator;
  const map = tf.tidy(() => {
    const fed = data.normalise(x);
    const slope = tf.grad((input) => scoreOf(tf, logitsOf(evaluator, input), label))(fed);
    const product = tf.mul(slope, fed);
    return shape.length === 3 ? tf.sum(product, 3) : product;
  });
  const values = (await map.data<'float32'>()).slice();
  map.dispose();
  const [height, width] = shape.length === 3 ? [shape[0]!, shape[1]!] : [1, shape[0]!];
  return { height, width, values };
}
