import { describe, expect, it } from 'vitest';
import { moveFocus } from '../../../../src/ui/shared/samples/move-focus';

describe('moveFocus', () => {
  it('moves along rows and columns, to both ends, and never off the grid', () => {
    expect(['ArrowRight', 'ArrowLeft', 'ArrowDown', 'ArrowUp', 'Home', 'End'].map((key) => moveFocus(key, 5, 4, 10))).toEqual([6, 4, 9, 1, 0, 9]);
    expect([moveFocus('ArrowUp', 2, 4, 10), moveFocus('ArrowDown', 7, 4, 10), moveFocus('ArrowRight', 9, 4, 10), moveFocus('a', 5, 4, 10)]).toEqual(
      Array(4).fill(undefined),
    );
  });
});
