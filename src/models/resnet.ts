import { BlueprintBuilder } from '../core/blueprint';
import { choice, integer } from '../core/fields';
import { declareModel } from '../core/model';
import { imagesOnly } from './images-only';
import { OUTPUT_GAIN } from './output';

const STAGES = 3;

export const resnet = declareModel({
  id: 'resnet',
  title: 'Residual network',
  summary: 'Blocks of two convolutions that add to their input instead of replacing it, so that deep networks stay trainable (He et al. 2016).',
  fields: {
    width: integer({ label: 'Width', help: 'Channels of the first of three stages; each further stage has twice as many.', default: 16, min: 2, max: 128, scale: 'log' }),
    blocks: integer({ label: 'Blocks per stage', help: 'Residual blocks in each of the three stages.', default: 1, min: 1, max: 6 }),
    norm: choice({
      label: 'Normalisation',
      help: 'Batch norm rescales every channel by its mean and spread over the batch, which keeps signals at a healthy size.',
      default: 'batch',
      options: [
        { value: 'batch', label: 'Batch norm' },
        { value: 'none', label: 'None' },
      ],
    }),
    stem: choice({
      label: 'Stem',
      help: 'The first convolution: at full size, or in steps of two pixels, which makes the whole network about four times as fast and a little less accurate.',
      default: 'full',
      options: [
        { value: 'full', label: 'Full size' },
        { value: 'strided', label: 'Strided' },
      ],
    }),
  },
  scales: { width: 'width', depth: 'blocks' },
  accepts: imagesOnly('A residual network'),
  build: ({ width, blocks, norm, stem }, { shape, classes }) => {
    const net = new BlueprintBuilder(shape, classes);
    const normalised = norm === 'batch';
    const convolve = (name: string, filters: number, size: number, stride: number, gamma = 1): void => {
      net.add(name, 'convolution', { filters, size, stride, bias: !normalised });
      if (normalised) net.add(`${name}-norm`, 'batch-norm', { gamma });
    };
    const relu = (name: string): void => void net.add(name, 'activation', { function: 'relu' });

    convolve('stem', width, 3, stem === 'strided' ? 2 : 1);
    relu('stem-relu');
    let channels = width;
    for (let stage = 1; stage <= STAGES; stage++) {
      for (let block = 1; block <= blocks; block++) {
        const name = `stage${stage}-block${block}`;
        const filters = width * 2 ** (stage - 1);
        const stride = stage > 1 && block === 1 ? 2 : 1;
        const entrance = net.last;
        convolve(`${name}-conv1`, filters, 3, stride);
        relu(`${name}-relu1`);
        convolve(`${name}-conv2`, filters, 3, 1);
        const branch = net.last;
        let shortcut = entrance;
        if (stride !== 1 || filters !== channels) {
          net.from(entrance);
          convolve(`${name}-shortcut`, filters, 1, stride);
          shortcut = net.last;
        }
        net.add(`${name}-add`, 'add', {}, [branch, shortcut]);
        relu(`${name}-relu2`);
        channels = filters;
      }
    }
    return net.add('pool', 'global-average-pooling').add('output', 'dense', { units: classes, gain: OUTPUT_GAIN }).build();
  },
});
