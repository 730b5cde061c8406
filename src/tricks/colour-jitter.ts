import { number } from '../core/fields';
import { needsImages, saturationIdle } from '../core/images';
import { declareTrick } from '../core/trick';

/** Brightness, contrast and saturation are factors around 1; the hue is turned around 0, a quarter as far. */
const MIDDLES = [1, 1, 1, 0];
const RANGES = [1, 1, 1, 0.25];

export const colourJitter = declareTrick({
  id: 'colour-jitter',
  key: 'jitter',
  title: 'Colour jitter',
  group: 'regularisation',
  summary: 'Brightness, contrast, saturation and hue of every picture are changed a little at random.',
  advice: 'The standard augmentation of colours, which the Dark Magic article compares AutoAugment with. Helps with photographs in changing light; harms where the colour itself says what is shown. On grey pictures brightness and contrast act, while saturation and hue cannot. The four are done in this order; torchvision draws the order, too.',
  formula: String.raw`b, c, s \sim \mathcal{U}(1-\sigma,\,1+\sigma),\quad h \sim \mathcal{U}\left(-\tfrac{\sigma}{4},\,\tfrac{\sigma}{4}\right) \text{ of the circle}`,
  source: { citation: 'Krizhevsky et al. 2012; operations as in torchvision’s ColorJitter, proportions as in Chen et al. 2020 (SimCLR)', url: 'https://arxiv.org/abs/2002.05709' },
  fields: {
    strength: number({
      label: 'σ',
      help: 'How far the factors can be from 1; the hue is turned by up to a quarter of it.',
      default: 0.4,
      min: 0,
      max: 1,
    }),
  },
  neutral: { strength: 0 },
  trials: [{ strength: 0.2 }, { strength: 0.4 }],
  applies: needsImages,
  caveat: saturationIdle,
  effects: () => ({
    augment: {
      stage: 'colour',
      apply: ({ tf, ops, key, knob }, x) => {
        const ranges = tf.mul(tf.tensor1d(RANGES), knob('strength'));
        const draws = ops.uniform(key(), [x.shape[0], RANGES.length]);
        return ops.adjustColours(x, ops.affine(draws, tf.mul(ranges, 2), tf.sub(tf.tensor1d(MIDDLES), ranges)));
      },
    },
  }),
  pytorch: ({ strength }) => ({
    imports: ['from torchvision import transforms'],
    transforms: [`transforms.ColorJitter(brightness=${strength}, contrast=${strength}, saturation=${strength}, hue=${strength / 4})`],
  }),
});
