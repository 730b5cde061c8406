import { declareLesson } from './shared/lesson';

const BASE = '#v=1&data=scenes&data.size=1500&epochs=6&batch=50&lr=0.03&model.width=8&model.depth=3&model.hidden=32';

export const secondLabel = declareLesson({
  id: 'second-label',
  title: 'Teaching something else on the side',
  topic: 'regularisation',
  claims: [{ row: 30, source: 'DW', says: 'A second signal of supervision that is used only in training helps the task one cares for.' }],
  question: 'Does a network recognise objects better if it must also name the background while it learns?',
  idea: 'A second output half-way through the network is trained on another label and dropped in the end. What helps to tell the one may help to tell the other; or the two compete for the same few filters.',
  fair: 'The same network and steps; the second output is gone at evaluation. A third arm gives the second output the object itself to name, so that one can tell the extra label from an extra output.',
  look: 'The loss chart shows the plain cross-entropy of the main output; the objective contains both.',
  formula: String.raw`L = L_{\text{object}} + 0.3\,L_{\text{background}}`,
  arms: [
    { id: 'alone', name: 'Objects alone', link: BASE },
    { id: 'background', name: 'And the background', link: `${BASE}&aux.task=extra` },
    { id: 'again', name: 'And the object again', link: `${BASE}&aux` },
  ],
  varies: ['aux'],
  measures: ['dev-accuracy', 'train-error'],
  expects: [{ arm: 'background', than: 'alone', is: 'higher' }],
  matters: 1,
  prediction: {
    ask: 'How does the dev accuracy with the background as a second task compare with objects alone?',
    arm: 'background',
    than: 'alone',
    options: { higher: 'Higher with the second task', lower: 'Lower with the second task', unclear: 'No clear difference' },
  },
});
