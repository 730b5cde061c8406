import { describe, expect, it } from 'vitest';
import { counted, grouped, listed } from '../../src/core/words';

describe('words', () => {
  it('set the thousands of numbers apart', () => {
    expect([0, 999, 1000, 47_040_016].map(grouped)).toEqual(['0', '999', '1,000', '47,040,016']);
  });

  it('count with the noun in the right number', () => {
    expect([counted(0, 'run'), counted(1, 'sample'), counted(2000, 'sample'), counted(2, 'copy', 'copies')]).toEqual(['0 runs', '1 sample', '2,000 samples', '2 copies']);
  });

  it('list', () => {
    expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(listed)).toEqual(['', 'a', 'a and b', 'a, b and c']);
  });
});
