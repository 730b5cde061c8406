import { smoothingStrengths } from './shared/label-smoothing';
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
  ...smoothingStrengths(BASE, '47 classes'),
});
