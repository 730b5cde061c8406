import { declareLesson } from './shared/lesson';

const BASE = '#v=1&data.size=1000&epochs=4&batch=50&model.width=6&model.hidden=32';

export const gradientSize = declareLesson({
  id: 'gradient-size',
  title: 'Steps too small to see',
  topic: 'debugging',
  claims: [{ row: 27, source: 'DW', says: 'Where what a step changes is far smaller than the weights themselves, raise the learning rate.' }],
  question: 'Can one tell in the first steps that the learning rate is a hundred times too small?',
  idea: 'A network whose weights change by a hundred-thousandth of themselves in a step will need a very long time to become another network. The ratio of the two root mean squares says so at once; accuracy says it only at the end, and does not say why.',
  fair: 'The same network at the rate and at a tenth and a hundredth of it. The ratio is read in the first probed steps only, and accuracy at the end.',
  look: 'Open Why, or the heat strip on the right, after the first few steps and read the update ratio: about a thousandth is healthy.',
  formula: String.raw`r = \frac{\mathrm{RMS}(\Delta w)}{\mathrm{RMS}(w)}`,
  arms: [
    { id: 'full', name: 'Rate 0.05', link: BASE },
    { id: 'tenth', name: 'Rate 0.005', link: `${BASE}&lr=0.005` },
    { id: 'hundredth', name: 'Rate 0.0005', link: `${BASE}&lr=0.0005` },
  ],
  varies: ['lr'],
  measures: ['update-ratio', 'dev-accuracy'],
  expects: [
    { arm: 'hundredth', than: 'full', is: 'lower' },
    { arm: 'hundredth', than: 'full', is: 'lower', measure: 'dev-accuracy' },
  ],
  matters: 0.2,
  prediction: {
    ask: 'After the same 80 steps, how does dev accuracy at a hundredth of the rate compare with that at the full rate?',
    arm: 'hundredth',
    than: 'full',
    measure: 'dev-accuracy',
    options: { higher: 'Higher at the small rate', lower: 'Lower at the small rate', unclear: 'No clear difference' },
  },
});
