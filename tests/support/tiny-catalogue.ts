/** The real catalogue with one more data set: 8×8 pictures that are quick to train on, and can be learned. */
import { catalogue } from '../../src/catalogue';
import type { Catalogue } from '../../src/core/catalogue';
import { declareDataset, type Split } from '../../src/core/dataset';
import { boolean, choice, integer } from '../../src/core/fields';
import { Stream } from '../../src/core/random';

const SIDE = 8;
const CLASSES = 4;

/** A bright bar whose place says the class, on noise. */
function bars(name: string, size: number, channels: number): Split {
  return {
    size,
    sample(index, out) {
      const stream = Stream.of(1, 'bars', name, index);
      const label = stream.below(CLASSES);
      for (let i = 0; i < out.length; i++) {
        const column = Math.floor(i / channels) % SIDE;
        out[i] = stream.below(100) + (Math.floor(column / 2) === label ? 120 : 0);
      }
      return { label, attributes: { column: label * 2 } };
    },
  };
}

export const tiny = declareDataset({
  id: 'tiny',
  title: 'Tiny bars',
  summary: 'For tests.',
  fields: {
    size: integer({ label: 'Size', help: 'Samples.', default: 64, min: 1, max: 10_000 }),
    colour: choice({
      label: 'Colour',
      help: 'Channels.',
      default: 'grey',
      options: [
        { value: 'grey', label: 'Grey' },
        { value: 'rgb', label: 'RGB' },
      ],
    }),
    mirrorable: boolean({ label: 'Mirrorable', help: 'For flips.', default: false }),
  },
  describe: ({ size, colour, mirrorable }) => ({ encoding: 'pixels', shape: [SIDE, SIDE, colour === 'rgb' ? 3 : 1], classes: CLASSES, trainSize: size, mirrorable, extraLabel: { attribute: 'column', classes: 2 * CLASSES, title: 'the column' } }),
  open({ size, colour }) {
    const channels = colour === 'rgb' ? 3 : 1;
    return {
      encoding: 'pixels',
      shape: [SIDE, SIDE, channels],
      classes: ['a', 'b', 'c', 'd'],
      mean: channels === 3 ? [0.3, 0.31, 0.32] : [0.3],
      deviation: channels === 3 ? [0.2, 0.21, 0.22] : [0.2],
      splits: { train: bars('train', size, channels), trainDev: bars('trainDev', 40, channels), dev: bars('dev', 40, channels), test: bars('test', 40, channels) },
      bayesErrorBound: 0,
    };
  },
});

export const tinyCatalogue: Catalogue = { ...catalogue, datasets: { ...catalogue.datasets, tiny } };
