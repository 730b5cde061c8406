import { declareLesson } from './shared/lesson';

const BASE = '#v=1&data=scenes&data.size=1500&epochs=6&batch=50&lr=0.03&model.width=8&model.hidden=32';

export const downSamplings = declareLesson({
  id: 'down-samplings',
  title: 'How often to halve a picture',
  topic: 'architecture',
  claims: [{ row: 31, source: 'DW', says: 'A network for pictures should halve their size log₂(side) − 2 times: three times for pictures of 32 × 32.' }],
  question: 'On pictures of 32 × 32, does the rule find the best number of stages?',
  idea: 'Every stage halves the picture and doubles the channels, so a later filter sees more of the picture. Too few, and no filter ever sees a whole object; too many, and nothing is left of where things are. The rule leaves 4 × 4 places.',
  fair: 'Width and everything else stay; the number of weights does not, since the first dense layer is larger the less the picture has shrunk. So fewer stages do not mean fewer weights here.',
  look: 'Compare training error and dev accuracy: is a bad arm one that cannot fit, or one that learns by heart?',
  formula: String.raw`n = \log_2 32 - 2 = 3`,
  arms: [
    { id: '3', name: '3 stages, as the rule says', link: `${BASE}&model.depth=3` },
    { id: '1', name: '1 stage', link: `${BASE}&model.depth=1` },
    { id: '2', name: '2 stages', link: BASE },
    { id: '4', name: '4 stages', link: `${BASE}&model.depth=4` },
    { id: '5', name: '5 stages', link: `${BASE}&model.depth=5` },
  ],
  varies: ['model.depth'],
  measures: ['dev-accuracy', 'train-error'],
  expects: [
    { arm: '1', than: '3', is: 'not higher' },
    { arm: '2', than: '3', is: 'not higher' },
    { arm: '4', than: '3', is: 'not higher' },
    { arm: '5', than: '3', is: 'not higher' },
  ],
  matters: 1,
  prediction: {
    ask: 'How does the dev accuracy of a single stage compare with that of three?',
    arm: '1',
    than: '3',
    options: { higher: 'Higher with one stage', lower: 'Lower with one stage', unclear: 'No clear difference' },
  },
});
