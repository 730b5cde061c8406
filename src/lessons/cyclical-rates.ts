import { declareLesson } from './shared/lesson';

const BASE = '#v=1&data.size=2000&data.difficulty=0.3&epochs=6&batch=64&model.width=6&model.hidden=32';

export const cyclicalRates = declareLesson({
  id: 'cyclical-rates',
  title: 'Cyclical rates against exponential decay',
  topic: 'rate',
  claims: [{ row: 15, source: '8B', says: 'Cyclical learning rates reach a higher accuracy, and in less than half of the steps that exponential decay needs.' }],
  question: 'How many steps does each schedule need to 85 % on dev?',
  idea: 'A rate that decays by the same factor in every epoch is soon small, and the run then creeps. A cyclical rate comes back to its maximum again and again, and so covers more ground.',
  fair: 'Both choose their rate from the same grid by the number of steps itself. What exponential decay does depends on how fast it decays: here it ends at 1 % of the base rate, whatever the length of the run.',
  look: 'Look at where dev accuracy crosses 85 % and at where it ends: the fastest way there need not lead highest.',
  formula: String.raw`\eta_{\text{decay}} = \eta\,0.01^{\,s/S},\qquad \eta_{\text{cycle}}\in[\eta/10,\eta]`,
  arms: [
    { id: 'decay', name: 'Exponential decay', link: `${BASE}&gamma-decay` },
    { id: 'cyclical', name: 'Cyclical', link: `${BASE}&cyclical` },
  ],
  rates: [0.0125, 0.025, 0.05, 0.1],
  varies: ['gamma-decay', 'cyclical'],
  measures: ['steps-to', 'dev-accuracy'],
  target: 0.85,
  expects: [
    { arm: 'cyclical', than: 'decay', is: 'lower' },
    { arm: 'cyclical', than: 'decay', is: 'higher', measure: 'dev-accuracy' },
  ],
  matters: 10,
  prediction: {
    ask: 'How many steps to 85 % does the cyclical rate need, compared with exponential decay?',
    arm: 'cyclical',
    than: 'decay',
    options: { higher: 'More steps', lower: 'Fewer steps', unclear: 'No clear difference' },
  },
});
