import { number } from '../core/fields';
import { needsImages } from '../core/images';
import { declareTrick } from '../core/trick';

export const cutout = declareTrick({
  id: 'cutout',
  key: 'cutout',
  title: 'Cutout',
  group: 'regularisation',
  summary: 'A square at a random place of every picture is covered.',
  advice: 'Makes the network look at more than the one most telling part. The Dark Magic article counts it among what may help a little. A square that is too big hides what the picture shows. It is filled with the mean colour of the batch, which stands for the mean of the data; at the edges a part of it may lie outside.',
  formula: String.raw`x' = m \odot \bar x + (1-m) \odot x,\quad m \text{ a square of side } f \cdot \min(H, W) \text{ around a random pixel}`,
  source: { citation: 'DeVries & Taylor 2017, Improved regularization of convolutional neural networks with Cutout', url: 'https://arxiv.org/abs/1708.04552' },
  fields: {
    fraction: number({ label: 'Side', help: 'How long the square is, as a part of the shorter side of the picture.', default: 0.25, min: 0, max: 1 }),
    probability: number({ label: 'p', help: 'How many of the pictures get one.', default: 1, min: 0, max: 1 }),
  },
  neutral: { probability: 0 },
  trials: [{ fraction: 0.25 }, { fraction: 0.5 }],
  applies: needsImages,
  effects: () => ({
    augment: {
      stage: 'erasing',
      apply: ({ tf, ops, key, knob }, x) => {
        const [batch, height, width] = x.shape;
        const side = tf.round(tf.mul(knob('fraction'), Math.min(height, width)));
        const centres = tf.floor(tf.mul(ops.uniform(key('place'), [batch, 2]), tf.tensor1d([height, width])));
        const corners = tf.sub(centres, tf.floor(tf.div(side, 2)));
        const covered = tf.cast(tf.less(ops.uniform(key('covered'), [batch, 1]), knob('probability')), 'float32');
        const boxes = tf.concat([corners, tf.add(corners, tf.mul(covered, side))], 1);
        return ops.paste(x, tf.mean(x, [0, 1, 2]), boxes);
      },
    },
  }),
  pytorch: ({ fraction, probability }, { shape: [height = 1, width = 1] }) => {
    const area = (fraction * Math.min(height, width)) ** 2 / (height * width);
    return {
      imports: ['from torchvision import transforms'],
      tensorTransforms: [`transforms.RandomErasing(p=${probability}, scale=(${area}, ${area}), ratio=(1, 1), value=0.5)`],
      note: 'RandomErasing keeps its square inside the picture; put the mean of your data in place of 0.5.',
    };
  },
});
