import { describe, expect, it } from 'vitest';
import { checklist, titleOf } from '../../src/diagnose/checklist';
import { examine } from '../../src/diagnose/examine';

const verdicts = examine({ classNames: ['0', '1', '2'], batchSize: 64, step: 0, steps: 100 });

describe('the checklist', () => {
  it('has a place and a title for every verdict', () => {
    const listed = checklist(verdicts).flatMap((group) => group.verdicts);
    expect(listed.map(({ id }) => id).sort()).toEqual(verdicts.map(({ id }) => id).sort());
    for (const verdict of verdicts) expect(titleOf(verdict)).not.toBe(verdict.id);
  });

  it('puts what is wrong first within its group', () => {
    const later = verdicts.find(({ id }) => id === 'label-order')!;
    const [, training] = checklist(verdicts.map((verdict) => (verdict === later ? { ...verdict, tone: 'bad' as const } : verdict)));
    expect(training!.verdicts[0]!.id).toBe('label-order');
  });
});
