import { choice } from '../core/fields';
import { drawsFor, type ImageOperation, LONGEST_MOVE, magnitudes, type Policy, policyTable, type PolicyStep } from '../core/image-policy';
import { colourOperationIdle, needsImages } from '../core/images';
import { declareTrick } from '../core/trick';

/** A sub-policy to a line: two operations, each with its probability and the index of its magnitude. */
const CIFAR10 = `
  Invert 0.1, Contrast 0.2 6
  Rotate 0.7 2, TranslateX 0.3 9
  Sharpness 0.8 1, Sharpness 0.9 3
  ShearY 0.5 8, TranslateY 0.7 9
  AutoContrast 0.5, Equalize 0.9
  ShearY 0.2 7, Posterize 0.3 7
  Color 0.4 3, Brightness 0.6 7
  Sharpness 0.3 9, Brightness 0.7 9
  Equalize 0.6, Equalize 0.5
  Contrast 0.6 7, Sharpness 0.6 5
  Color 0.7 7, TranslateX 0.5 8
  Equalize 0.3, AutoContrast 0.4
  TranslateY 0.4 3, Sharpness 0.2 6
  Brightness 0.9 6, Color 0.2 8
  Solarize 0.5 2, Invert 0
  Equalize 0.2, AutoContrast 0.6
  Equalize 0.2, Equalize 0.6
  Color 0.9 9, Equalize 0.6
  AutoContrast 0.8, Solarize 0.2 8
  Brightness 0.1 3, Color 0.7 0
  Solarize 0.4 5, AutoContrast 0.9
  TranslateY 0.9 9, TranslateY 0.7 9
  AutoContrast 0.9, Solarize 0.8 3
  Equalize 0.8, Invert 0.1
  TranslateY 0.7 9, AutoContrast 0.9`;

const IMAGENET = `
  Posterize 0.4 8, Rotate 0.6 9
  Solarize 0.6 5, AutoContrast 0.6
  Equalize 0.8, Equalize 0.6
  Posterize 0.6 7, Posterize 0.6 6
  Equalize 0.4, Solarize 0.2 4
  Equalize 0.4, Rotate 0.8 8
  Solarize 0.6 3, Equalize 0.6
  Posterize 0.8 5, Equalize 1
  Rotate 0.2 3, Solarize 0.6 8
  Equalize 0.6, Posterize 0.4 6
  Rotate 0.8 8, Color 0.4 0
  Rotate 0.4 9, Equalize 0.6
  Equalize 0, Equalize 0.8
  Invert 0.6, Equalize 1
  Color 0.6 4, Contrast 1 8
  Rotate 0.8 8, Color 1 2
  Color 0.8 8, Solarize 0.8 7
  Sharpness 0.4 7, Invert 0.6
  ShearX 0.6 5, Equalize 1
  Color 0.4 0, Equalize 0.6
  Equalize 0.4, Solarize 0.2 4
  Solarize 0.6 5, AutoContrast 0.6
  Invert 0.6, Equalize 1
  Color 0.6 4, Contrast 1 8
  Equalize 0.8, Equalize 0.6`;

const SVHN = `
  ShearX 0.9 4, Invert 0.2
  ShearY 0.9 8, Invert 0.7
  Equalize 0.6, Solarize 0.6 6
  Invert 0.9, Equalize 0.6
  Equalize 0.6, Rotate 0.9 3
  ShearX 0.9 4, AutoContrast 0.8
  ShearY 0.9 8, Invert 0.4
  ShearY 0.9 5, Solarize 0.2 6
  Invert 0.9, AutoContrast 0.8
  Equalize 0.6, Rotate 0.9 3
  ShearX 0.9 4, Solarize 0.3 3
  ShearY 0.8 8, Invert 0.7
  Equalize 0.9, TranslateY 0.6 6
  Invert 0.9, Equalize 0.6
  Contrast 0.3 3, Rotate 0.8 4
  Invert 0.8, TranslateY 0 2
  ShearY 0.7 6, Solarize 0.4 8
  Invert 0.6, Rotate 0.8 4
  ShearY 0.3 7, TranslateX 0.9 3
  ShearX 0.1 6, Invert 0.6
  Solarize 0.7 2, TranslateY 0.6 7
  ShearY 0.8 4, Invert 0.8
  ShearX 0.7 9, TranslateY 0.8 3
  ShearY 0.8 5, AutoContrast 0.7
  ShearX 0.7 2, Invert 0.1`;

const POLICIES = { cifar10: CIFAR10, imagenet: IMAGENET, svhn: SVHN } as const;

const STRENGTHS = { bins: 10, shear: 0.3, rotation: 30, factor: 0.9, bits: 4 } as const;

/** @returns the sub-policies of a published policy for pictures of one size */
export function autoAugmentPolicy(name: keyof typeof POLICIES, height: number, width: number): Policy {
  const values = magnitudes({ ...STRENGTHS, right: LONGEST_MOVE * width, down: LONGEST_MOVE * height });
  const read = (text: string): PolicyStep => {
    const [operation, probability, index] = text.trim().split(' ') as [ImageOperation, string, string?];
    return { operation, probability: Number(probability), ...(index !== undefined && { magnitude: values[operation][Number(index)]! }) };
  };
  return POLICIES[name].trim().split('\n').map((line) => line.split(',').map(read));
}

export const autoaugment = declareTrick({
  id: 'autoaugment',
  key: 'aa',
  title: 'AutoAugment',
  group: 'regularisation',
  summary: 'Every picture is changed by one of 25 pairs of image operations, which were found by a search on a large data set.',
  advice: 'The Dark Magic article finds that policies that others have learned help on new data too, the one for ImageNet most of all, and that learning your own is not worth it. On grey pictures the operation Color can do nothing; all others act. Operations work on bytes as in Pillow: they match it exactly but for AutoContrast, which may differ by one grey level of 255. What is moved in from outside is black.',
  formula: String.raw`x' = o_2(o_1(x)),\quad (o_1, o_2) \sim \mathcal{U}\{\text{25 sub-policies}\},\quad o_k \text{ with probability } p_k`,
  source: { citation: 'Cubuk et al. 2018, AutoAugment: learning augmentation policies from data; magnitudes, signs and edges as in torchvision', url: 'https://arxiv.org/abs/1805.09501' },
  fields: {
    policy: choice({
      label: 'Policy',
      help: 'The data set for which the operations were found: choose ImageNet’s unless your pictures are like those of another.',
      default: 'imagenet',
      options: [
        { value: 'cifar10', label: 'CIFAR-10' },
        { value: 'imagenet', label: 'ImageNet' },
        { value: 'svhn', label: 'SVHN' },
      ],
    }),
  },
  exclusive: 'augmentation policy',
  trials: [{ policy: 'imagenet' }],
  applies: needsImages,
  caveat: colourOperationIdle,
  effects: ({ policy }, { shape: [height = 1, width = 1] }) => {
    const table = policyTable([autoAugmentPolicy(policy, height, width)], height, width);
    return {
      augment: {
        stage: 'policy',
        apply: ({ ops, key }, x) => ops.applyPolicy(x, ops.uniform(key(), [x.shape[0], drawsFor(table)]), table),
      },
    };
  },
  pytorch: ({ policy }) => ({
    imports: ['from torchvision import transforms'],
    transforms: [`transforms.AutoAugment(transforms.AutoAugmentPolicy.${policy.toUpperCase()})`],
  }),
});
