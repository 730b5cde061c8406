import { describe, expect, it } from 'vitest';
import { mergeAxes } from '../../../src/kernels/shared/axes';

describe('merged axes', () => {
  const merged = (shape: number[], ...operands: number[][]) => mergeAxes(shape, operands).map(({ length, follows }) => [length, ...follows]);

  it('are one where no operand repeats', () => {
    expect(merged([2, 3, 4], [2, 3, 4], [2, 3, 4])).toEqual([[24, true, true]]);
  });

  it('are split where an operand begins or ends to repeat', () => {
    expect(merged([2, 3, 5, 4], [2, 3, 5, 4], [4])).toEqual([
      [30, true, false],
      [4, true, true],
    ]);
    expect(merged([2, 3, 5, 4], [2, 1, 1, 4])).toEqual([
      [2, true],
      [15, false],
      [4, true],
    ]);
  });

  it('leave out axes of length one, so that a number has none', () => {
    expect(merged([1, 3, 1], [3, 1], [])).toEqual([[3, true, false]]);
    expect(merged([1, 1], [1, 1])).toEqual([]);
    expect(merged([], [])).toEqual([]);
  });
});
