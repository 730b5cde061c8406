import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../src/diagnose/evidence';
import { examine } from '../../src/diagnose/examine';

const nothing: Evidence = { classNames: ['0', '1', '2'], batchSize: 64, step: 0, steps: 100 };

describe('examine', () => {
  it('knows nothing without evidence', () => {
    const verdicts = examine(nothing);
    expect(verdicts.filter(({ tone }) => tone !== 'unknown').map(({ id, text }) => `${id}: ${text}`)).toEqual([]);
    expect(verdicts.length).toBeGreaterThan(25);
    for (const { text } of verdicts) expect(text).not.toMatch(/undefined|NaN|null/);
  });

  it('asks every rule once', () => {
    const ids = examine(nothing).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
