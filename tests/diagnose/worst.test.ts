import { describe, expect, it } from 'vitest';
import { judge, type Tone } from '../../src/diagnose/verdict';
import { worstOf } from '../../src/diagnose/worst';

const verdict = (tone: Tone) => judge({ id: 'some', rule: 'A rule.', source: { citation: 'Somebody' } }, tone, {}, `It is ${tone}.`);

describe('worstOf', () => {
  it('takes what is worst, and what is known before what is not', () => {
    expect(worstOf({ training: verdict('good'), dev: verdict('bad') }).text).toBe('In the dev samples: It is bad.');
    expect(worstOf({ training: verdict('unknown'), dev: verdict('good') }).tone).toBe('good');
    expect(worstOf({ training: verdict('watch'), dev: verdict('watch') }).text).toContain('training');
  });
});
