import { BlueprintBuilder } from '../core/blueprint';
import { choice, integer } from '../core/fields';
import { declareModel } from '../core/model';
import { imagesOnly } from './images-only';
import { OUTPUT_GAIN } from './output';

export const cnn = declareModel({
  id: 'cnn',
  title: 'CNN',
  summary: 'Small filters slide over the image, each stage halves its size and doubles the number of filters; two dense layers decide.',
  fields: {
    width: integer({ label: 'Width', help: 'Filters in the first convolution; each further stage has twice as many.', default: 16, min: 1, max: 128, scale: 'log' }),
    depth: integer({ label: 'Stages', help: 'How many times the network convolves and halves the image.', default: 2, min: 1, max: 5 }),
    hidden: integer({ label: 'Hidden neurons', help: 'Neurons in the dense layer before the output.', default: 64, min: 1, max: 1024, scale: 'log' }),
    downsampling: choice({
      label: 'Down-sampling',
      help: 'How a stage halves the image: keep the largest of each 2 × 2 block, or let the convolution take steps of two pixels.',
      default: 'pooling',
      options: [
        { value: 'pooling', label: 'Max pooling' },
        { value: 'strides', label: 'Strided convolution' },
      ],
    }),
  },
  scales: { width: 'width', depth: 'depth' },
  accepts: imagesOnly('A CNN'),
  build: ({ width, depth, hidden, downsampling }, { shape, classes }) => {
    const net = new BlueprintBuilder(shape, classes);
    for (let stage = 1; stage <= depth; stage++) {
      const stride = downsampling === 'strides' ? 2 : 1;
      net.add(`conv${stage}`, 'convolution', { filters: width * 2 ** (stage - 1), size: 3, stride }).add(`relu${stage}`, 'activation', { function: 'relu' });
      if (downsampling === 'pooling') net.add(`pool${stage}`, 'max-pooling', { size: 2, stride: 2, padding: 'valid' });
    }
    net.add('hidden', 'dense', { units: hidden }).add('relu-hidden', 'activation', { function: 'relu' });
    return net.add('output', 'dense', { units: classes, gain: OUTPUT_GAIN }).build();
  },
});
