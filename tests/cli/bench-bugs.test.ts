/** A few cells of the matrix that `npm run bench:bugs` makes, and how it is reported. */
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../src/catalogue';
import { Measurer, type Cell } from '../../src/cli/bench-bugs/measure';
import { BASES, planTasks } from '../../src/cli/bench-bugs/plan';
import { holds, markdown, rowsOf } from '../../src/cli/bench-bugs/report';
import { readLink } from '../../src/core/permalink';
import { plantable } from '../../src/core/fold';

const plants = catalogue.plants!;

function cell(bug: string | undefined, seed: number, ...alarms: string[]): Cell {
  return { base: 'points', ...(bug === undefined ? {} : { bug }), seed, tones: {}, alarms: Object.fromEntries(alarms.map((id) => [id, ''])), seconds: 1 };
}

describe('the matrix of bugs and verdicts', () => {
  it('has every bug where it can act, and every clean experiment, with every seed', () => {
    const tasks = planTasks(Object.keys(plants), [1, 2]);
    expect(tasks).toHaveLength(2 * (Object.keys(plants).length + Object.keys(BASES).length));
    for (const { base, bug } of tasks) {
      const { experiment, notices } = readLink(catalogue, BASES[base]);
      expect(notices).toEqual([]);
      if (bug !== undefined) expect(plantable(catalogue, experiment), `${bug} in ${base}`).toContain(bug);
    }
  });

  it('counts what fits and what does not', () => {
    const rows = rowsOf([cell(undefined, 1), cell(undefined, 2, 'visits'), cell('replacement', 1, 'visits', 'slices'), cell('replacement', 2, 'slices')], plants);
    expect(rows.map(({ bug, right, seeds }) => [bug, right, seeds])).toEqual([
      [undefined, 1, 2],
      ['replacement', 1, 2],
    ]);
    expect(holds(rows)).toBe(false);
    expect(markdown(rows)).toContain('| replacement | points | 1/2 | visits 1/2 | slices |');
    expect(markdown(rows)).toContain('| points | 1/2 | visits 1/2 |');
    expect(holds(rowsOf([cell(undefined, 1), cell('replacement', 1, 'visits')], plants))).toBe(true);
  });

  it('finds bugs in small runs, and nothing where there are none', async () => {
    const measurer = new Measurer();
    const measure = async (bug: string | undefined, base: keyof typeof BASES): Promise<string[]> => Object.keys((await measurer.measure(base, BASES[base], bug, 1)).alarms);
    expect(await measure(undefined, 'points')).toEqual([]);
    expect(await measure('replacement', 'points')).toContain('visits');
    expect(await measure('rate-low', 'points')).toContain('update-ratio');
    expect(await measure('dropout-on', 'points')).toContain('repeatability');
    expect(await measure('softmax-twice', 'points')).toContain('output-range');
    expect(await measure('bits', 'quantised')).toContain('small-fit');
  }, 60_000);
});
