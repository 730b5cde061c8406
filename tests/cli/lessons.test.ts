import { describe, expect, it } from 'vitest';
import type { Row } from '../../src/cli/lessons/measure';
import { reportedLinks, resultOf, tuningLinks } from '../../src/cli/lessons/plan';
import { report, summary } from '../../src/cli/lessons/report';
import { readLink } from '../../src/core/permalink';
import type { Lesson } from '../../src/lessons/shared/lesson';
import { isCurrent, lessonResultSchema } from '../../src/lessons/shared/results';
import { catalogue } from '../../src/catalogue';

const LESSON: Lesson = {
  id: 'some',
  title: 'Some lesson',
  topic: 'rate',
  claims: [{ row: 1, source: 'DM', says: '' }],
  question: '',
  idea: '',
  fair: '',
  look: '',
  arms: [
    { id: 'a', name: 'Arm a', link: '#v=1&data=points' },
    { id: 'b', name: 'Arm b', link: '#v=1&data=points&adam' },
  ],
  varies: ['adam'],
  rates: [0.01, 0.1],
  measures: ['dev-accuracy', 'dev-loss'],
  expects: [{ arm: 'b', than: 'a', is: 'higher' }],
  matters: 0.5,
  prediction: { ask: '', arm: 'b', than: 'a', options: { higher: '', lower: '', unclear: '' } },
};

/** A run whose accuracy follows from its link: rate 0.1 suits momentum, 0.01 suits Adam, which is two points better and grows with the seed. */
function rowOf(link: string): Row {
  const { experiment } = readLink(catalogue, link);
  const adam = 'adam' in experiment.tricks;
  const { lr, seed } = experiment.run;
  const accuracy = 0.8 + (adam ? 0.02 : 0) + (adam === (lr === 0.01) ? 0.05 : 0) + 0.001 * (seed % 100) * (adam ? 2 : 1);
  const scores = { loss: 1 - accuracy, accuracy };
  return { link, outcome: { steps: 10, classes: 2, final: { train: scores, dev: scores }, evaluations: [] }, seconds: 2, engine: 'test' };
}

describe('npm run lessons', () => {
  const tuning = tuningLinks(catalogue, LESSON);
  const rows = new Map(tuning.map((link) => [link, rowOf(link)]));
  const reported = reportedLinks(catalogue, LESSON, [1, 2, 3], rows);

  it('chooses rates with seeds that are not reported', () => {
    const seeds = (links: readonly string[]) => new Set(links.map((link) => readLink(catalogue, link).experiment.run.seed));
    expect(tuning).toHaveLength(2 * 2 * 2);
    expect(new Set(tuning).size).toBe(8);
    for (const seed of seeds(tuning)) expect(seeds(reported)).not.toContain(seed);
  });

  it('reports each arm at its own rate, with the seed of data and run', () => {
    const experiments = reported.map((link) => readLink(catalogue, link).experiment);
    expect(experiments.map(({ run, tricks }) => ['adam' in tricks, run.lr, run.seed])).toEqual([1, 2, 3].flatMap((seed) => [[false, 0.1, seed], [true, 0.01, seed]]));
    expect(experiments.every(({ data, run }) => data['seed'] === run.seed)).toBe(true);
  });

  it('writes a result of the right shape, with paired differences', () => {
    const all = new Map([...rows, ...reported.map((link) => [link, rowOf(link)] as const)]);
    const result = resultOf(catalogue, LESSON, [1, 2, 3], all, '2026-11-21');
    expect(lessonResultSchema.parse(JSON.parse(JSON.stringify(result)))).toEqual(result);
    expect(isCurrent(LESSON, result)).toBe(true);
    expect(isCurrent({ ...LESSON, arms: [LESSON.arms[1], LESSON.arms[0]] }, result)).toBe(false);
    const [a, b] = result.arms;
    expect([a!.rate, b!.rate]).toEqual([0.1, 0.01]);
    expect(a!.measures['dev-accuracy']!.values.map((value) => value.toFixed(3))).toEqual(['85.100', '85.200', '85.300']);
    expect(a!.measures['dev-accuracy']!.difference).toBeUndefined();
    // Differences 2.1, 2.2, 2.3 points: deviation 0.1, and t = 4.3027 with two degrees of freedom.
    const { mean, low, high } = b!.measures['dev-accuracy']!.difference!;
    expect(mean).toBeCloseTo(2.2, 8);
    expect(high - mean).toBeCloseTo((4.3027 * 0.1) / Math.sqrt(3), 3);
    expect(mean - low).toBeCloseTo(high - mean, 8);
    const text = report(LESSON, result);
    expect(text).toContain('| Arm b |');
    expect(text).toContain('+2.20 points');
    expect(text).toContain('The claim held here.');
    expect(summary([[LESSON, result], [{ ...LESSON, id: 'other' }, result], [LESSON, undefined]]).split('\n').slice(2)).toEqual([
      '| `some` |  (DM) | ▲ held | Dev accuracy: Arm b 87.40 % against Arm a 85.20 %, a difference of +2.20 points (1.95 to 2.45). | 3 |',
      '| `other` |  (DM) | not measured |  | 3 |',
      '| `some` |  (DM) | not measured |  |  |',
    ]);
  });

  it('says which run is missing', () => {
    expect(() => resultOf(catalogue, LESSON, [1, 2, 3], rows, '2026-11-21')).toThrow('has not been measured');
  });
});
