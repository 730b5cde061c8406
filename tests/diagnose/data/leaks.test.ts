import { describe, expect, it } from 'vitest';
import type { DuplicatePair } from '../../../src/diagnose/data/duplicates';
import type { LabelledSplit } from '../../../src/diagnose/data/images';
import { judgeCopies, judgeLeakage, judgeSharedGroups } from '../../../src/diagnose/data/leaks';

const split = (name: LabelledSplit['name'], n: number, writers?: readonly number[]): LabelledSplit => ({
  name,
  labels: new Uint8Array(n),
  ...(writers ? { attributes: writers.map((writer) => ({ writer })) } : {}),
});

function pair(first: string, second: string, kind: DuplicatePair['kind'] = 'exact', sameLabel = true): DuplicatePair {
  const place = (text: string) => ({ split: text.split(' ')[0] as LabelledSplit['name'], index: Number(text.split(' ')[1]) });
  return { first: place(first), second: place(second), kind, correlation: kind === 'exact' ? 1 : 0.99, sameLabel };
}

describe('judgeLeakage', () => {
  const splits = [split('train', 5000), split('dev', 1000), split('test', 1000)];

  it('counts evaluation samples once, however many copies they have', () => {
    const pairs = [pair('train 1', 'dev 3'), pair('train 2', 'dev 3'), pair('train 1', 'test 3'), pair('dev 1', 'test 1'), pair('train 1', 'train 2')];
    const verdict = judgeLeakage(pairs, splits);
    expect(verdict).toMatchObject({ tone: 'watch', values: { leaked: 2, exact: 3, samples: 2000 } });
    expect(verdict.text).toContain('2 of 2,000 evaluation samples (0.10 %) have a copy');
  });

  it('lets a few near copies pass, but no exact one', () => {
    expect(judgeLeakage([pair('train 1', 'dev 3', 'near')], splits)).toMatchObject({ tone: 'good', values: { leaked: 1, exact: 0 } });
    expect(judgeLeakage([pair('train 1', 'dev 3', 'near'), pair('train 1', 'dev 4', 'near')], splits).tone).toBe('watch');
    expect(judgeLeakage([pair('train 1', 'dev 3')], splits).tone).toBe('watch');
    expect(judgeLeakage(Array.from({ length: 20 }, (_, i) => pair('train 1', `test ${i}`, 'near')), splits).tone).toBe('bad');
  });

  it('says nothing without both sides', () => {
    expect(judgeLeakage([], [split('train', 5)]).tone).toBe('unknown');
    expect(judgeLeakage([], [split('dev', 5)]).tone).toBe('unknown');
  });
});

describe('judgeCopies', () => {
  const train = split('train', 1000);
  const copies = (n: number) => Array.from({ length: n }, (_, i) => pair('train 0', `train ${i + 1}`));

  it('goes by the share, and by contradictions', () => {
    expect(judgeCopies(copies(9), train).tone).toBe('good');
    expect(judgeCopies(copies(10), train)).toMatchObject({ tone: 'watch', values: { copies: 10, share: 0.01 } });
    expect(judgeCopies(copies(100), train).tone).toBe('bad');
    expect(judgeCopies([pair('train 0', 'train 1', 'exact', false)], train)).toMatchObject({ tone: 'bad', values: { contradictions: 1 } });
    expect(judgeCopies([pair('train 0', 'dev 1', 'exact', false)], train).tone).toBe('good');
    expect(judgeCopies([], split('train', 0)).tone).toBe('unknown');
  });
});

describe('judgeSharedGroups', () => {
  const tone = (trained: number[], judged: number[]) => judgeSharedGroups([split('train', trained.length, trained), split('dev', judged.length, judged)], 'writer').tone;

  it('goes by the share of evaluation samples', () => {
    expect(tone([1, 2, 3], [4, 5, 6])).toBe('good');
    expect(tone([1, 2, 3], [3, ...new Array<number>(9).fill(4)])).toBe('watch');
    expect(tone([1, 2, 3], [3, 3, 4, 4])).toBe('bad');
    expect(judgeSharedGroups([split('train', 3), split('dev', 3)], 'writer').tone).toBe('unknown');
  });
});
