import { declareLesson } from './shared/lesson';

const BASE = '#v=1&data.size=1500&data.difficulty=0.5&epochs=5&batch=50&model.width=6&model.hidden=32';

export const optimizers = declareLesson({
  id: 'optimizers',
  title: 'Nesterov, momentum, Adam',
  topic: 'optimizer',
  claims: [{ row: 4, source: 'DM', says: 'Nesterov’s momentum beats plain momentum at no extra cost, and Adam is not needed.' }],
  question: 'With the rate tuned for each, does the look ahead of Nesterov’s momentum pay, and does Adam do better than both?',
  idea: 'Nesterov’s momentum takes the gradient a little further along the way it is already going. Adam scales every weight’s step by the size of its own gradients, which makes it forgiving of a bad rate.',
  fair: 'The three work at different scales: a rate that is good for momentum blows Adam up. So each chooses its rate from one wide grid, with seeds that are not used again.',
  look: 'Compare the ends of the runs, and then how fast each gets there. Were you to use one rate for all three, what would you have concluded?',
  formula: String.raw`v \leftarrow \mu v + g,\qquad w \leftarrow w - \eta\,(g + \mu v)`,
  arms: [
    { id: 'nesterov', name: 'Nesterov', link: BASE },
    { id: 'momentum', name: 'Momentum', link: `${BASE}&momentum` },
    { id: 'adam', name: 'Adam', link: `${BASE}&lr=0.01&adam` },
  ],
  rates: [0.001, 0.003, 0.01, 0.03, 0.1],
  varies: ['momentum', 'adam', 'lr'],
  measures: ['dev-accuracy', 'steps-to'],
  target: 0.7,
  expects: [
    { arm: 'nesterov', than: 'momentum', is: 'higher' },
    { arm: 'adam', than: 'nesterov', is: 'not higher' },
  ],
  matters: 0.5,
  prediction: {
    ask: 'Each with the rate that suits it: how does Nesterov’s momentum end, compared with plain momentum?',
    arm: 'nesterov',
    than: 'momentum',
    options: { higher: 'Nesterov ends higher', lower: 'Nesterov ends lower', unclear: 'No clear difference' },
  },
});
