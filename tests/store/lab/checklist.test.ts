import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../src/catalogue';
import { fold } from '../../../src/core/fold';
import { readLink } from '../../../src/core/permalink';
import { checklistDraft, chosenPart, guessSeconds, planChecklist, toggleArm } from '../../../src/store/lab/checklist';

const SCENES = readLink(catalogue, '#v=1&data=scenes&model=resnet&model.stem=strided&epochs=2&batch=64&lr=1').experiment;

describe('the checklist being set up', () => {
  it('leaves arms out and takes them back in', () => {
    const plan = planChecklist(catalogue, SCENES, 5);
    toggleArm('ls');
    toggleArm('mixup');
    toggleArm('ls');
    expect(checklistDraft.getState().without).toEqual(['mixup']);
    const part = chosenPart(plan, ['mixup']);
    expect(part.arms).toHaveLength(plan.arms.length - 1);
    expect(part.arms.map(({ id }) => id)).not.toContain('mixup');
  });
});

describe('the guess of its time', () => {
  const plan = planChecklist(catalogue, SCENES, 3, ['label-smoothing', 'pretraining']);
  const { steps } = fold(catalogue, SCENES);
  const timed = { experiment: SCENES, step: steps, seconds: 10 };

  it('follows from the arithmetic of a run that was timed', () => {
    // The baseline, two kinds of label smoothing, and pretraining, which trains its source as well, three times each.
    expect(guessSeconds(catalogue, plan, timed, 1)).toBeCloseTo(3 * (1 + 2 + 2) * 10, 9);
    expect(guessSeconds(catalogue, plan, timed, 2)).toBeCloseTo((3 * (1 + 2 + 2) * 10) / 2, 9);
    expect(guessSeconds(catalogue, plan, { ...timed, step: steps / 2, seconds: 10 }, 1)).toBeCloseTo(2 * 150, 9);
  });

  it('is not made without anything to go by', () => {
    expect(guessSeconds(catalogue, plan, undefined, 1)).toBeUndefined();
    expect(guessSeconds(catalogue, plan, { ...timed, step: 3 }, 1)).toBeUndefined();
  });
});
