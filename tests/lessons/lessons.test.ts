import { describe, expect, it, test } from 'vitest';
import { catalogue } from '../../src/catalogue';
import { fold } from '../../src/core/fold';
import { readLink, writeLink } from '../../src/core/permalink';
import { readPageOptions } from '../../src/core/page-options';
import { lessons, loadResult } from '../../src/lessons';
import { experimentOf } from '../../src/lessons/shared/experiments';
import { isCurrent, lessonResultSchema } from '../../src/lessons/shared/results';

/** What of a link two arms may differ in, by the part that names it: `wd.lambda` belongs to `wd`, `data.size` stands for itself. */
function partsOf(link: string): Map<string, string> {
  const parts = new Map<string, string>();
  for (const entry of link.slice(1).split('&')) {
    const [key, value = ''] = entry.split('=', 2) as [string, string?];
    const name = /^(data|model)\./.test(key) ? key : key.split('.')[0]!;
    parts.set(name, `${parts.get(name) ?? ''} ${key}=${value}`);
  }
  return parts;
}

test('there are at least sixteen lessons, with ids of their own that a link can name', () => {
  expect(lessons.length).toBeGreaterThanOrEqual(16);
  expect(new Set(lessons.map(({ id }) => id)).size).toBe(lessons.length);
  for (const { id } of lessons) expect(readPageOptions(`#lesson=${id}`)).toMatchObject({ options: { lesson: id }, notices: [] });
});

test('those that were asked for are there', () => {
  const rows = new Set(lessons.flatMap(({ claims }) => claims.map(({ row }) => row)));
  for (const row of [1, 4, 7, 8, 9, 10, 11, 12, 20, 25, 26]) expect(rows, `claim ${row}`).toContain(row);
  for (const row of rows) expect(row).toBeLessThanOrEqual(32);
});

describe.each(lessons.map((lesson) => [lesson.id, lesson] as const))('%s', (id, lesson) => {
  it('is called as its file is', async () => {
    expect(Object.values(await import(`../../src/lessons/${id}.ts`))).toContain(lesson);
  });

  it('has links that are understood and can be trained', () => {
    for (const { link, name } of lesson.arms) {
      expect(readLink(catalogue, link).notices, name).toEqual([]);
      for (const rate of [undefined, ...(lesson.rates ?? [])]) expect(fold(catalogue, experimentOf(catalogue, link, 7, rate)).caveats, name).toEqual([]);
    }
  });

  it('has arms that differ in what it is about, and in nothing else', () => {
    const arms = lesson.arms.map(({ link }) => partsOf(writeLink(catalogue, experimentOf(catalogue, link, 7))));
    const names = new Set(arms.flatMap((arm) => [...arm.keys()]));
    const differing = [...names].filter((name) => new Set(arms.map((arm) => arm.get(name))).size > 1);
    expect(differing.sort()).toEqual([...lesson.varies].sort());
    expect(new Set(lesson.arms.map(({ link }) => link)).size, 'no arm stands there twice').toBe(lesson.arms.length);
    expect(new Set(lesson.arms.map((arm) => arm.id)).size).toBe(lesson.arms.length);
  });

  it('takes the same seed for data and run', () => {
    const { data, run } = experimentOf(catalogue, lesson.arms[0].link, 7);
    expect(run.seed).toBe(7);
    expect(data['seed']).toBe(7);
  });

  it('names arms and measures that it has', () => {
    const ids: string[] = lesson.arms.map((arm) => arm.id);
    for (const { arm, than, measure } of [...lesson.expects, lesson.prediction]) {
      expect(ids).toContain(arm);
      expect(ids).toContain(than);
      expect(arm).not.toBe(than);
      if (measure !== undefined) expect(lesson.measures).toContain(measure);
    }
    if ((lesson.measures as readonly string[]).includes('steps-to')) expect(lesson.target).toBeGreaterThan(0);
  });

  it('is as long as a student reads', () => {
    const { title, question, idea, fair, look, prediction, claims } = lesson;
    const lengths: [string, number, number][] = [
      [title, 5, 60],
      [question, 30, 180],
      [idea, 100, 420],
      [fair, 80, 420],
      [look, 40, 320],
      [prediction.ask, 30, 180],
      ...Object.values(prediction.options).map((option): [string, number, number] => [option, 5, 60]),
      ...claims.map(({ says }): [string, number, number] => [says, 30, 260]),
    ];
    for (const [text, least, most] of lengths) {
      expect(text.length, text).toBeGreaterThanOrEqual(least);
      expect(text.length, text).toBeLessThanOrEqual(most);
    }
    expect(question.endsWith('?')).toBe(true);
  });

  it('has a result of the right shape, or none', async () => {
    const result = await loadResult(id);
    if (!result) return;
    expect(lessonResultSchema.safeParse(result).success).toBe(true);
    if (!isCurrent(lesson, result)) return;
    const first = result.arms[0]!;
    for (const arm of result.arms) {
      for (const [measure, of] of Object.entries(arm.measures)) {
        expect(of.values).toHaveLength(result.seeds.length);
        const mean = of.values.reduce((sum, value) => sum + value, 0) / of.values.length;
        expect(Math.abs(mean - of.mean), measure).toBeLessThan(1e-4 * (1 + Math.abs(mean)));
        if (arm === first || !of.difference) continue;
        const other = first.measures[measure as keyof typeof first.measures]!.values;
        const apart = of.values.reduce((sum, value, i) => sum + value - other[i]!, 0) / of.values.length;
        expect(Math.abs(apart - of.difference.mean), measure).toBeLessThan(1e-4 * (1 + Math.abs(apart)));
      }
    }
  });
});
