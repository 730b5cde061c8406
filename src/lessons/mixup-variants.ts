import { declareLesson } from './shared/lesson';

const BASE = '#v=1&data.size=1500&data.difficulty=0.5&epochs=8&batch=50&model.width=6&model.hidden=32';

export const mixupVariants = declareLesson({
  id: 'mixup-variants',
  title: 'Five ways to mix',
  topic: 'augmentation',
  claims: [{ row: 10, source: 'DM', says: 'Five variations of mixup were tried on small models, and none helped.' }],
  question: 'If mixup does not help a small network, does one of its variations?',
  idea: 'Stronger blends, always half and half, together with label smoothing, or patches instead of blends (CutMix): there is always one more variation to try, and trying many is how one finds something by chance.',
  fair: 'Five comparisons with the same baseline have five chances to look good by luck. So the intervals that decide here are wider, such that all five together are wrong in at most 5 % of cases (Bonferroni).',
  look: 'Order the arms by their means, then look at the intervals: would you bet that the order stays with other seeds?',
  formula: String.raw`y = \lambda y_i + (1-\lambda)y_j`,
  arms: [
    { id: 'plain', name: 'No mixing', link: BASE },
    { id: 'weak', name: 'Mixup, α = 0.2', link: `${BASE}&mixup` },
    { id: 'strong', name: 'Mixup, α = 1', link: `${BASE}&mixup.alpha=1` },
    { id: 'half', name: 'Mixup, always ½', link: `${BASE}&mixup.lambda=half` },
    { id: 'smoothed', name: 'Mixup and label smoothing', link: `${BASE}&ls&mixup` },
    { id: 'cutmix', name: 'CutMix', link: `${BASE}&cutmix` },
  ],
  varies: ['mixup', 'ls', 'cutmix'],
  measures: ['dev-accuracy', 'dev-loss'],
  expects: [
    { arm: 'weak', than: 'plain', is: 'not higher' },
    { arm: 'strong', than: 'plain', is: 'not higher' },
    { arm: 'half', than: 'plain', is: 'not higher' },
    { arm: 'smoothed', than: 'plain', is: 'not higher' },
    { arm: 'cutmix', than: 'plain', is: 'not higher' },
  ],
  matters: 0.5,
  prediction: {
    ask: 'How does CutMix, which pastes a patch of one character into another, end compared with no mixing?',
    arm: 'cutmix',
    than: 'plain',
    options: { higher: 'CutMix ends higher', lower: 'CutMix ends lower', unclear: 'No clear difference' },
  },
});
