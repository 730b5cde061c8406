import { describe, expect, it } from 'vitest';
import { orthonormalColumns } from '../../src/core/orthogonal';
import { Stream } from '../../src/core/random';

const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);

describe('orthonormal vectors', () => {
  it.each([
    [1, 1],
    [3, 3],
    [7, 2],
    [33, 31],
    [65, 65],
    [100, 1],
  ])('of length %d, %d of them, have the length 1 and are at right angles, to the precision of float64', (length, count) => {
    const columns = orthonormalColumns(Stream.of(1, 'test', length), length, count);
    expect(columns).toHaveLength(count);
    columns.forEach((a, i) => columns.forEach((b, j) => expect(Math.abs(dot(a, b) - (i === j ? 1 : 0))).toBeLessThan(1e-13)));
  });

  it('point everywhere alike', () => {
    const count = 4000;
    const sums = [0, 0, 0];
    const squares = [0, 0, 0];
    for (let seed = 0; seed < count; seed++) {
      const [, second] = orthonormalColumns(Stream.of(seed, 'direction'), 3, 2);
      second!.forEach((value, i) => {
        sums[i]! += value / count;
        squares[i]! += value ** 2 / count;
      });
    }
    // A coordinate of a random direction in space has the variance 1/3, and its square the variance 4/45.
    for (const i of [0, 1, 2]) {
      expect(Math.abs(sums[i]!)).toBeLessThan(4 * Math.sqrt(1 / 3 / count));
      expect(Math.abs(squares[i]! - 1 / 3)).toBeLessThan(4 * Math.sqrt(4 / 45 / count));
    }
  });

  it('are the same bits on every machine', () => {
    const [first, second] = orthonormalColumns(Stream.of(7, 'bits'), 3, 2);
    expect([...first!]).toEqual([0.34577743027974206, -0.7512203679626392, 0.5622329832615792]);
    expect([...second!]).toEqual([0.36005457436960614, 0.6595504109039821, 0.6598135789387106]);
  });
});
