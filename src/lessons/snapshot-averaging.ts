import { declareLesson } from './shared/lesson';

const BASE = '#v=1&data.size=1500&data.difficulty=0.5&epochs=9&batch=50&model.width=6&model.hidden=32&cpc.decay=1';

export const snapshotAveraging = declareLesson({
  id: 'snapshot-averaging',
  title: 'An ensemble for the price of one run',
  topic: 'prediction',
  claims: [{ row: 17, source: '8B', says: 'Averaging the predictions of the networks at the ends of the cycles beats the last one alone.' }],
  question: 'Is it worth keeping the network at the end of each learning-rate cycle?',
  idea: 'Each cycle ends in a minimum of its own. Networks that make different mistakes correct each other when their answers are averaged; networks that are alike do not, and the early ones are simply worse.',
  fair: 'Both arms of a seed train the same network, step for step; only who is asked in the end differs. A third arm spends the same steps on a single fall of the rate, because that is what one would do without cycles.',
  look: 'Compare three arms: the ensemble may beat its own last member and still lose to a run that never went up again.',
  formula: String.raw`p(y\mid x)=\frac1m\sum_{i=1}^m p_{w_i}(y\mid x)`,
  arms: [
    { id: 'last', name: 'Three cycles, the last network', link: BASE },
    { id: 'mean', name: 'Three cycles, all three networks', link: `${BASE}&snap` },
    { id: 'one', name: 'One fall of the rate', link: BASE.replace('&cpc.decay=1', '') },
  ],
  varies: ['cpc', 'snap'],
  measures: ['dev-accuracy', 'dev-loss'],
  expects: [{ arm: 'mean', than: 'last', is: 'higher' }],
  matters: 0.3,
  prediction: {
    ask: 'How does the dev accuracy of all three networks together compare with that of the last one alone?',
    arm: 'mean',
    than: 'last',
    options: { higher: 'Higher together', lower: 'Lower together', unclear: 'No clear difference' },
  },
});
