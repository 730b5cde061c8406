import { describe, expect, it } from 'vitest';
import { agreement, contrast, findingOf, relationOf, verdictOf, type Values } from '../../../src/lessons/shared/judge';
import type { Lesson } from '../../../src/lessons/shared/lesson';

const LESSON: Lesson = {
  id: 'some',
  title: 'Some lesson',
  topic: 'rate',
  claims: [{ row: 1, source: 'DM', says: 'b is better than a' }],
  question: 'Is b better than a?',
  idea: '',
  fair: '',
  look: '',
  arms: [
    { id: 'a', name: 'Arm a', link: '#v=1' },
    { id: 'b', name: 'Arm b', link: '#v=1&ls' },
    { id: 'c', name: 'Arm c', link: '#v=1&mixup' },
  ],
  varies: ['ls', 'mixup'],
  measures: ['dev-accuracy', 'dev-loss'],
  expects: [{ arm: 'b', than: 'a', is: 'higher' }],
  matters: 0.5,
  prediction: { ask: '', arm: 'b', than: 'a', options: { higher: 'b', lower: 'a', unclear: 'none' } },
};
const A = [90, 91, 89, 92, 88];
const valuesFrom = (b: readonly number[], c = A): Values => (arm, measure) => (measure === 'dev-accuracy' ? { a: A, b, c }[arm] : undefined);

/** Of Student's distribution with 4 degrees of freedom, from a printed table. */
const T4_95 = 2.7764;
const T4_975 = 3.4954;

describe('a contrast', () => {
  it('is the mean of paired differences with Student’s interval', () => {
    const b = [91, 93, 89.5, 93, 89];
    // Differences 1, 2, 0.5, 1, 1: mean 1.1, squared deviations 0.01 + 0.81 + 0.36 + 0.01 + 0.01 = 1.2.
    const half = T4_95 * Math.sqrt(1.2 / 4 / 5);
    const found = contrast(valuesFrom(b), 'b', 'a', 'dev-accuracy')!;
    expect(found.mean).toBeCloseTo(1.1, 10);
    expect(found.low).toBeCloseTo(1.1 - half, 3);
    expect(found.high).toBeCloseTo(1.1 + half, 3);
    expect(relationOf(found)).toBe('higher');
  });

  it('needs two seeds of both', () => {
    expect(contrast(valuesFrom([91]), 'b', 'a', 'dev-accuracy')).toBeUndefined();
    expect(contrast(valuesFrom(A), 'b', 'a', 'dev-loss')).toBeUndefined();
  });
});

describe('a finding', () => {
  const at = (low: number, high: number) => ({ mean: (low + high) / 2, low, high });
  it.each([
    ['higher', at(0.1, 2), 'held'],
    ['higher', at(-0.2, 0.4), 'failed'],
    ['higher', at(-2, -1), 'failed'],
    ['higher', at(-1, 2), 'open'],
    ['lower', at(-2, -0.1), 'held'],
    ['lower', at(-0.4, 0.3), 'failed'],
    ['lower', at(-2, 1), 'open'],
    ['not higher', at(0.1, 0.3), 'failed'],
    ['not higher', at(-1, 0.4), 'held'],
    ['not higher', at(-1, 1), 'open'],
    ['not lower', at(-0.3, -0.1), 'failed'],
    ['not lower', at(-0.4, 3), 'held'],
    ['not lower', at(-1, 1), 'open'],
  ] as const)('%s, %o: %s', (is, interval, finding) => {
    expect(findingOf(interval, is, 0.5)).toBe(finding);
  });
});

describe('a verdict', () => {
  it('holds where all pairs do, and says the numbers', () => {
    const verdict = verdictOf(LESSON, valuesFrom([92, 93, 91, 94, 90.5]))!;
    expect(verdict.finding).toBe('held');
    expect(verdict.details[0]).toContain('Arm b 92.10 % against Arm a 90.00 %');
    expect(verdict.details[0]).toContain('+2.10 points');
  });

  it('of several pairs widens the interval of each', () => {
    const lesson: Lesson = { ...LESSON, expects: [...LESSON.expects, { arm: 'c', than: 'a', is: 'not higher' }] };
    const differences = [1, 2, 0.5, 1, 1];
    const verdict = verdictOf(lesson, valuesFrom(A.map((a, i) => a + differences[i]!)))!;
    const half = T4_975 * Math.sqrt(1.2 / 4 / 5);
    expect(verdict.details[0]).toContain(`(${(1.1 - half).toFixed(2)} to ${(1.1 + half).toFixed(2)}) with 97.5 % confidence`);
    expect(verdict.finding).toBe('held');
  });

  it('is open without enough evidence, failed where one pair is, and missing without numbers', () => {
    expect(verdictOf(LESSON, valuesFrom([95, 85, 95, 86, 93]))!.finding).toBe('open');
    expect(verdictOf(LESSON, valuesFrom([88, 89, 87, 90, 86.5]))!.finding).toBe('failed');
    expect(verdictOf(LESSON, () => undefined)).toBeUndefined();
  });
});

it('a prediction agrees or does not', () => {
  const better = valuesFrom([92, 93, 91, 94, 90.5]);
  expect(agreement(LESSON, better, 'higher')).toMatchObject({ agrees: true, relation: 'higher' });
  expect(agreement(LESSON, better, 'unclear')).toMatchObject({ agrees: false });
  expect(agreement(LESSON, valuesFrom([95, 85, 95, 86, 93]), 'unclear')).toMatchObject({ agrees: true });
});
