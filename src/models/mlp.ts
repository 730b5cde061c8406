import { BlueprintBuilder } from '../core/blueprint';
import { choice, integer } from '../core/fields';
import { declareModel } from '../core/model';
import { OUTPUT_GAIN } from './output';

export const mlp = declareModel({
  id: 'mlp',
  title: 'MLP',
  summary: 'Fully connected layers one after the other. It sees the input as a list of numbers and knows nothing of neighbouring pixels.',
  fields: {
    width: integer({ label: 'Width', help: 'Neurons in each hidden layer.', default: 32, min: 1, max: 1024, scale: 'log' }),
    depth: integer({ label: 'Hidden layers', help: 'How many layers lie between input and output.', default: 2, min: 1, max: 8 }),
    activation: choice({
      label: 'Activation',
      help: 'The bend after each layer; without one, many layers could do no more than a single one.',
      default: 'relu',
      options: [
        { value: 'relu', label: 'ReLU' },
        { value: 'tanh', label: 'tanh' },
        { value: 'sigmoid', label: 'Sigmoid' },
      ],
    }),
  },
  scales: { width: 'width', depth: 'depth' },
  accepts: () => true,
  build: ({ width, depth, activation }, { shape, classes }) => {
    const net = new BlueprintBuilder(shape, classes);
    for (let i = 1; i <= depth; i++) net.add(`dense${i}`, 'dense', { units: width }).add(`activation${i}`, 'activation', { function: activation });
    return net.add('output', 'dense', { units: classes, gain: OUTPUT_GAIN }).build();
  },
});
