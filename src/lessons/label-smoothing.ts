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
    ask: 'How does the dev accuracy with ε = 0.1 compare with that of hard labels, on ten classes?',
    arm: '0.1',
    than: 'none',
    options: { higher: 'Smoothing ends higher', lower: 'Smoothing ends lower', unclear: 'No clear difference' },
  },
});
