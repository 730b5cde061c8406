import { describe, expect, it } from 'vitest';
import { zeroOneCost } from '../../../../src/diagnose/errors/cost';
import { changeCost, readCost } from '../../../../src/ui/errors/metric/cost-input';

describe('readCost', () => {
  it('reads numbers, with a point or a comma', () => {
    expect([readCost('3'), readCost(' 0.5 '), readCost('0,5'), readCost('0')]).toEqual([3, 0.5, 0.5, 0]);
  });

  it('takes nothing else', () => {
    for (const text of ['', ' ', '-1', 'much', '1e9', 'Infinity', 'NaN', '1.2.3']) expect(readCost(text), text).toBeUndefined();
  });
});

describe('changeCost', () => {
  it('changes one cost, and is undone when all are as they were', () => {
    const plain = zeroOneCost(3);
    const changed = changeCost(plain, plain, 1, 5)!;
    expect([...changed]).toEqual([0, 5, 1, 1, 0, 1, 1, 1, 0]);
    expect([...plain]).toEqual([0, 1, 1, 1, 0, 1, 1, 1, 0]);
    expect(changeCost(changed, plain, 1, 1)).toBeUndefined();
  });
});
