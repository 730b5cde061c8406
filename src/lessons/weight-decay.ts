import { declareLesson } from './shared/lesson';

const BASE = '#v=1&data.size=1000&data.difficulty=0.5&epochs=15&batch=50&model.width=6&model.hidden=32';

export const weightDecay = declareLesson({
  id: 'weight-decay',
  title: 'How much weight decay?',
  topic: 'regularisation',
  claims: [{ row: 7, source: 'DM', says: 'The strength of weight decay matters much; a generic value such as 5e-5 or 1e-5 can stand in the way of the best scores.' }],
  question: 'How far apart are the best and a generic strength of weight decay, on a thousand samples?',
  idea: 'Weight decay pulls every weight a little towards zero in each step, so that only what the data insist on survives. Too little does nothing, and too much keeps the network from learning. Here a step takes the share λ of each weight.',
  fair: 'At least five strengths over several powers of ten, the same everything else, and a training set small enough for over-fitting to matter.',
  look: 'Look at training error beside dev accuracy: where does decay begin to cost more fit than it saves over-fitting?',
  formula: String.raw`w \leftarrow (1-\lambda)\,w - \eta\,\Delta`,
  arms: [
    { id: '1e-5', name: 'λ = 0.00001', link: `${BASE}&wd.lambda=0.00001` },
    { id: '5e-5', name: 'λ = 0.00005', link: `${BASE}&wd.lambda=0.00005` },
    { id: '5e-4', name: 'λ = 0.0005', link: `${BASE}&wd` },
    { id: '1e-3', name: 'λ = 0.001', link: `${BASE}&wd.lambda=0.001` },
    { id: '2e-3', name: 'λ = 0.002', link: `${BASE}&wd.lambda=0.002` },
    { id: '4e-3', name: 'λ = 0.004', link: `${BASE}&wd.lambda=0.004` },
    { id: '8e-3', name: 'λ = 0.008', link: `${BASE}&wd.lambda=0.008` },
  ],
  varies: ['wd'],
  measures: ['dev-accuracy', 'train-error', 'dev-loss'],
  expects: [{ arm: '2e-3', than: '1e-5', is: 'higher' }],
  matters: 0.5,
  prediction: {
    ask: 'How does the dev accuracy with λ = 0.002 compare with that of λ = 0.00001?',
    arm: '2e-3',
    than: '1e-5',
    options: { higher: 'The strong decay ends higher', lower: 'The strong decay ends lower', unclear: 'No clear difference' },
  },
});
