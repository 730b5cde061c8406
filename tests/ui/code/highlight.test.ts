import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { freshLines, tokens } from '../../../src/ui/code/highlight';

const kinds = (line: string) => tokens(line).flatMap(({ kind, text }) => (kind === 'plain' ? [] : [`${kind} ${text}`]));

describe('the tokens of a line', () => {
  it('lose nothing of it', () => {
    fc.assert(fc.property(fc.string(), (line) => {
      const single = line.replaceAll(/[\n\r\u2028\u2029]/g, '');
      expect(tokens(single).map(({ text }) => text).join('')).toBe(single);
    }));
  });

  it('are keywords, numbers, strings and comments', () => {
    expect(kinds('for x in range(10):  # all of them')).toEqual(['keyword for', 'keyword in', 'number 10', 'comment # all of them']);
    expect(kinds('print(f"step {step} # 1")')).toEqual(['string f"step {step} # 1"']);
    expect(kinds('"""A docstring."""')).toEqual(['string """A docstring."""']);
    expect(kinds('eps=1e-08, lr=0.05')).toEqual(['number 1e-08', 'number 0.05']);
  });

  it('leave names alone that contain them', () => {
    expect(kinds('format_2 = information')).toEqual([]);
  });
});

describe('fresh lines', () => {
  it('are those that were not there before', () => {
    expect(freshLines(['a', 'b', 'c'], ['a', 'c'])).toEqual([false, true, false]);
  });

  it('count repeated lines, and no empty ones', () => {
    expect(freshLines(['x', 'x', ''], ['x'])).toEqual([false, true, false]);
  });
});
