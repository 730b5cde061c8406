import { declareLesson } from './shared/lesson';

const BASE = '#v=1&data.size=1000&data.difficulty=0.5&epochs=15&batch=50&model.width=6&model.hidden=32';

export const scheduledWeightDecay = declareLesson({
  id: 'scheduled-weight-decay',
  title: 'Weight decay that grows',
  topic: 'regularisation',
  claims: [{ row: 9, source: 'DM', says: 'Regularisation should grow during training: weight decay that rises in a straight line beats the best fixed value.' }],
  question: 'Is it better to regularise little at first and much at the end than evenly all along?',
  idea: 'A network cannot over-fit before it has learned something, so decay at the beginning only slows it down. The schedule spends the same decay on average, but later.',
  fair: 'The fixed value has to be a good one, or the schedule would win by passing through better values. So the schedule runs from half to one and a half times λ, against λ itself and against both of its ends.',
  look: 'Compare with all three fixed values: a schedule that only beats one of them has found a better average and nothing more.',
  formula: String.raw`\lambda_s = \lambda\,\bigl(\tfrac12 + s/S\bigr)`,
  arms: [
    { id: 'fixed', name: 'λ = 0.002', link: `${BASE}&wd.lambda=0.002` },
    { id: 'half', name: 'λ = 0.001', link: `${BASE}&wd.lambda=0.001` },
    { id: 'more', name: 'λ = 0.003', link: `${BASE}&wd.lambda=0.003` },
    { id: 'growing', name: 'λ from 0.001 to 0.003', link: `${BASE}&wd.lambda=0.002&sr` },
  ],
  varies: ['wd', 'sr'],
  measures: ['dev-accuracy', 'train-error', 'dev-loss'],
  expects: [
    { arm: 'growing', than: 'fixed', is: 'higher' },
    { arm: 'growing', than: 'half', is: 'higher' },
    { arm: 'growing', than: 'more', is: 'higher' },
  ],
  matters: 0.5,
  prediction: {
    ask: 'How does the dev accuracy of the growing decay compare with that of the fixed λ in its middle?',
    arm: 'growing',
    than: 'fixed',
    options: { higher: 'The growing one ends higher', lower: 'The growing one ends lower', unclear: 'No clear difference' },
  },
});
