import { declarePlant } from '../core/plant';
import { Stream } from '../core/random';
import type { Dataset, Split, SplitName } from '../core/dataset';

const NAMES: readonly SplitName[] = ['train', 'trainDev', 'dev', 'test'];

export const writers = declarePlant({
  id: 'writers',
  title: 'The same writers are on both sides',
  summary: 'Train, dev and test were divided by sample and not by writer, so that the network is judged on people whose hand it has seen.',
  lesson:
    'Different pictures are not enough: samples of one writer resemble one another, and what was learned of a hand in training helps on dev without helping on strangers. Dev is a little too good, and no curve tells. Compare whom the splits are from; divide by writer, patient or scene first.',
  evidence: ['shared-groups'],
  fields: {},
  applies: ({ data }) => data.groups !== undefined || 'it is not known whom the samples are from',
  plant: (_, { experiment }) => ({ dataset: (dataset) => dealt(dataset, experiment.run.seed) }),
});

/** All samples in one heap, dealt out anew to splits of the same sizes. */
function dealt(dataset: Dataset, seed: number): Dataset {
  const firsts: number[] = [];
  let size = 0;
  for (const name of NAMES) {
    firsts.push(size);
    size += dataset.splits[name].size;
  }
  let order: Uint32Array | undefined;
  const dealTo = (s: number): Split => ({
    size: dataset.splits[NAMES[s]!].size,
    sample: (index, out) => {
      const drawn = (order ??= Stream.of(seed, 'bug', 'writers').permutation(size))[firsts[s]! + index]!;
      const from = firsts.findLastIndex((first, i) => drawn >= first && dataset.splits[NAMES[i]!].size > 0);
      return dataset.splits[NAMES[from]!].sample(drawn - firsts[from]!, out);
    },
  });
  return { ...dataset, splits: { train: dealTo(0), trainDev: dealTo(1), dev: dealTo(2), test: dealTo(3) } };
}
