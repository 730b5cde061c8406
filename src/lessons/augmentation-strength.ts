import { declareLesson } from './shared/lesson';

const BASE = '#v=1&data.size=1000&data.difficulty=0.5&epochs=10&batch=50&model.width=6&model.hidden=32';
const turned = (degrees: number): string => `${BASE}&affine.rotation=${degrees}&affine.zoom=0&affine.shear=0`;

export const augmentationStrength = declareLesson({
  id: 'augmentation-strength',
  title: 'How far may one turn a digit?',
  topic: 'augmentation',
  claims: [{ row: 28, source: 'DW', says: 'The share of augmented samples that are no longer valid should stay below the error rate.' }],
  question: 'Turning training samples at random gives more of them. At which angle does it begin to hurt?',
  idea: 'A seven that leans is a seven. A one that lies down is a dash, and a seven on its back is like nothing that anybody writes: the network spends itself on samples it will never meet. As long as they are rarer than the network’s own errors, what is gained outweighs them.',
  fair: 'Only the angle changes. Nothing is turned on dev, so an arm gains only what makes the network better on samples as they are.',
  look: 'Open Tricks, Affine, and mark the turned samples that you would not accept any more. Compare the share with the error of the network.',
  formula: String.raw`\theta \sim U(-\theta_{\max}, \theta_{\max})`,
  arms: [
    { id: '0', name: 'Not turned', link: BASE },
    { id: '10', name: 'Up to 10°', link: turned(10) },
    { id: '30', name: 'Up to 30°', link: turned(30) },
    { id: '60', name: 'Up to 60°', link: turned(60) },
    { id: '90', name: 'Up to 90°', link: turned(90) },
  ],
  varies: ['affine'],
  measures: ['dev-accuracy', 'train-error', 'gap'],
  expects: [
    { arm: '10', than: '0', is: 'higher' },
    { arm: '90', than: '10', is: 'lower' },
  ],
  matters: 0.5,
  prediction: {
    ask: 'How does the dev accuracy with turns of up to 90° compare with that of samples that are not turned?',
    arm: '90',
    than: '0',
    options: { higher: 'Higher with turns', lower: 'Lower with turns', unclear: 'No clear difference' },
  },
});
