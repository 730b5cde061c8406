import { describe, expect, it } from 'vitest';
import { argMax, confidence, samplePixels, topClasses } from '../../../src/ui/shared/pixels';

describe('samplePixels', () => {
  it('repeats grey in all three colours, opaque', () => {
    expect([...samplePixels(Uint8Array.of(0, 200), 1)]).toEqual([0, 0, 0, 255, 200, 200, 200, 255]);
  });

  it('keeps colours', () => {
    expect([...samplePixels(Uint8Array.of(1, 2, 3), 3)]).toEqual([1, 2, 3, 255]);
  });
});

describe('probabilities', () => {
  it('are ranked, the first of equals first', () => {
    expect(argMax([0.1, 0.4, 0.4])).toBe(1);
    expect(topClasses([0.1, 0.7, 0.2], 2)).toEqual([
      { label: 1, probability: 0.7 },
      { label: 2, probability: 0.2 },
    ]);
  });

  it('never claim certainty', () => {
    expect([0.9999, 0.374, 0.001, 1].map(confidence)).toEqual(['>99 %', '37 %', '<1 %', '>99 %']);
  });
});
