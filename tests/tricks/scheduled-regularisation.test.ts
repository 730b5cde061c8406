import { describe, expect, it } from 'vitest';
import { catalogue } from '../../src/catalogue';
import { clockAt } from '../../src/core/clock';
import { abilityOf, fold, knobsAt, planKnob } from '../../src/core/fold';
import { readLink } from '../../src/core/permalink';

const recipeOf = (link: string) => fold(catalogue, readLink(catalogue, `#batch=100&epochs=10&${link}`).experiment, 1000);

/** The value of a knob at every step, with where the schedule stands. */
function course(link: string, knob = 'weight-decay.lambda') {
  const recipe = recipeOf(link);
  return Array.from({ length: recipe.steps }, (_, step) => {
    const { knobs, point } = knobsAt(recipe, clockAt(step, recipe.steps, recipe.stepsPerEpoch), {});
    return { value: knobs[knob]!, rate: knobs['lr']!, ...point };
  });
}

describe('scheduled regularisation', () => {
  it('grows from a half to one and a half times the fixed value over the run', () => {
    course('wd.lambda=0.002&sr').forEach(({ value }, s) => expect(value, `step ${s}`).toBeCloseTo(0.002 * (0.5 + s / 100), 12));
  });

  it('begins anew with every learning-rate cycle', () => {
    const all = course('wd.lambda=0.002&sr.policy=cycle&cpc');
    all.forEach(({ value }, s) => expect(value, `step ${s}`).toBeCloseTo(0.002 * (0.5 + ((3 * s) / 100 - Math.floor((3 * s) / 100))), 12));
    expect(new Set(all.map(({ cycle }) => cycle)).size).toBe(3);
  });

  it('follows the learning rate', () => {
    const all = course('wd.lambda=0.002&sr.policy=rate&sr.from=0&warmup=off&lr=0.1&cosine');
    for (const { value, rate } of all) expect(value).toBeCloseTo(0.002 * 1.5 * (rate / 0.1), 12);
  });

  it('falls where it is told to, and leaves all else alone', () => {
    const plain = course('ls&wd', 'label-smoothing.epsilon');
    const all = course('ls&wd&sr.target=label-smoothing.epsilon&sr.from=2&sr.to=0', 'label-smoothing.epsilon');
    all.forEach(({ value, rate }, s) => {
      expect(value, `step ${s}`).toBeCloseTo(0.1 * (2 - s / 50), 12);
      expect(rate).toBe(plain[s]!.rate);
    });
    expect(course('ls&wd&sr.target=label-smoothing.epsilon').map(({ value }) => value)).toEqual(course('ls&wd').map(({ value }) => value));
  });

  it('stays within the bounds of the setting', () => {
    const values = course('ls.epsilon=0.8&sr.target=label-smoothing.epsilon', 'label-smoothing.epsilon').map(({ value }) => value);
    const { max } = catalogue.tricks['label-smoothing']!.fields['epsilon'] as { max: number };
    expect(values[0]).toBeCloseTo(0.4, 12);
    expect(Math.max(...values)).toBe(max);
    expect(values.at(-1)).toBe(max);
  });

  it('can be drawn in advance', () => {
    const plan = planKnob(recipeOf('wd.lambda=0.002&sr'), 'weight-decay.lambda', 5);
    expect(plan.map(({ step }) => step)).toEqual([0, 25, 50, 74, 99]);
    plan.forEach(({ step, value }) => expect(value).toBeCloseTo(0.002 * (0.5 + step / 100), 12));
    expect(() => planKnob(recipeOf('sr.target=label-smoothing.epsilon&ls'), 'weight-decay.lambda', 5)).toThrow(/has a setting "weight-decay.lambda"/);
  });

  it.each([
    ['sr', 'Weight decay is off, and its setting “λ” is the one to be scheduled'],
    ['sr.target=magic.wand', 'there is no trick "magic"'],
    ['wd&sr.target=weight-decay.wand', 'Weight decay has no setting "wand"'],
    ['wd&sr.target=weight-decay.toString', 'Weight decay has no setting "toString"'],
    ['wd&sr.target=weight-decay.mode', 'the setting “Form” of Weight decay cannot change during a run'],
    ['swa&sr.target=swa.start', 'the setting “From” of Stochastic weight averaging cannot change during a run'],
    ['sr.target=scheduled-regularisation.from', 'it cannot schedule its own settings'],
    ['wd.lambda=0&sr', 'the setting “λ” of Weight decay is 0, and so is every multiple of it'],
  ])('says what is missing: %s', (link, sentence) => {
    const { experiment } = readLink(catalogue, `#${link}`);
    expect(abilityOf(catalogue, experiment, 'scheduled-regularisation').cannotAct).toBe(sentence);
    expect(() => fold(catalogue, experiment)).toThrow(`Scheduled regularisation cannot act here: ${sentence}`);
  });
});
