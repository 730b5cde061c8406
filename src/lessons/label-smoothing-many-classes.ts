import { declareLesson } from './shared/lesson';

const BASE = '#v=1&data.size=4000&data.classes=47&epochs=5&batch=64&model.width=8&model.hidden=64';

export const labelSmoothingManyClasses = declareLesson({
  id: 'label-smoothing-many-classes',
  title: 'Label smoothing with 47 classes',
  topic: 'regularisation',
  claims: [{ row: 8, source: 'DM', says: 'Label smoothing helps more where there are many classes.' }],
  question: 'Does label smoothing pay with ten digits, 26 capital and eleven small letters to tell apart?',
  idea: 'Among 47 characters some are nearly the same: O and 0, I and 1, S and 5. A network that is told to be certain of each has to force a difference that is hardly there.',
  fair: 'The same three strengths as in the lesson with ten classes, with more samples, since each class needs some. The two lessons can be compared by what smoothing changes, not by their accuracies.',
  look: 'Open the confusion matrix (Errors) of one run: which pairs does the network mix up, and would you have told them apart?',
  formula: String.raw`y' = (1-\varepsilon)\,y + \frac{\varepsilon}{K-1}\,(1-y)`,
  arms: [
    { id: 'none', name: 'ε = 0', link: `${BASE}&ls.epsilon=0` },
    { id: '0.1', name: 'ε = 0.1', link: `${BASE}&ls` },
    { id: '0.2', name: 'ε = 0.2', link: `${BASE}&ls.epsilon=0.2` },
  ],
  varies: ['ls'],
  measures: ['dev-accuracy', 'dev-loss'],
  expects: [{ arm: '0.1', than: 'none', is: 'higher' }],
  matters: 0.5,
  prediction: {
    ask: 'How does the dev accuracy with ε = 0.1 compare with that of hard labels, on 47 classes?',
    arm: '0.1',
    than: 'none',
    options: { higher: 'Smoothing ends higher', lower: 'Smoothing ends lower', unclear: 'No clear difference' },
  },
});
