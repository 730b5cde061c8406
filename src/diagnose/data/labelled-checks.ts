/** The checks that need no more of a sample than its label and its attributes, and what checks of pictures and of points share. */
import { classBalance, judgeBalance } from './balance';
import type { DuplicatePair, Place } from './duplicates';
import type { Check, CheckedData, Evidence, Finding, Shown, SharedGroup } from './finding';
import type { LabelledSplit } from './images';
import { judgeCopies, judgeLeakage, judgeSharedGroups } from './leaks';

const MOST_PAIRS = 12;
const MOST_GROUPS = 200;

export const splitsOf = <S>({ train, dev, test }: Pick<CheckedData<S>, 'train' | 'dev' | 'test'>): readonly [S, S, S] => [train, dev, test];

export const balance: Check<LabelledSplit> = {
  id: 'balance',
  run(data) {
    const splits = splitsOf(data).map(({ name, labels }) => ({ split: name, balance: classBalance(labels, data.classNames.length) }));
    return {
      verdicts: [judgeBalance(splits[0]!.balance, data.classNames)],
      evidence: [{ kind: 'counts', splits: splits.map(({ split, balance: { counts } }) => ({ split, counts })) }],
    };
  },
};

export const groups: Check<LabelledSplit> = {
  id: 'groups',
  run(data) {
    const verdicts = [judgeSharedGroups(splitsOf(data), data.group ?? 'person or source')];
    if (data.group === undefined) return { verdicts, evidence: [] };
    const shared = sharedGroups(data, data.group);
    return { verdicts, evidence: shared.length > 0 ? [{ kind: 'groups', attribute: data.group, shared: shared.slice(0, MOST_GROUPS), found: shared.length }] : [] };
  },
};

/** Those with most evaluation samples first. */
function sharedGroups(data: CheckedData<LabelledSplit>, attribute: string): SharedGroup[] {
  const count = (split: LabelledSplit, into: Map<number, number>): void => {
    for (const known of split.attributes ?? []) {
      const value = known?.[attribute];
      if (value !== undefined) into.set(value, (into.get(value) ?? 0) + 1);
    }
  };
  const trained = new Map<number, number>();
  const judged = new Map<number, number>();
  count(data.train, trained);
  count(data.dev, judged);
  count(data.test, judged);
  return [...judged]
    .flatMap(([value, evaluation]) => (trained.has(value) ? [{ value, evaluation, train: trained.get(value)! }] : []))
    .sort((a, b) => b.evaluation - a.evaluation || a.value - b.value);
}

/** @param show gives what is drawn of a sample */
export function copiesFound(pairs: readonly DuplicatePair[], data: CheckedData<LabelledSplit>, show: (place: Place) => Shown): Omit<Finding, 'id'> {
  const verdicts = [judgeLeakage(pairs, splitsOf(data)), judgeCopies(pairs, data.train)];
  // Leaks weigh most; then pairs with different labels.
  const weight = ({ first, second, sameLabel }: DuplicatePair) => ((first.split === 'train') !== (second.split === 'train') ? 2 : 0) + (sameLabel ? 0 : 1);
  const ordered = [...pairs].sort((a, b) => weight(b) - weight(a));
  const shown = ordered.slice(0, MOST_PAIRS).map(({ first, second, kind, correlation }) => ({ first: show(first), second: show(second), kind, correlation }));
  const evidence: Evidence[] = shown.length > 0 ? [{ kind: 'pairs', pairs: shown, found: pairs.length }] : [];
  return { verdicts, evidence };
}
