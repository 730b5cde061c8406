import { declareLesson } from './shared/lesson';

const BASE = '#v=1&data.size=1500&data.difficulty=0.2&epochs=6&batch=50&model.width=6&model.hidden=32';

export const zeroOneWeights = declareLesson({
  id: 'zero-one-weights',
  title: 'Weights of 0 and 1, or of −1 and 1',
  topic: 'debugging',
  claims: [{ row: 26, source: 'DW', says: 'With weights in {0, 1} by mistake a network had 14 % error after 58 epochs, against 2.9 % after 10 with {−1, 1}. The symptom was a high error on the training set.' }],
  question: 'Two networks with one bit per weight: what does the one lose that cannot subtract?',
  idea: 'One bit can mean −1 or 1, or 0 or 1. With the second, every neuron only adds, so it cannot say “this and not that”. Nothing crashes: the network trains, a little worse. High error on the training set says that it cannot fit, so more data would not help.',
  fair: 'All three arms have batch norm after the same layers, since one-bit weights need it; the third has real weights and shows what bits cost at all.',
  look: 'Compare training error before dev error: which remedy would you have tried, had you seen only the dev error?',
  formula: String.raw`\hat w = \operatorname{sign}(w)\in\{-1,1\}\quad\text{or}\quad \hat w = [w\ge 0]\in\{0,1\}`,
  arms: [
    { id: 'signs', name: '{−1, 1}', link: `${BASE}&qw` },
    { id: 'bits', name: '{0, 1}', link: `${BASE}&qw.values=bits` },
    { id: 'real', name: 'Real weights', link: `${BASE}&norm` },
  ],
  varies: ['qw', 'norm'],
  measures: ['train-error', 'dev-error'],
  expects: [
    { arm: 'bits', than: 'signs', is: 'higher' },
    { arm: 'bits', than: 'signs', is: 'higher', measure: 'dev-error' },
  ],
  matters: 1,
  prediction: {
    ask: 'How does the training error of weights in {0, 1} compare with that of {−1, 1}?',
    arm: 'bits',
    than: 'signs',
    options: { higher: 'Higher with {0, 1}', lower: 'Lower with {0, 1}', unclear: 'No clear difference' },
  },
});
