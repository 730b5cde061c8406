import { declareLesson } from './shared/lesson';

const CLEAN = '#v=1&data.difficulty=0.2&batch=50';
const NOISY = '#v=1&data.difficulty=0&data.labelNoise=0.075&batch=50';
/** Four times the samples go with a quarter of the epochs, so that all runs take 240 steps. */
const CLEAN_FEW = `${CLEAN}&data.size=3000&epochs=4`;
const CLEAN_MANY = `${CLEAN}&data.size=12000&epochs=1`;
const NOISY_FEW = `${NOISY}&data.size=2000&epochs=6`;
const NOISY_MANY = `${NOISY}&data.size=8000&epochs=1.5`;

export const biasOrVariance = declareLesson({
  id: 'bias-or-variance',
  title: 'The same 10 % error, and human error of 1 % or 7.5 %',
  topic: 'data',
  claims: [{ row: 20, source: 'NB', says: 'With 8 % error in training and 10 % on dev, a human error of 1 % means that bias is the problem, and one of 7.5 % that variance is: the remedies differ.' }],
  question: 'Two networks have about the same errors. Why does the one need a larger network, and the other more data?',
  idea: 'What nobody can get right is not the network’s fault. Where people err in 1 %, nearly all of the training error is avoidable, and a larger network is the remedy. Where 7.5 % of the labels are wrong, hardly any of it is, and what is left is the gap between train and dev: more data.',
  fair: 'Both remedies are tried on both situations, with the same number of steps. In the first situation a tiny network reads clean characters; in the second, the same kind of data has 7.5 % wrong labels in every split, so nobody can do better than that.',
  look: 'Open “Bias & variance”, set the human level to 1 % and to 7.5 %, and read the ladder: which gap is the largest?',
  arms: [
    { id: 'one', name: 'Human 1 %', link: `${CLEAN_FEW}&model.width=2&model.hidden=10` },
    { id: 'one-larger', name: 'Human 1 %, larger network', link: `${CLEAN_FEW}&model.width=8&model.hidden=48` },
    { id: 'one-data', name: 'Human 1 %, more data', link: `${CLEAN_MANY}&model.width=2&model.hidden=10` },
    { id: 'seven', name: 'Human 7.5 %', link: `${NOISY_FEW}&model.width=4&model.hidden=16` },
    { id: 'seven-larger', name: 'Human 7.5 %, larger network', link: `${NOISY_FEW}&model.width=16&model.hidden=64` },
    { id: 'seven-data', name: 'Human 7.5 %, more data', link: `${NOISY_MANY}&model.width=4&model.hidden=16` },
  ],
  varies: ['data.size', 'data.difficulty', 'data.labelNoise', 'epochs', 'model.width', 'model.hidden'],
  measures: ['dev-error', 'train-error'],
  expects: [
    { arm: 'one-larger', than: 'one-data', is: 'lower' },
    { arm: 'seven-data', than: 'seven-larger', is: 'lower' },
  ],
  matters: 0.5,
  prediction: {
    ask: 'Where 7.5 % of the labels are wrong: how does the dev error with more data compare with that of a larger network?',
    arm: 'seven-data',
    than: 'seven-larger',
    options: { higher: 'Higher with more data', lower: 'Lower with more data', unclear: 'No clear difference' },
  },
});
