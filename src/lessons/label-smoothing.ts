import { smoothingStrengths } from './shared/label-smoothing';
import { declareLesson } from './shared/lesson';

const BASE = '#v=1&data.size=1500&data.difficulty=0.5&epochs=8&batch=50&model.width=6&model.hidden=32';

export const labelSmoothing = declareLesson({
  id: 'label-smoothing',
  title: 'Label smoothing: 0, 0.1, 0.2',
  topic: 'regularisation',
  claims: [{ row: 8, source: 'DM', says: 'Label smoothing of about 0.1 helps almost always.' }],
  question: 'Does it help to tell the network “90 % a seven” where the label says “a seven”?',
  idea: 'With hard labels a network is never sure enough and goes on pushing its logits apart. Smoothed labels have an end: the right class at 1 − ε. That may help accuracy, and it changes how sure the network says it is.',
  fair: 'Accuracy alone hides half of it, so the cross-entropy on dev is measured too, on the plain labels: it punishes both false confidence and false modesty.',
  look: 'The loss chart shows the plain cross-entropy; the thin line is the smoothed objective, which cannot fall to zero. Do accuracy and cross-entropy agree on which ε is best?',
  ...smoothingStrengths(BASE, 'ten classes'),
});
