import { declareLesson } from './shared/lesson';

const BASE = '#v=1&data.size=1500&data.difficulty=0.5&epochs=8&batch=50&model.width=6&model.hidden=32';

export const mixupSmallNetwork = declareLesson({
  id: 'mixup-small-network',
  title: 'Mixup on a small network',
  topic: 'augmentation',
  claims: [{ row: 10, source: 'DM', says: 'Mixup brought nothing on small models.' }],
  question: 'Does blending pairs of samples help a network that is small already, and one four times as wide?',
  idea: 'Mixup trains on blends of two samples with blended labels. It keeps a large network from learning its samples by heart. A small one has no room for that anyway, and now has a harder task.',
  fair: 'The small and the wider network each with and without mixup, everything else alike: only the pair of the small network decides the claim, and the wide pair shows whether size is what matters.',
  look: 'Training accuracy is measured on clean samples. Does mixup lower it more than it lifts dev?',
  formula: String.raw`x = \lambda x_i + (1-\lambda)x_j,\quad \lambda\sim\mathrm{Beta}(\alpha,\alpha)`,
  arms: [
    { id: 'plain', name: 'Small', link: BASE },
    { id: 'mixup', name: 'Small, mixup', link: `${BASE}&mixup` },
    { id: 'wide', name: 'Wide', link: BASE.replace('model.width=6', 'model.width=24') },
    { id: 'wide-mixup', name: 'Wide, mixup', link: `${BASE.replace('model.width=6', 'model.width=24')}&mixup` },
  ],
  varies: ['mixup', 'model.width'],
  measures: ['dev-accuracy', 'gap', 'dev-loss'],
  expects: [{ arm: 'mixup', than: 'plain', is: 'not higher' }],
  matters: 0.5,
  prediction: {
    ask: 'How does the small network’s dev accuracy with mixup compare with that without?',
    arm: 'mixup',
    than: 'plain',
    options: { higher: 'Mixup ends higher', lower: 'Mixup ends lower', unclear: 'No clear difference' },
  },
});
