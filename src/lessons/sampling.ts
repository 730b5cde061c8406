import { declareLesson } from './shared/lesson';

const BASE = '#v=1&data.size=1000&data.difficulty=0.4&epochs=6&batch=50&model.width=6&model.hidden=32';

export const sampling = declareLesson({
  id: 'sampling',
  title: 'Sampling with replacement',
  topic: 'debugging',
  claims: [{ row: 25, source: 'DW', says: 'Drawing samples with replacement, the default of a well-known function, hurts: some 37 % of the samples are not seen in an epoch.' }],
  question: 'What does it cost to draw every batch at random from all samples, instead of going through them in a random order?',
  idea: 'An epoch of N random draws misses each sample with probability (1 − 1/N)ᴺ, about 37 %, and sees others twice or more. It is a bug that no error message tells of. Over several epochs, though, most samples are seen.',
  fair: 'The same number of steps for both, and few epochs, where the effect should be largest. Both are compared on the same data and from the same initial weights.',
  look: 'The verdicts (Why) notice the bug from the order of the samples alone, long before accuracy could tell.',
  formula: String.raw`P(\text{unseen}) = \Bigl(1-\frac1N\Bigr)^{N} \to \frac1e \approx 0.37`,
  arms: [
    { id: 'shuffled', name: 'Shuffled epochs', link: `${BASE}&sampling.order=shuffled` },
    { id: 'replacement', name: 'With replacement', link: `${BASE}&sampling` },
  ],
  varies: ['sampling'],
  measures: ['dev-accuracy', 'train-error', 'dev-loss'],
  expects: [{ arm: 'replacement', than: 'shuffled', is: 'lower' }],
  matters: 0.5,
  prediction: {
    ask: 'After six epochs, how does dev accuracy with replacement compare with that of shuffled epochs?',
    arm: 'replacement',
    than: 'shuffled',
    options: { higher: 'Higher with replacement', lower: 'Lower with replacement', unclear: 'No clear difference' },
  },
});
