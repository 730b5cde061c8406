import type { Split } from '../core/dataset';
import { sizeOf } from '../core/network';
import { declarePlant } from '../core/plant';
import { replaceTrain } from './shared/splits';

export const sorted = declarePlant({
  id: 'sorted',
  title: 'No shuffle: samples come sorted by class',
  summary: 'The training file holds one class after the other, and batches are cut from it in that order.',
  lesson:
    'A batch of one class pulls all weights towards answering that class, and the next batch pulls them back. The entropy of the labels within a batch gives it away at once, before any curve does; a loss that jumps in a rhythm of one epoch is the later sign.',
  evidence: ['label-order', 'learning', 'diverging', 'training-error'],
  fields: {},
  plant: () => ({
    tricks: { sampling: { order: 'given' } },
    dataset: (dataset) => replaceTrain(dataset, (train) => inOrder(train, sizeOf(dataset.shape), dataset.encoding === 'pixels')),
  }),
});

/** By label, and among equals as before. The order is worked out when the first sample is asked for, since that reads them all. */
function inOrder(train: Split, length: number, pixels: boolean): Split {
  let order: Uint32Array | undefined;
  const find = (): Uint32Array => {
    const row = pixels ? new Uint8Array(length) : new Float32Array(length);
    const labels = Uint32Array.from({ length: train.size }, (_, index) => train.sample(index, row).label);
    return Uint32Array.from(labels, (_, index) => index).sort((a, b) => labels[a]! - labels[b]! || a - b);
  };
  return { size: train.size, sample: (index, out) => train.sample((order ??= find())[index]!, out) };
}
