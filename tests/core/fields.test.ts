import { describe, expect, it } from 'vitest';
import { boolean, checkField, choice, defaultsOf, integer, isSchedulable, knob, number, numbers, partsOfKnob, readField, text, writeField, type Field, type FieldValue } from '../../src/core/fields';

const rate = number({ label: 'Rate', help: 'How fast.', default: 0.1, min: 0, max: 10 });
const count = integer({ label: 'Count', help: 'How many.', default: 3, min: 1, max: 8 });
const kind = choice({
  label: 'Kind',
  help: 'Which.',
  default: 'a',
  options: [
    { value: 'a', label: 'A' },
    { value: 'b', label: 'B' },
  ],
});
const flag = boolean({ label: 'Flag', help: 'Whether.', default: false });
const list = numbers({ label: 'Milestones', help: 'When.', default: [0.5], min: 0, max: 1, longest: 3 });
const name = text({ label: 'Name', help: 'What.', default: '', longest: 5 });

const target = knob({ label: 'Target', help: 'Whose.', default: 'weight-decay.lambda' });

const value = (field: Field, source: string): FieldValue | undefined => {
  const read = readField(field, source);
  return read.ok ? read.value : undefined;
};

describe('a field', () => {
  it('says by its kind whether its value may change during a run', () => {
    expect([rate, count, kind, flag, list, name, target].map(({ role }) => role)).toEqual(['value', ...new Array<string>(6).fill('structural')]);
    const fixed = number({ label: 'R', help: '.', default: 0, min: 0, max: 1, role: 'structural' });
    expect(fixed.role).toBe('structural');
    expect([rate, fixed, count, kind, flag, list, name, target].map(isSchedulable)).toEqual([true, ...new Array<boolean>(7).fill(false)]);
  });

  it('gives its default, and accepts it', () => {
    const fields = { rate, count, kind, flag, list, name, target };
    expect(defaultsOf(fields)).toEqual({ rate: 0.1, count: 3, kind: 'a', flag: false, list: [0.5], name: '', target: 'weight-decay.lambda' });
    for (const field of Object.values(fields)) expect(checkField(field, field.default).ok).toBe(true);
  });

  it.each<[Field, FieldValue]>([
    [rate, 0.30000000000000004],
    [rate, 1e-7],
    [count, 8],
    [kind, 'b'],
    [flag, true],
    [flag, false],
    [list, [0.1, 0.25]],
    [list, []],
    [name, 'a=b&c'],
    [target, 'label-smoothing.epsilon'],
    [target, 'trick2.fieldName2'],
  ])('reads what it has written: %#', (field, given) => {
    expect(value(field, writeField(field, given))).toEqual(given);
  });

  it.each([
    ['5', 5],
    ['+5', 5],
    ['.5', 0.5],
    ['5.', 5],
    ['1e-3', 0.001],
    ['1E0', 1],
    ['-0', 0],
  ])('takes %s for a number', (source, expected) => {
    expect(Object.is(value(rate, source), expected)).toBe(true);
  });

  it.each(['', ' ', ' 1', '0x10', 'Infinity', 'NaN', '1,5', '1_000', '--1', '1e', 'e5', '١', '10.1', '-0.1'])('does not take %j for one', (source) => {
    expect(value(rate, source)).toBeUndefined();
  });

  it.each(['1.5', '0', '9', '1e9'])('does not take %s for a whole number in its bounds', (source) => {
    expect(value(count, source)).toBeUndefined();
  });

  it('keeps lists short and every number of them in its bounds', () => {
    expect(value(list, '0,0.5,1')).toEqual([0, 0.5, 1]);
    expect(value(list, '0,0.5,1,1')).toBeUndefined();
    expect(value(list, '0,2')).toBeUndefined();
    expect(value(list, '0,,1')).toBeUndefined();
    expect(value(list, ','.repeat(1_000_000))).toBeUndefined();
  });

  it.each(['', 'lr', '.', 'a.', '.b', 'a.b.c', 'a-.b', '-a.b', 'A.b', 'a b.c', 'a.b-c', 'a.__proto__', '1.5', `${'a'.repeat(80)}.b`])('does not take %j for the setting of a trick', (source) => {
    expect(value(target, source)).toBeUndefined();
  });

  it('knows the trick and the field that it names', () => {
    expect(partsOfKnob(target.default)).toEqual({ trick: 'weight-decay', field: 'lambda' });
  });

  it('knows a flag by several names', () => {
    expect(['on', 'true', '1', ''].map((source) => value(flag, source))).toEqual([true, true, true, true]);
    expect(['off', 'false', '0'].map((source) => value(flag, source))).toEqual([false, false, false]);
    expect(['toString', '__proto__', 'yes'].map((source) => value(flag, source))).toEqual([undefined, undefined, undefined]);
  });

  it.each<[Field, string, string]>([
    [rate, 'fast', 'Rate should be a number from 0 to 10, but "fast" was given'],
    [count, '2.5', 'Count should be a whole number from 1 to 8, but "2.5" was given'],
    [kind, 'c', 'Kind should be one of a, b, but "c" was given'],
    [flag, 'maybe', 'Flag should be on or off, but "maybe" was given'],
    [list, 'x', 'Milestones should be numbers from 0 to 1, separated by commas, but "x" was given'],
    [name, 'longer', 'Name should be a short text, but "longer" was given'],
    [target, 'lambda', 'Target should be a setting of a trick, such as weight-decay.lambda, but "lambda" was given'],
  ])('says what it expected: %#', (field, source, problem) => {
    expect(readField(field, source)).toEqual({ ok: false, problem });
  });

  it('quotes no more than can be read', () => {
    const read = readField(rate, 'x'.repeat(100_000));
    expect(!read.ok && read.problem.length).toBeLessThan(120);
  });

  it.each([null, undefined, {}, [], 'text', Symbol.iterator, () => 1])('refuses values that are none of its kind: %#', (given) => {
    expect(checkField(count, given).ok).toBe(false);
  });
});
