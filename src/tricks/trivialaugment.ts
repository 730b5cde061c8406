import { drawsFor, policyTable, randomOperations } from '../core/image-policy';
import { colourOperationIdle, needsImages } from '../core/images';
import { declareTrick } from '../core/trick';

const BINS = 31;
const STRENGTHS = { bins: BINS, shear: 0.99, rotation: 135, factor: 0.99, bits: 2 } as const;

export const trivialaugment = declareTrick({
  id: 'trivialaugment',
  key: 'ta',
  title: 'TrivialAugment',
  group: 'regularisation',
  summary: 'Every picture is changed by one image operation of random strength.',
  advice: 'Nothing to tune, and its authors find it as good as policies that took a long search. Its operations are strong ones: on small pictures and in short runs it can cost more than it brings. Pictures move by up to their own width, which is torchvision’s 32 pixels for pictures of that size. On grey pictures the operation Color can do nothing. Operations work on bytes as in Pillow, with black coming in from outside.',
  formula: String.raw`x' = o_m(x),\quad o \sim \mathcal{U}\{\text{14 operations}\},\quad m \sim \mathcal{U}\{0, \dots, 30\}`,
  source: { citation: 'Müller & Hutter 2021, TrivialAugment: tuning-free yet state-of-the-art data augmentation; the wide magnitudes, as in torchvision', url: 'https://arxiv.org/abs/2103.10158' },
  fields: {},
  exclusive: 'augmentation policy',
  trials: [{}],
  applies: needsImages,
  caveat: colourOperationIdle,
  effects: (_, { shape: [height = 1, width = 1] }) => {
    const table = policyTable([randomOperations({ ...STRENGTHS, right: width, down: height }).flat()], height, width);
    return {
      augment: {
        stage: 'policy',
        apply: ({ ops, key }, x) => ops.applyPolicy(x, ops.uniform(key(), [x.shape[0], drawsFor(table)]), table),
      },
    };
  },
  pytorch: () => ({
    imports: ['from torchvision import transforms'],
    transforms: ['transforms.TrivialAugmentWide()'],
  }),
});
