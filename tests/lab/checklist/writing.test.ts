/** The report as text: Markdown and a page of its own. */
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../src/catalogue';
import { html } from '../../../src/lab/checklist/html';
import { markdown } from '../../../src/lab/checklist/markdown';
import type { Outcome } from '../../../src/lab/checklist/outcomes';
import { placeOf, plotOf } from '../../../src/lab/checklist/plot';
import { reportOf } from '../../../src/lab/checklist/report';
import { points, pText } from '../../../src/lab/checklist/words';
import { plainOutcome, planOf } from './support';

const HOSTILE = '<img src=x onerror="alert(1)"> | `a` [b](javascript:c) & \'d\'\n# e';
const SEEDS = [1, 2, 3];
const plan = {
  ...planOf(['good', 'bad'], SEEDS),
  arms: [
    { id: 'good', trick: 'label-smoothing', name: 'Label smoothing, ε 0.1', link: '#v=1&ls' },
    { id: 'bad', trick: 'mixup', name: HOSTILE, link: `#v=1&mixup${HOSTILE}`, note: HOSTILE },
  ],
  notApplicable: [{ id: 'stem', trick: 'stem-activation', name: 'Stem activation', reason: HOSTILE }],
};
const BASE = [0.9, 0.91, 0.905];
const outcomes: Outcome[] = SEEDS.flatMap((seed, i) => [
  plainOutcome('baseline', seed, BASE[i]!),
  plainOutcome('good', seed, BASE[i]! + 0.02 + i / 10_000, { seconds: 12 }),
  plainOutcome('bad', seed, BASE[i]! - 0.001 * i, i === 2 ? { end: 'lost', reason: HOSTILE } : {}),
  plainOutcome('fresh baseline', seed + 1000, BASE[i]!, { test: { loss: 1, accuracy: 0.9, samples: 2000 } }),
  plainOutcome('joint: good', seed + 1000, BASE[i]!, { test: { loss: 1, accuracy: 0.918 + i / 1000, samples: 2000 } }),
]);
const report = reportOf(catalogue, plan, outcomes);

describe('the report as text', () => {
  it('is this Markdown', () => {
    expect(markdown(report)).toMatchSnapshot();
  });

  it('is this page', () => {
    expect(html(report, 'https://example.org/grimoire/')).toMatchSnapshot();
  });

  it('is written before anything has run', () => {
    const empty = reportOf(catalogue, plan, []);
    expect(markdown(empty)).toContain('not done yet');
    expect(html(empty)).toContain('not done yet');
    expect(markdown(empty) + html(empty)).not.toMatch(/NaN|undefined|Infinity/);
  });

  it('takes nothing in names, notes, links and reasons for markup', () => {
    const tags = html(report, 'https://example.org/').match(/<[^>]*>/g)!;
    for (const tag of tags) {
      expect(tag).not.toMatch(/href="(?!https:\/\/example\.org\/#v=1)/);
      expect(tag.replace(/"[^"]*"/g, '')).not.toMatch(/\son\w+=/);
    }
    const names = new Set(tags.map((tag) => /^<\/?([a-z0-9]+)/.exec(tag)?.[1] ?? tag));
    expect([...names].sort()).toEqual(
      ['<!doctype html>', 'a', 'b', 'body', 'br', 'circle', 'code', 'details', 'g', 'h1', 'h2', 'head', 'html', 'div', 'li', 'line', 'meta', 'p', 'small', 'style', 'summary', 'svg', 'table', 'tbody', 'td', 'text', 'th', 'thead', 'title', 'tr', 'ul'].sort(),
    );
    expect(html(report)).not.toContain('href');
    for (const line of markdown(report).split('\n')) {
      // What is not code has neither HTML, nor a link, nor another cell than the table's.
      const bare = line.replace(/`[^`]*`/g, '');
      if (line.startsWith('<details>') || line === '</details>') continue;
      expect(bare).not.toMatch(/<|[^\\]\]\(/);
      if (line.startsWith('|')) expect(bare.replaceAll('\\|', '').split('|')).toHaveLength(9);
    }
    expect(markdown(report).split('\n').filter((line) => line.startsWith('# '))).toHaveLength(1);
  });
});

describe('words', () => {
  it('write differences with their sign', () => {
    expect([points(0.01234), points(-0.1), points(-0.00001)]).toEqual(['+1.23', '−10.00', '0.00']);
    expect([pText(0.2), pText(0.0004)]).toEqual(['0.200', '< 0.001']);
  });
});

describe('the plot', () => {
  it('has an axis that a single huge effect does not spoil', () => {
    const row = (mean: number) => ({ ...report.rows[0]!, effect: { ...report.rows[0]!.effect!, mean, low: mean - 0.005, high: mean + 0.005 } });
    const plot = plotOf([row(0.01), row(0.012), row(-0.7)]);
    expect(plot.limit).toBeGreaterThanOrEqual(1.7);
    expect(plot.limit).toBeLessThan(10);
    expect(plot.ticks).toContain(0);
    expect([plot.ticks[0], plot.ticks.at(-1)]).toEqual([-plot.limit, plot.limit]);
    expect([placeOf(plot, 0), placeOf(plot, -70), placeOf(plot, plot.limit)]).toEqual([0.5, 0, 1]);
    expect(plotOf([]).ticks).toContain(0);
    const single = { ...report.rows[0]!, effect: { ...report.rows[0]!.effect!, mean: 0.2, low: -Infinity, high: Infinity } };
    expect(plotOf([row(0.01), single, single, single]).limit).toBeLessThan(5);
    expect(plotOf([single]).limit).toBeGreaterThanOrEqual(20);
  });
});
