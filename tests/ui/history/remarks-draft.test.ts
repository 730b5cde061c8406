import { expect, it } from 'vitest';
import type { Trial } from '../../../src/lab/trial';
import { makeDraft } from '../../../src/ui/history/remarks-draft';

/** As much of a lab as remarks need. */
function aLab(first: Partial<Trial> = {}) {
  let trial = { id: 'a', label: '', tags: ['weak'], note: '', ...first } as unknown as Trial;
  const written: object[] = [];
  return {
    written,
    trial: (id: string) => (id === trial.id ? trial : undefined),
    remark: (_ids: readonly string[], remark: object) => {
      written.push(remark);
      trial = { ...trial, ...remark };
    },
  };
}

it('what is typed is kept once, trimmed, and no more than what was typed', () => {
  const lab = aLab();
  const { type, keep, store } = makeDraft(lab, 'a');
  type({ note: ' Look again. ' });
  type({ label: 'champion' });
  keep();
  expect(lab.written).toEqual([{ label: 'champion', note: 'Look again.' }]);
  expect(store.getState()).toEqual({});
  keep();
  expect(lab.written).toHaveLength(1);
});

it('a field that was only passed through writes nothing back', () => {
  const lab = aLab();
  const { type, keep } = makeDraft(lab, 'a');
  // From the bar beneath the table, while the details are open.
  lab.remark(['a'], { tags: ['weak', 'strong'] });
  keep();
  type({ tags: 'weak,strong,' });
  keep();
  expect(lab.written).toHaveLength(1);
  type({ tags: 'weak' });
  keep();
  expect(lab.trial('a')?.tags).toEqual(['weak']);
});

it('a run that is gone takes no remarks', () => {
  const lab = aLab();
  const { type, keep } = makeDraft(lab, 'b');
  type({ note: 'too late' });
  keep();
  expect(lab.written).toEqual([]);
});
