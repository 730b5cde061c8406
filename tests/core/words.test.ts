import { describe, expect, it } from 'vitest';
import { counted, grouped, listed, messageOf, softened } from '../../src/core/words';

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

  it('lose the capital of a sentence, but not one of their own', () => {
    const plain = ['Label smoothing', 'Warm-up', 'Rotate, zoom, shear', 'Seed', 'Leaky ReLU'];
    expect(plain.map(softened)).toEqual(['label smoothing', 'warm-up', 'rotate, zoom, shear', 'seed', 'leaky ReLU']);
    const own = ['SGD', 'CNN', 'CutMix', 'ImageNet', 'ReLU stem', 'β', ''];
    expect(own.map(softened)).toEqual(own);
  });

  it('say what was thrown, an error or not', () => {
    expect([new RangeError('Too far'), 'a text', undefined].map(messageOf)).toEqual(['Too far', 'a text', 'undefined']);
  });
});
