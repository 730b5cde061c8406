import { declareLesson } from './shared/lesson';

const BASE = '#v=1&data.size=1500&data.difficulty=0.5&epochs=8&batch=50&model.width=6&model.hidden=32&affine';

export const testTimeAugmentation = declareLesson({
  id: 'test-time-augmentation',
  title: 'Looking at a sample several times',
  topic: 'prediction',
  claims: [{ row: 18, source: '8B', says: 'Averaging the answers on four random augmentations of a sample helps at test time.' }],
  question: 'Is the mean of several answers on slightly turned and stretched copies better than one answer on the sample as it is?',
  idea: 'Where a network is nearly undecided, a small change of the sample can tip its answer. The mean over several changed copies is steadier. But no copy is as good as the sample itself, so one copy alone should do harm.',
  fair: 'The four networks of a seed are the very same, weight for weight, since only prediction differs: any difference comes from the copies. They were trained with the same augmentation that is used at the end.',
  look: 'One copy shows what the changes cost, sixteen what the mean gains. A prediction takes as many times longer.',
  formula: String.raw`p(y\mid x) = \frac1n\sum_{i=1}^n p\bigl(y\mid a_i(x)\bigr)`,
  arms: [
    { id: '0', name: 'The sample as it is', link: `${BASE}&tta.copies=0` },
    { id: '1', name: '1 copy', link: `${BASE}&tta.copies=1` },
    { id: '4', name: '4 copies', link: `${BASE}&tta` },
    { id: '16', name: '16 copies', link: `${BASE}&tta.copies=16` },
  ],
  varies: ['tta'],
  measures: ['dev-accuracy', 'dev-loss'],
  expects: [{ arm: '4', than: '0', is: 'higher' }],
  matters: 0.3,
  prediction: {
    ask: 'How does the dev accuracy of the mean over four copies compare with one look at the sample as it is?',
    arm: '4',
    than: '0',
    options: { higher: 'Higher with four copies', lower: 'Lower with four copies', unclear: 'No clear difference' },
  },
});
