import { expect, it } from 'vitest';
import { catalogue } from '../../../src/catalogue';
import { lessonStudy } from '../../../src/lab/lessons/lesson-study';
import { studies } from '../../../src/lab/studies';
import type { Trial } from '../../../src/lab/trial';

const PLAN = {
  lesson: 'some',
  arms: [
    { id: 'a', name: 'Arm a', link: '#v=1&data=points' },
    { id: 'b', name: 'Arm b', link: '#v=1&data=points&ls', rate: 0.2 },
  ],
  seeds: [11, 12],
};

it('a lesson is a study like others', () => {
  expect(studies['lesson']).toBe(lessonStudy);
});

it('asks for all arms with each seed, seed by seed, and then for nothing', () => {
  const { add = [] } = lessonStudy.next(catalogue, PLAN, []);
  expect(add.map(({ arm, experiment: { run, data } }) => [arm, run.seed, data['seed'], run.lr])).toEqual([
    ['a', 11, 11, 0.05],
    ['b', 11, 11, 0.2],
    ['a', 12, 12, 0.05],
    ['b', 12, 12, 0.2],
  ]);
  expect(lessonStudy.next(catalogue, PLAN, [{ id: 'x' } as Trial])).toEqual({});
});

it('says so where its plan cannot be read', () => {
  for (const plan of [undefined, {}, { ...PLAN, seeds: [] }, { ...PLAN, arms: 'all' }]) expect(() => lessonStudy.next(catalogue, plan, [])).toThrow('cannot be read');
});
