import { number } from '../core/fields';
import { needsImages, NO_WARP } from '../core/images';
import { declareTrick } from '../core/trick';

export const flip = declareTrick({
  id: 'flip',
  key: 'flip',
  title: 'Flip',
  group: 'regularisation',
  summary: 'Half of the pictures are shown as in a mirror, others each time.',
  advice: 'Doubles the data wherever left and right do not matter, as with things and animals seen from the side: fast.ai’s first augmentation for photographs. It harms where the mirrored picture means something else, or nothing: most letters and digits are no letters in a mirror, so it cannot be switched on for them.',
  formula: String.raw`x'_{i,j} = x_{i,\,W-1-j} \;\text{with probability } p`,
  source: { citation: 'fast.ai’s transforms_side_on, of 8 Deep Learning Best Practices I Learned About in 2017; Krizhevsky et al. 2012', url: 'https://papers.nips.cc/paper/4824-imagenet-classification-with-deep-convolutional-neural-networks' },
  fields: {
    probability: number({ label: 'p', help: 'How many of the pictures are mirrored.', default: 0.5, min: 0, max: 1 }),
  },
  neutral: { probability: 0 },
  trials: [{ probability: 0.5 }],
  applies: (situation) => {
    const images = needsImages(situation);
    if (images !== true) return images;
    return situation.data.mirrorable || 'a mirrored sample of these data would not be a valid sample any more';
  },
  effects: () => ({
    augment: {
      stage: 'geometry',
      apply: ({ tf, ops, key, knob }, x) => {
        const [batch, , width] = x.shape;
        const mirrored = tf.cast(tf.less(ops.uniform(key(), [batch, 1]), knob('probability')), 'float32');
        const matrices = tf.add(tf.mul(mirrored, tf.tensor2d([[-2, 0, width - 1, 0, 0, 0]])), tf.tensor1d([...NO_WARP]));
        return ops.warp(x, matrices, { interpolation: 'nearest', outside: 'zero' });
      },
    },
  }),
  pytorch: ({ probability }) => ({
    imports: ['from torchvision import transforms'],
    transforms: [`transforms.RandomHorizontalFlip(p=${probability})`],
  }),
});
