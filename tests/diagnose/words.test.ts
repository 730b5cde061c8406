import { describe, expect, it } from 'vitest';
import { numeral, points, sharePercent, signedPoints } from '../../src/diagnose/words';

describe('the words of verdicts', () => {
  it('write shares with as many digits as help', () => {
    expect([0, 0.00051, 0.0123, 0.125, 1].map(sharePercent)).toEqual(['0 %', '0.05 %', '1.2 %', '13 %', '100 %']);
  });

  it('write differences in points, with or without a sign', () => {
    expect([0.0104, -0.01, 0].map(points)).toEqual(['1 point', '1 point', '0 points']);
    expect([0.0123, -0.003, 0.0001, -0.0001].map(signedPoints)).toEqual(['+1.2 points', '−0.3 points', '0 points', '0 points']);
  });

  it('write numbers with three significant digits', () => {
    expect([0, 0.00213, 3.14159, 1234.5, -0.5, 3.1e-7, 2.5e9].map(numeral)).toEqual(['0', '0.00213', '3.14', '1,230', '−0.5', '3.1e-7', '2.5e9']);
    expect([NaN, Infinity, -Infinity].map(numeral)).toEqual(['NaN', '∞', '−∞']);
  });
});
