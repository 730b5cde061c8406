import type { Tensor4D } from '@tensorflow/tfjs-core';
import { beta } from '../core/distributions';
import { number } from '../core/fields';
import { needsImages } from '../core/images';
import type { Tensor } from '../core/ops';
import { declareTrick, mapTargets } from '../core/trick';

const CORNERS = ['top', 'left', 'bottom', 'right'] as const;

export const cutmix = declareTrick({
  id: 'cutmix',
  key: 'cutmix',
  title: 'CutMix',
  group: 'regularisation',
  summary: 'A box of every picture is replaced by the same part of another one of the batch, and the labels are mixed by area.',
  advice: 'Like cutout, but what is covered is put to use, and unlike mixup it keeps pictures natural where they are not cut. Helps networks that over-fit, in long runs above all; small networks and short runs rather lose. The box is the same for the whole batch, as in the authors’ code.',
  formula: String.raw`x = m \odot x_j + (1-m) \odot x_i,\quad y = \lambda y_i + (1-\lambda) y_j,\quad 1-\lambda = \tfrac{|m|}{H W},\quad \sqrt{1-\lambda_0} \text{ its side},\ \lambda_0 \sim \mathrm{Beta}(\alpha,\alpha)`,
  source: { citation: 'Yun et al. 2019, CutMix: regularization strategy to train strong classifiers with localizable features', url: 'https://arxiv.org/abs/1905.04899' },
  fields: {
    alpha: number({
      label: 'α',
      help: 'How big the boxes are: 1 any size alike, near 0 nearly nothing or nearly everything.',
      default: 1,
      min: 0,
      max: 10,
    }),
  },
  neutral: { alpha: 0 },
  trials: [{ alpha: 1 }],
  applies: needsImages,
  effects: (_, { shape: [height = 1, width = 1] }) => ({
    draws: (stream, knobs) => {
      const alpha = knobs['cutmix.alpha']!;
      const side = Math.sqrt(1 - (alpha > 0 ? beta(stream, alpha, alpha) : 1));
      const [top, bottom] = span(stream.below(height), side, height);
      const [left, right] = span(stream.below(width), side, width);
      return { top, left, bottom, right, share: 1 - ((bottom - top) * (right - left)) / (height * width) };
    },
    batch: ({ tf, ops, drawn }, { x, targets }) => {
      const box = tf.reshape(tf.stack(CORNERS.map(drawn)), [1, 4]);
      // The batch is in random order already, so its mirror image is a random partner for each sample.
      const partners = <T extends Tensor>(mine: T): T => tf.reverse(mine, 0);
      const share = drawn('share');
      const rest = tf.sub(tf.onesLike(share), share);
      const mixed = mapTargets(targets, (mine) => tf.add(tf.mul(mine, share), tf.mul(partners(mine), rest)));
      return { x: ops.paste(x as Tensor4D, partners(x as Tensor4D), box), targets: mixed };
    },
  }),
  pytorch: ({ alpha }) =>
    alpha > 0
      ? { imports: ['from torchvision.transforms import v2'], batch: [`x, y = v2.CutMix(alpha=float(${alpha}), num_classes=classes)(x, y)`] }
      : { note: 'CutMix with α = 0 changes nothing.' },
});

/** A part of a side around its middle, cut at its ends, in whole pixels. */
function span(middle: number, part: number, length: number): [number, number] {
  const start = middle - Math.floor(Math.floor(length * part) / 2);
  return [Math.max(0, start), Math.min(length, start + Math.floor(length * part))];
}
