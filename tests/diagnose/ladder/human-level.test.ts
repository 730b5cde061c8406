import { describe, expect, it } from 'vitest';
import { exactly } from '../../../src/core/statistics';
import { floorOf, humanProxy } from '../../../src/diagnose/ladder/human-level';

describe('human level', () => {
  it('is the lowest of several: Ng’s example of doctors', () => {
    const levels = [
      { label: 'typical human', error: 0.05 },
      { label: 'doctor', error: 0.01 },
      { label: 'specialist', error: 0.008 },
      { label: 'team of specialists', error: 0.005 },
    ];
    expect(humanProxy(levels)).toEqual(levels[3]);
    expect(humanProxy([...levels].reverse())).toEqual(levels[3]);
    expect(humanProxy([])).toBeUndefined();
    expect(humanProxy([{ label: 'not filled in', error: NaN }])).toBeUndefined();
  });

  it('is the lowest rung, unless the data are known to allow no such error', () => {
    expect(floorOf(exactly(0.05), 0)).toEqual({ kind: 'human', error: exactly(0.05) });
    expect(floorOf(exactly(0.05), 0.2)).toEqual({ kind: 'bound', error: exactly(0.2) });
    expect(floorOf(undefined, 0.2)).toEqual({ kind: 'bound', error: exactly(0.2) });
    expect(floorOf(undefined, 0)).toEqual({ kind: 'zero', error: exactly(0) });
  });
});
