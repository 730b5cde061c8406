import { describe, expect, it } from 'vitest';
import { spreadText } from '../../../src/ui/history/figures';
import { sparkPath } from '../../../src/ui/history/spark-path';
import { readTags } from '../../../src/ui/history/tags';
import { windowOf } from '../../../src/ui/history/use-window';

describe('the window on the rows', () => {
  it('holds the rows in sight and some around them, in blocks', () => {
    expect(windowOf(0, 600, 40, 1000)).toEqual({ first: 0, end: 24 });
    const { first, end } = windowOf(20_000, 600, 40, 1000);
    expect(first).toBeLessThanOrEqual(500 - 8);
    expect(end).toBeGreaterThanOrEqual(515 + 8);
    expect(end - first).toBeLessThan(60);
    expect(windowOf(20_010, 600, 40, 1000)).toEqual({ first, end });
  });

  it('never leaves the table', () => {
    expect(windowOf(-5000, 600, 40, 1000)).toEqual({ first: 0, end: 0 });
    expect(windowOf(1_000_000, 600, 40, 1000)).toEqual({ first: 1000, end: 1000 });
    expect(windowOf(0, 600, 40, 3)).toEqual({ first: 0, end: 3 });
  });
});

describe('a sparkline', () => {
  it('goes from left to right, the best at the top', () => {
    expect(sparkPath([0.2, 0.6, 1], 60, 20)).toBe('M0.0 20.0L30.0 10.0L60.0 0.0');
  });

  it('does not make a mountain of noise', () => {
    expect(sparkPath([0.5, 0.501], 60, 20)).toBe('M0.0 20.0L60.0 19.0');
  });

  it('needs two points', () => {
    expect(sparkPath([0.5], 60, 20)).toBe('');
  });
});

it('tags are words between commas', () => {
  expect(readTags(' lecture 4, , weak,weak ')).toEqual(['lecture 4', 'weak']);
  expect(readTags(',')).toEqual([]);
});

it('a spread is said where it says something', () => {
  expect(spreadText({ mean: 0.9, low: 0.892, high: 0.908 })).toBe('± 0.8');
  expect(spreadText({ mean: 0.9, low: -Infinity, high: Infinity })).toBeUndefined();
  expect(spreadText({ mean: 0.7, low: -1, high: 2.4 })).toBeUndefined();
});
