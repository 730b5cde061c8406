/** What the evaluation shares with the training data, and what the training data hold twice. */
import type { SplitName } from '../../core/dataset';
import { percent, shareOf } from '../../core/statistics';
import { counted, grouped } from '../../core/words';
import { DEBUGGING_SLIDES } from '../sources';
import { judge, type Rule, type Verdict } from '../verdict';
import { sharePercent } from '../words';
import type { DuplicatePair, Place } from './duplicates';
import type { LabelledSplit } from './images';

/** Barz & Denzler found 3.3 % of CIFAR-10's test set in its training set; a third of that is as much as many a trick brings. */
const MANY_LEAKED = 0.01;
/** Where samples are simple, a few are much alike by chance: two strokes that both mean 1 correlate by 0.986 in MNIST. */
const FEW_ALIKE = 0.001;
/** Copies within the training data cost little but their share of the variety. */
const SOME_COPIES = 0.01;
const MANY_COPIES = 0.1;
/** A few people in both sets may be an accident; more make the evaluation one of known people. */
const MANY_SHARED = 0.1;

const LEAKAGE: Rule = {
  id: 'leakage',
  rule: `No evaluation sample should have a copy, exact or near, among the training samples: any exact one is watched, near ones from ${sharePercent(FEW_ALIKE)} on, ${sharePercent(MANY_LEAKED)} of either are bad.`,
  source: { citation: 'Barz & Denzler 2020, Do we train on test data? Purging CIFAR of near-duplicates', url: 'https://arxiv.org/abs/1902.00423' },
};
const COPIES: Rule = {
  id: 'duplicates',
  rule: `Copies within the training data are watched from ${sharePercent(SOME_COPIES)} on and bad from ${sharePercent(MANY_COPIES)} on, or as soon as copies have different labels.`,
  source: DEBUGGING_SLIDES,
};
const GROUPS: Rule = {
  id: 'shared-groups',
  rule: `Samples of one person belong to one split, or the evaluation is one of known people: any shared is watched, bad above ${sharePercent(MANY_SHARED)} of the evaluation samples.`,
  source: { citation: 'Kapoor & Narayanan 2023, Leakage and the reproducibility crisis in machine-learning-based science', url: 'https://doi.org/10.1016/j.patter.2023.100804' },
};

/** Evaluation samples with a copy in the training data; `pairs` as found among these splits. */
export function judgeLeakage(pairs: readonly DuplicatePair[], splits: readonly LabelledSplit[]): Verdict {
  const judged = splits.filter(({ name }) => name !== 'train');
  const samples = judged.reduce((sum, { labels }) => sum + labels.length, 0);
  if (samples === 0 || judged.length === splits.length) return judge(LEAKAGE, 'unknown', {}, 'Without both training and evaluation samples no leak can be looked for.');
  const across = pairs.filter(({ first, second }) => (first.split === 'train') !== (second.split === 'train'));
  const leaked = new Set(across.map(({ first, second }) => nameOf(first.split === 'train' ? second : first)));
  const exact = across.filter(({ kind }) => kind === 'exact').length;
  const share = shareOf(leaked.size, samples);
  const values = { leaked: leaked.size, exact, share: share.mean, samples };
  if (leaked.size === 0) return judge(LEAKAGE, 'good', values, `None of ${counted(samples, 'evaluation sample')} has a copy among the training samples.`);
  if (exact === 0 && share.mean < FEW_ALIKE) {
    const alike = `${grouped(leaked.size)} of ${counted(samples, 'evaluation sample')} ${leaked.size === 1 ? 'looks' : 'look'} nearly like a training sample, as simple pictures do by chance`;
    return judge(LEAKAGE, 'good', values, `${alike}; none is an exact copy.`);
  }
  return judge(
    LEAKAGE,
    share.mean >= MANY_LEAKED ? 'bad' : 'watch',
    values,
    `${grouped(leaked.size)} of ${counted(samples, 'evaluation sample')} (${percent(share)}) ${leaked.size === 1 ? 'has' : 'have'} a copy among the training samples, so that the network is asked what it was told.`,
    ['Remove these samples from the training data, not from the evaluation.', 'Divide the data by source, person or scene first, and into samples afterwards.'],
  );
}

/** Copies within the training data. */
export function judgeCopies(pairs: readonly DuplicatePair[], train: LabelledSplit): Verdict {
  const within = pairs.filter(({ first, second }) => first.split === 'train' && second.split === 'train');
  const copies = new Set(within.map(({ second }) => second.index)).size;
  const contradictions = within.filter(({ sameLabel }) => !sameLabel).length;
  const samples = train.labels.length;
  const share = copies / samples;
  const values = { copies, share, contradictions, samples };
  if (samples === 0) return judge(COPIES, 'unknown', values, 'There are no training samples.');
  const found = `${grouped(copies)} of ${counted(samples, 'training sample')} (${sharePercent(share)}) repeat others`;
  if (contradictions > 0) {
    return judge(COPIES, 'bad', values, `${found}, and ${counted(contradictions, 'pair')} of copies bear different labels.`, [
      'Look at these pairs and mend their labels.',
      'Keep one of each group of copies.',
    ]);
  }
  if (share < SOME_COPIES) return judge(COPIES, 'good', values, `${found}, too few to matter.`);
  return judge(COPIES, share >= MANY_COPIES ? 'bad' : 'watch', values, `${found}: the training data have less variety than their number promises.`, ['Keep one of each group of copies.']);
}

/** Values of an attribute that names a person or source, such as `writer`, on both sides of the training data's border. */
export function judgeSharedGroups(splits: readonly LabelledSplit[], attribute: string): Verdict {
  const known = (wanted: (name: SplitName) => boolean) =>
    splits.filter(({ name }) => wanted(name)).flatMap(({ attributes }) => attributes?.flatMap((values) => values?.[attribute] ?? []) ?? []);
  const trained = new Set(known((name) => name === 'train'));
  const judged = known((name) => name !== 'train');
  if (trained.size === 0 || judged.length === 0) {
    return judge(GROUPS, 'unknown', {}, `The ${attribute} of training and evaluation samples is not known.`);
  }
  const shared = new Set(judged.filter((value) => trained.has(value)));
  const samples = judged.filter((value) => trained.has(value)).length;
  const share = samples / judged.length;
  const values = { shared: shared.size, groups: new Set([...trained, ...judged]).size, samples, share };
  if (shared.size === 0) return judge(GROUPS, 'good', values, `None of ${grouped(trained.size)} values of ${attribute} in the training data occurs in the evaluation.`);
  return judge(
    GROUPS,
    share > MANY_SHARED ? 'bad' : 'watch',
    values,
    `${counted(shared.size, 'value')} of ${attribute} ${shared.size === 1 ? 'is' : 'are'} in both training and evaluation data, which is ${sharePercent(share)} of the evaluation samples: the error on a new ${attribute} may be larger.`,
    [`Divide the data by ${attribute} first, and into samples afterwards.`],
  );
}

function nameOf({ split, index }: Place): string {
  return `${split} ${index}`;
}
