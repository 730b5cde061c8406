import { declareLesson } from './shared/lesson';

const BASE = '#v=1&data=scenes&data.size=1500&data.difficulty=0.2&model=resnet&model.stem=strided&epochs=6&batch=50&lr=0.2';

export const squeezeExcite = declareLesson({
  id: 'squeeze-excite',
  title: 'Squeeze-and-excite, on and off',
  topic: 'architecture',
  claims: [{ row: 11, source: 'DM', says: 'Squeeze-and-excite helps nearly everywhere at little cost.' }],
  question: 'Does letting a network weigh its channels by a glance at the whole picture make it more accurate, and at what cost in time?',
  idea: 'After each block, the mean of every channel goes through two tiny dense layers that decide how much of each channel to let through. It adds a few parameters and lets far parts of the picture speak to each other.',
  fair: 'What adds parameters may win by them alone. So there is a third arm without squeeze-and-excite, one channel wider, which has more parameters than the arm with it.',
  look: 'Compare the seconds of a run as well as its accuracy. Two of a hundred points for a tenth more time may be a bargain, or not.',
  formula: String.raw`s = \sigma\bigl(W_2\,\mathrm{ReLU}(W_1\,\bar x)\bigr),\qquad x_c \leftarrow s_c\,x_c`,
  arms: [
    { id: 'off', name: 'Without', link: `${BASE}&model.width=8` },
    { id: 'on', name: 'With, ratio 4', link: `${BASE}&model.width=8&se.ratio=4` },
    { id: 'wider', name: 'Without, width 9', link: `${BASE}&model.width=9` },
  ],
  varies: ['se', 'model.width'],
  measures: ['dev-accuracy', 'train-error', 'dev-loss'],
  expects: [
    { arm: 'on', than: 'off', is: 'higher' },
    { arm: 'on', than: 'wider', is: 'higher' },
  ],
  matters: 0.5,
  prediction: {
    ask: 'How does the dev accuracy with squeeze-and-excite compare with that without?',
    arm: 'on',
    than: 'off',
    options: { higher: 'Higher with it', lower: 'Lower with it', unclear: 'No clear difference' },
  },
});
