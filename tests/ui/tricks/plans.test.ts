import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../src/catalogue';
import { fold, planLearningRate } from '../../../src/core/fold';
import { readLink } from '../../../src/core/permalink';
import { changesNetwork, knobCurve, knobField, modifiesRate, networkChange, rateCurve, rateCurveWithout } from '../../../src/ui/tricks/plans';
import { slotsOf } from '../../../src/ui/tricks/slots';

const experiment = (link: string) => readLink(catalogue, link).experiment;
const trick = (id: string) => catalogue.tricks[id]!;

describe('the curve of a schedule', () => {
  it('is what the engine plans, warm-up and batch size included', () => {
    const settings = experiment('#v=1&data.size=640&epochs=4&batch=64&batch-size');
    const recipe = fold(catalogue, settings);
    const planned = planLearningRate(recipe, recipe.steps);
    const curve = rateCurve(catalogue, settings, 'cosine')!;
    expect(curve.points.map(({ y }) => y)).toEqual(planned.map(({ rate }) => rate));
    expect(curve.points.map(({ x }) => x)).toEqual(planned.map(({ step }) => step / recipe.stepsPerEpoch));
    expect(curve.end).toBe(4);
  });

  it('can be had of a schedule that is off, under the same modifiers', () => {
    const settings = experiment('#v=1&data.size=640&epochs=4&batch=64&warmup=off');
    expect(new Set(rateCurve(catalogue, settings, 'constant')!.points.map(({ y }) => y))).toEqual(new Set([0.05]));
  });

  it('marks where cycles end, exactly, in long runs too', () => {
    const settings = experiment('#v=1&data.size=12800&epochs=30&cpc');
    const { cycleEnds, points } = rateCurve(catalogue, settings, 'cosine-power-cycles')!;
    expect(cycleEnds).toHaveLength(2);
    for (const [i, end] of cycleEnds.entries()) expect(end).toBeCloseTo(10 * (i + 1), 1);
    expect(points.length).toBeLessThan(400);
    for (const end of cycleEnds) expect(points.some(({ x }) => x === end), 'the jump is drawn upright').toBe(true);
  });

  it('does not hang on what else is wrong', () => {
    const settings = experiment('#v=1&sr');
    expect(() => fold(catalogue, settings)).toThrow();
    expect(rateCurve(catalogue, settings, 'sgdr')).toBeDefined();
  });

  it('is missing where there is no network to train', () => {
    const settings = { ...experiment('#v=1&data=points'), model: experiment('#v=1').model };
    expect(rateCurve(catalogue, settings, 'cosine')).toBeUndefined();
  });
});

it('the rate without warm-up starts at its full size', () => {
  const settings = experiment('#v=1&data.size=640&epochs=4');
  expect(rateCurve(catalogue, settings, 'warmup')!.points[0]!.y).toBeCloseTo(0.005);
  expect(rateCurveWithout(catalogue, settings, 'warmup')!.points[0]!.y).toBe(0.05);
});

it('a scheduled setting runs from its first value to its last', () => {
  const settings = experiment('#v=1&wd&sr&epochs=20');
  const { points } = knobCurve(catalogue, settings, 'scheduled-regularisation', 'weight-decay.lambda')!;
  expect(points[0]!.y).toBeCloseTo(0.00025);
  expect(points.at(-1)!.y).toBeCloseTo(0.00075, 5);
  expect(knobCurve(catalogue, experiment('#v=1'), 'scheduled-regularisation', 'weight-decay.lambda')).toBeUndefined();
});

it('the networks with and without a trick are told apart, whether it is on or off', () => {
  const off = networkChange(catalogue, experiment('#v=1'), 'squeeze-excite')!;
  const on = networkChange(catalogue, experiment('#v=1&se'), 'squeeze-excite')!;
  expect(on).toEqual(off);
  expect(on.plan.parameterCount).toBeGreaterThan(on.before.parameterCount);
  expect(networkChange(catalogue, experiment('#v=1'), 'attention-pooling')).toBeUndefined();
});

describe('what a card shows besides its texts', () => {
  it.each([
    ['cosine', ['rate']],
    ['warmup', ['rate']],
    ['batch-size', ['rate']],
    ['scheduled-regularisation', ['knob']],
    ['squeeze-excite', ['network']],
    ['width', ['network']],
    ['label-smoothing', []],
  ])('of %s', (id, slots) => {
    const shown = slotsOf(trick(id)).map((slot) => slot.id);
    expect(shown.filter((slot) => ['rate', 'knob', 'network'].includes(slot))).toEqual(slots);
  });

  it('follows from effects and fields', () => {
    expect([modifiesRate(trick('warmup')), modifiesRate(trick('scheduled-regularisation')), modifiesRate(trick('cosine'))]).toEqual([true, false, false]);
    expect(knobField(trick('scheduled-regularisation'))).toBe('target');
    expect([changesNetwork(trick('dropout')), changesNetwork(trick('mixup'))]).toEqual([true, false]);
  });
});
