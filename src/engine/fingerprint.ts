/** Short names for the samples of a run and for its weights: two runs with the same ones have learned from the same samples, and have learned the same. */
import type { Dataset, SplitName } from '../core/dataset';
import { Fnv64 } from '../core/fnv64';
import { sizeOf } from '../core/network';
import { readValues, type TrainState } from './train-state';

const SPLITS: readonly SplitName[] = ['train', 'trainDev', 'dev', 'test'];
/**
 * Of every split as many evenly spaced samples as have this many values, so that all of a small split is seen. Pictures that have to be drawn first take
 * up to a millisecond each, and follow from the settings; of files any part may differ, and reading costs next to nothing.
 */
const MOST_VALUES = { generated: 2 ** 15, read: 2 ** 20 } as const;
/** Of large pictures this many at least. */
const FEWEST_SAMPLES = 16;

/**
 * 16 hexadecimal digits from sizes, shape, classes, and the values and labels of evenly spaced samples. Generated samples are the same bits in every
 * browser, so this is as well. Takes up to 50 ms.
 */
export function fingerprint({ encoding, shape, classes, splits }: Dataset, origin: keyof typeof MOST_VALUES): string {
  const rowLength = sizeOf(shape);
  const hash = new Fnv64().addNumbers(encoding === 'pixels' ? 1 : 2, classes.length, ...shape, ...SPLITS.map((name) => splits[name].size));
  const row = encoding === 'pixels' ? new Uint8Array(rowLength) : new Float32Array(rowLength);
  const view = new DataView(new ArrayBuffer(4 * rowLength));
  const bytes = row instanceof Uint8Array ? row : new Uint8Array(view.buffer);
  const most = Math.max(FEWEST_SAMPLES, Math.floor(MOST_VALUES[origin] / rowLength));
  for (const name of SPLITS) {
    const split = splits[name];
    const count = Math.min(split.size, most);
    for (let i = 0; i < count; i++) {
      const { label } = split.sample(Math.floor((i * split.size) / count), row);
      // In one order of bytes, whatever the machine's is.
      if (row instanceof Float32Array) row.forEach((value, j) => view.setFloat32(4 * j, value, true));
      hash.add(bytes).addNumbers(label);
    }
  }
  return hash.hex;
}

/** 16 hexadecimal digits from every bit of the weights and of the layers' running statistics, in the order of the network's parameters. */
export async function weightsFingerprint(state: TrainState): Promise<string> {
  const values = [...(await readValues(state, ({ weights }) => weights)), ...(await Promise.all(state.layers.map((tensor) => tensor.data<'float32'>())))];
  const hash = new Fnv64();
  for (const { buffer, byteOffset, byteLength } of values) hash.add(new Uint8Array(buffer, byteOffset, byteLength));
  return hash.hex;
}
