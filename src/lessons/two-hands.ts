import { declareLesson } from './shared/lesson';

const BASE = '#v=1&data.devStyle=b&batch=50&model.width=6&model.hidden=32';
const FEW = '&data.size=1000&epochs=6';
/** Four times the samples in as many steps. */
const MANY = '&data.size=4000&epochs=1.5';

export const twoHands = declareLesson({
  id: 'two-hands',
  title: 'More of the wrong data',
  topic: 'data',
  claims: [{ row: 21, source: 'NB', says: 'Variance and a mismatch between training and dev data look alike, and need a train-dev set to be told apart: the wrong diagnosis leads to the wrong remedy.' }],
  question: 'A network does well in training and badly on dev. Does more data of the same kind help?',
  idea: 'The gap looks like over-fitting, whose remedy is more data. But if dev comes from writers of another school, more of the first school teaches little about the second; samples of the right kind do, or a network judged on what it will meet.',
  fair: 'The same number of steps in all arms. The wrong remedy gets four times the samples; the right one gets no more samples than the first arm, only of the hand that dev is written in.',
  look: 'Open Bias & variance: the error on train-dev, which is of the training hand, tells the two apart before any remedy is tried.',
  arms: [
    { id: 'other', name: 'Trained on hand a, judged on b', link: `${BASE}${FEW}` },
    { id: 'more', name: 'Four times as much of hand a', link: `${BASE}${MANY}` },
    { id: 'right', name: 'As much of hand b', link: `${BASE}${FEW}&data.style=b` },
  ],
  varies: ['data.size', 'data.style', 'epochs'],
  measures: ['dev-accuracy', 'train-error', 'gap'],
  expects: [
    { arm: 'right', than: 'more', is: 'higher' },
    { arm: 'right', than: 'other', is: 'higher' },
  ],
  matters: 1,
  prediction: {
    ask: 'How does four times as much data of hand a end on hand b, compared with the first arm?',
    arm: 'more',
    than: 'other',
    options: { higher: 'Higher with more data', lower: 'Lower with more data', unclear: 'No clear difference' },
  },
});
