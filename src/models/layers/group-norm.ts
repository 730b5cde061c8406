import type { LayerKind } from '../../core/layer';
import type { Tensor } from '../../core/ops';
import { groupsOf } from '../../core/structure';

const EPSILON = 1e-5;

/**
 * Group normalisation (Wu & He 2018): each sample by the mean and variance of each group of its channels, over all positions. With one group this is
 * layer normalisation (Ba et al. 2016), over everything that belongs to a sample. Config: groups (the next smaller number that divides the channels
 * where it does not), gamma (initial scale, default 1).
 */
export const groupNorm: LayerKind = {
  kind: 'group-norm',
  outputShape: ([input]) => input!,
  parameters: ([input], config) => {
    const channels = input!.at(-1)!;
    const common = { shape: [channels], role: 'norm', fanIn: channels, fanOut: channels } as const;
    return [
      { name: 'gamma', ...common, init: (config['gamma'] as number | undefined) ?? 1 },
      { name: 'beta', ...common, init: 0 },
    ];
  },
  apply: ({ tf, inputs, weight, config }) => {
    const x = inputs[0]!;
    const channels = x.shape.at(-1)!;
    const groups = groupsOf(channels, config);
    const inGroup = channels / groups;
    const byGroup = (tensor: Tensor, ...before: number[]) => tf.reshape(tensor, [...before, groups, inGroup]);
    /**
     * [B, P, groups, inGroup] → [B, 1, groups, inGroup], the same throughout a group. Over the positions first, which needs no transposition: all
     * parts of a group are of one size, so the mean of their means is its mean. For every channel, because that is broadcast several times as fast.
     */
    const means = (tensor: Tensor) => tf.tile(tf.mean(tf.mean(tensor, 1, true), 3, true), [1, 1, 1, inGroup]);
    const grouped = byGroup(x, x.shape[0], -1);
    const centred = tf.sub(grouped, means(grouped));
    const inverse = tf.rsqrt(tf.add(means(tf.square(centred)), EPSILON));
    const scaled = tf.mul(centred, tf.mul(inverse, byGroup(weight('gamma'))));
    return { output: tf.reshape(tf.add(scaled, byGroup(weight('beta'))), x.shape) };
  },
};
