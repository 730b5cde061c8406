import { logMeanProbability } from '../core/ensemble';
import { boolean, integer } from '../core/fields';
import { declareTrick, type FoldContext, type Situation } from '../core/trick';

export const testTimeAugmentation = declareTrick({
  id: 'test-time-augmentation',
  key: 'tta',
  title: 'Test-time augmentation',
  group: 'evaluation',
  summary: 'The finished network sees each sample several times, changed at random as in training, and its answers are averaged.',
  advice:
    'Often worth a little accuracy without any more training, if the network was trained with the same changes. The article on eight best practices tells of the mean over four random augmentations, which is what is done here; the code of fast.ai that it describes adds the sample as it is: switch that on to do the same. A prediction takes as many times longer.',
  formula: String.raw`p(y \mid x) = \frac1n \sum_{i=1}^{n} p\bigl(y \mid a_i(x)\bigr)`,
  source: { citation: '8 Deep Learning Best Practices I Learned About in 2017; Krizhevsky et al. 2012', url: 'https://papers.nips.cc/paper/2012/hash/c399862d3b9d6b76c8436e924a68c45b-Abstract.html' },
  fields: {
    copies: integer({ label: 'Copies', help: 'How many random changes of each sample are looked at.', default: 4, min: 0, max: 32 }),
    original: boolean({ label: 'And the original', help: 'Whether the sample as it is takes part as well, as in fast.ai’s code; without any copies it always does.', default: false }),
  },
  neutral: { copies: 0 },
  trials: [{}, { original: true }],
  applies: (situation) => isAugmented(situation) || 'no augmentation is on whose random changes could be used',
  effects: ({ copies, original }) => ({
    predict: ({ tf, augment }, predict) => (x, snapshot) => {
      const unchanged = original || copies === 0 ? [x] : [];
      const views = [...unchanged, ...Array.from({ length: copies }, (_, copy) => augment(x, copy))];
      return logMeanProbability(tf, views.map((view) => predict(view, snapshot)));
    },
  }),
  pytorch: ({ copies, original }) => ({
    finish: [
      'def log_probabilities(images, clean):  # PIL images, and the transform without augmentation',
      `    transforms = ${original || copies === 0 ? '[clean] + ' : ''}[train_set.transform] * ${copies}`,
      '    views = [torch.stack([transform(image) for image in images]) for transform in transforms]',
      '    return torch.stack([model(view).softmax(1) for view in views]).mean(0).log()',
    ],
    note: 'The script defines test-time augmentation at its end but does not use it: it needs the pictures as they were before the transforms, which the loaders do not keep.',
  }),
});

function isAugmented({ data, tricks, declaration }: Situation<unknown>): boolean {
  const context: FoldContext = { classes: data.classes, shape: data.shape, batchSize: 1, steps: 1, stepsPerEpoch: 1 };
  return Object.entries(tricks).some(([id, values]) => declaration(id)?.effects(values, context).augment !== undefined);
}
