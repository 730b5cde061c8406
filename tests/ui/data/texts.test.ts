import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../../src/diagnose/verdict';
import type { Inspection } from '../../../src/ui/data/inspector';
import { headline, progressText, tally } from '../../../src/ui/data/texts';

const verdict = (tone: Verdict['tone'], text: string = tone): Verdict => ({ id: text, rule: '', source: { citation: '' }, tone, values: {}, text, remedies: [] });
const running: Inspection = { status: 'running', share: 0.4, parts: [], checks: [], findings: [] };

describe('the words of the checks', () => {
  it('put the worst first', () => {
    expect(headline([verdict('good'), verdict('watch', 'first'), verdict('watch', 'second')])).toBe('first');
    expect(tally([verdict('bad'), verdict('good'), verdict('good'), verdict('watch')])).toBe('1 problem, 1 to look at, 2 fine');
  });

  it('tell where a check stands and what was read', () => {
    expect(progressText(running)).toBe('Reading samples: 40 %');
    expect(progressText({ ...running, checks: ['balance', 'copies'], findings: [{ id: 'balance', verdicts: [], evidence: [] }] })).toBe('Check 2 of 2: copies and leaks …');
    const parts = [
      { split: 'train', read: 10_000, size: 55_000 },
      { split: 'dev', read: 2000, size: 5000 },
      { split: 'test', read: 400, size: 400 },
    ] as const;
    expect(progressText({ ...running, status: 'done', parts, checks: ['balance'], seconds: 4.21 })).toBe(
      'Checked the first 10,000 of 55,000 train, the first 2,000 of 5,000 dev and all 400 test samples in 4.2 s.',
    );
    expect(progressText({ ...running, status: 'failed' })).toBe('The data could not be checked.');
  });
});
