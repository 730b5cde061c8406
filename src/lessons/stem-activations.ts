import { declareLesson } from './shared/lesson';

const BASE = '#v=1&data=scenes&data.size=1500&data.difficulty=0.2&model=resnet&model.stem=strided&model.width=8&epochs=6&batch=50&lr=0.2';

export const stemActivations = declareLesson({
  id: 'stem-activations',
  title: 'Activations where the picture shrinks',
  topic: 'architecture',
  claims: [{ row: 12, source: 'DM', says: 'In the down-scaling layers leaky ReLU, ELU or swish does better than ReLU; leaky ReLU is the cheapest of them.' }],
  question: 'Does it matter what a layer with stride two does with negative numbers?',
  idea: 'A convolution with stride two throws three quarters of its places away. ReLU then sets about half of what is left to zero. An activation that lets some of the negative side through loses less.',
  fair: 'Only the activations after stride-two convolutions change; all others stay ReLU. The network begins with a strided stem, so that there is something to change. Three comparisons share the 5 % of error.',
  look: 'Leaky ReLU costs as much as ReLU. Compare the seconds of the other two.',
  formula: String.raw`\mathrm{leaky}(x)=\max(x,0.01x),\quad \mathrm{swish}(x)=x\,\sigma(x),\quad \mathrm{ELU}(x)=e^x-1\ \text{for}\ x<0`,
  arms: [
    { id: 'relu', name: 'ReLU', link: `${BASE}&stem.activation=relu` },
    { id: 'leaky', name: 'Leaky ReLU', link: `${BASE}&stem` },
    { id: 'elu', name: 'ELU', link: `${BASE}&stem.activation=elu` },
    { id: 'swish', name: 'Swish', link: `${BASE}&stem.activation=swish` },
  ],
  varies: ['stem'],
  measures: ['dev-accuracy', 'train-error'],
  expects: [
    { arm: 'leaky', than: 'relu', is: 'higher' },
    { arm: 'elu', than: 'relu', is: 'higher' },
    { arm: 'swish', than: 'relu', is: 'higher' },
  ],
  matters: 0.5,
  prediction: {
    ask: 'How does the dev accuracy with leaky ReLU in the stem compare with that of ReLU?',
    arm: 'leaky',
    than: 'relu',
    options: { higher: 'Leaky ReLU ends higher', lower: 'Leaky ReLU ends lower', unclear: 'No clear difference' },
  },
});
