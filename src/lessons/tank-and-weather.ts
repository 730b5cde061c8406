import { declareLesson } from './shared/lesson';

const BASE = '#v=1&data=scenes&data.size=1500&epochs=6&batch=50&lr=0.03&model.width=8&model.depth=3&model.hidden=32';

export const tankAndWeather = declareLesson({
  id: 'tank-and-weather',
  title: 'The tank and the weather',
  topic: 'data',
  claims: [{ row: 29, source: 'DW', says: 'A classifier may learn the background instead of the object, as the one of the story that was to find tanks and learned the weather.' }],
  question: 'What happens to a network whose training pictures show each object mostly before the same background?',
  idea: 'Nothing tells a network what the picture is about. If the background gives the class away, it is the easier thing to learn, and training goes better than ever. Where the backgrounds are mixed, what it learned is worth little.',
  fair: 'Dev pictures have random backgrounds in all arms; only the training pictures differ. The same network, the same steps, the same objects.',
  look: 'Training accuracy looks best where the network is worst. Open Errors and a heat map: what does the answer rest on?',
  arms: [
    { id: 'mixed', name: 'Any background', link: BASE },
    { id: 'half', name: 'Own background in 50 %', link: `${BASE}&data.backgroundBias=0.5` },
    { id: 'biased', name: 'Own background in 95 %', link: `${BASE}&data.backgroundBias=0.95` },
  ],
  varies: ['data.backgroundBias'],
  measures: ['dev-accuracy', 'train-error', 'gap'],
  expects: [
    { arm: 'biased', than: 'mixed', is: 'lower' },
    { arm: 'biased', than: 'mixed', is: 'lower', measure: 'train-error' },
  ],
  matters: 1,
  prediction: {
    ask: 'How does the training error with 95 % of objects before their own background compare with that of mixed backgrounds?',
    arm: 'biased',
    than: 'mixed',
    measure: 'train-error',
    options: { higher: 'Higher with the bias', lower: 'Lower with the bias', unclear: 'No clear difference' },
  },
});
