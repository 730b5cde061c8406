import { describe, expect, it } from 'vitest';
import { judge, type Tone } from '../../src/diagnose/verdict';
import { worstOf, worstTone } from '../../src/diagnose/worst-verdict';

const verdict = (tone: Tone) => judge({ id: 'some', rule: 'A rule.', source: { citation: 'Somebody' } }, tone, {}, `It is ${tone}.`);

describe('worstOf', () => {
  it('takes what is worst, and what is known before what is not', () => {
    expect(worstOf({ training: verdict('good'), dev: verdict('bad') }).text).toBe('In the dev samples: It is bad.');
    expect(worstOf({ training: verdict('unknown'), dev: verdict('good') }).tone).toBe('good');
    expect(worstOf({ training: verdict('watch'), dev: verdict('watch') }).text).toContain('training');
  });

  it('does not name the split that is expected', () => {
    expect(worstOf({ train: verdict('watch'), dev: verdict('watch') }, 'train').text).toBe('It is watch.');
    expect(worstOf({ train: verdict('good'), dev: verdict('watch') }, 'train').text).toBe('In the dev samples: It is watch.');
  });
});

describe('worstTone', () => {
  it('is unknown only where nothing is known', () => {
    expect(worstTone([verdict('good'), verdict('unknown')])).toBe('good');
    expect(worstTone([verdict('watch'), verdict('bad'), verdict('good')])).toBe('bad');
    expect(worstTone([])).toBe('unknown');
  });
});
