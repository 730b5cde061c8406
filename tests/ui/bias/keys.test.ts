import { describe, expect, it } from 'vitest';
import { classKeys, classOfKey } from '../../../src/ui/bias/quiz/keys';

describe('the keys of the quiz', () => {
  it('are the classes’ own names where these are single letters', () => {
    expect(classKeys(['0', '1', 'A'])).toEqual(['0', '1', 'A']);
    expect(classKeys(['star', 'heart', 'x'])).toEqual(['1', '2', '3']);
    const many = classKeys(Array.from({ length: 12 }, (_, i) => `class ${i}`));
    expect(many.slice(8)).toEqual(['9', '0', undefined, undefined]);
  });

  it('tell capitals from small letters only where both are classes', () => {
    expect(classOfKey('a', classKeys(['A', 'B']))).toBe(0);
    expect(classOfKey('a', classKeys(['A', 'a']))).toBe(1);
    expect(classOfKey('A', classKeys(['A', 'a']))).toBe(0);
    expect(classOfKey('Enter', classKeys(['A', 'B']))).toBeUndefined();
  });
});
