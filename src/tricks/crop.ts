import { choice, integer } from '../core/fields';
import { needsImages, NO_WARP } from '../core/images';
import { declareTrick } from '../core/trick';

/** Which of a warp's six numbers move the picture, to the right and down. */
const MOVES = [0, 0, 1, 0, 0, 1] as const;

export const crop = declareTrick({
  id: 'crop',
  key: 'crop',
  title: 'Padded crop',
  group: 'regularisation',
  summary: 'Every picture gets a border and is cut to its size again at a random place, so that it moves by some pixels.',
  advice: 'The usual augmentation for small pictures, with a border of an eighth of the side. The Dark Magic article counts the crop, its padding and its size among the settings worth a try, without expecting much of them. A border that is too wide cuts off what the picture is about.',
  formula: String.raw`x'_{i,j} = \tilde x_{i+u,\,j+v},\quad u, v \sim \mathcal{U}\{-p, \dots, p\}`,
  source: { citation: 'Lee et al. 2015, Deeply-supervised nets; He et al. 2016, Deep residual learning for image recognition', url: 'https://arxiv.org/abs/1512.03385' },
  fields: {
    padding: integer({
      label: 'Padding',
      help: 'How wide the border is, and so how far a picture can move.',
      unit: 'pixels',
      role: 'value',
      default: 4,
      min: 0,
      max: 32,
    }),
    mode: choice({
      label: 'Border',
      help: 'What is in the border: black, or the picture mirrored at its edge.',
      default: 'zero',
      options: [
        { value: 'zero', label: 'Black' },
        { value: 'reflect', label: 'Mirrored' },
      ],
    }),
  },
  neutral: { padding: 0 },
  trials: [{ padding: 2 }, { padding: 4 }],
  applies: (situation) => {
    const images = needsImages(situation);
    if (images !== true) return images;
    const side = Math.min(...situation.data.shape.slice(0, 2));
    return situation.values.padding < side || `the border has to be narrower than the pictures, which have ${side} pixels a side`;
  },
  effects: ({ mode }) => ({
    augment: {
      stage: 'geometry',
      apply: ({ tf, ops, key, knob }, x) => {
        const padding = tf.round(knob('padding'));
        const places = tf.add(tf.mul(padding, 2), 1);
        const moves = tf.sub(tf.floor(tf.mul(ops.uniform(key(), [x.shape[0], 6]), places)), padding);
        const matrices = ops.affine(moves, tf.tensor1d([...MOVES]), tf.tensor1d([...NO_WARP]));
        return ops.warp(x, matrices, { interpolation: 'nearest', outside: mode });
      },
    },
  }),
  pytorch: ({ padding, mode }, { shape: [height, width] }) => ({
    imports: ['from torchvision import transforms'],
    transforms: [`transforms.RandomCrop((${height}, ${width}), padding=${padding}, padding_mode='${mode === 'zero' ? 'constant' : 'reflect'}')`],
  }),
});
