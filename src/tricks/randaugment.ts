import { integer } from '../core/fields';
import { drawsFor, LONGEST_MOVE, policyTable, randomOperations } from '../core/image-policy';
import { colourOperationIdle, needsImages } from '../core/images';
import { declareTrick } from '../core/trick';

const BINS = 31;
const STRENGTHS = { bins: BINS, shear: 0.3, rotation: 30, factor: 0.9, bits: 4 } as const;

export const randaugment = declareTrick({
  id: 'randaugment',
  key: 'ra',
  title: 'RandAugment',
  group: 'regularisation',
  summary: 'Every picture is changed by some image operations, drawn anew each time and all of one strength.',
  advice: 'Needs no search, as AutoAugment does: only how many operations and how strong, of which larger networks and longer runs bear more. On grey pictures the operation Color can do nothing. Operations work on bytes as in Pillow, with black coming in from outside.',
  formula: String.raw`x' = o_n(\dots o_1(x)),\quad o_k \sim \mathcal{U}\{\text{14 operations of magnitude } m\}`,
  source: { citation: 'Cubuk et al. 2019, RandAugment: practical automated data augmentation with a reduced search space; magnitudes as in torchvision', url: 'https://arxiv.org/abs/1909.13719' },
  fields: {
    n: integer({ label: 'n', help: 'How many operations each picture gets.', default: 2, min: 0, max: 4 }),
    m: integer({ label: 'm', help: 'How strong they are, out of 30.', role: 'value', default: 9, min: 0, max: BINS - 1 }),
  },
  exclusive: 'augmentation policy',
  neutral: { n: 0 },
  trials: [{ m: 5 }, { m: 9 }],
  applies: needsImages,
  caveat: colourOperationIdle,
  effects: ({ n }, { shape: [height = 1, width = 1] }) => {
    const table = policyTable(randomOperations({ ...STRENGTHS, right: LONGEST_MOVE * width, down: LONGEST_MOVE * height }), height, width);
    return {
      augment: {
        stage: 'policy',
        apply: ({ ops, key, knob }, x) => {
          let images = x;
          for (let i = 0; i < n; i++) {
            const draws = ops.uniform(key(`operation ${i}`), [x.shape[0], drawsFor(table)]);
            images = ops.applyPolicy(images, draws, table, knob('m'));
          }
          return images;
        },
      },
    };
  },
  pytorch: ({ n, m }) => ({
    imports: ['from torchvision import transforms'],
    transforms: [`transforms.RandAugment(num_ops=${n}, magnitude=${m})`],
  }),
});
