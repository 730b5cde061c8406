import { describe, expect, it } from 'vitest';
import { targetText, verdictOf } from '../../../src/ui/augmentation/tally';

const name = (label: number): string => 'abcd'[label]!;

describe('the gallery of augmented samples', () => {
  it('names the label, or the classes of a mixture', () => {
    expect(targetText({ label: 1, targets: Float32Array.of(0, 1, 0, 0) }, name)).toBe('b');
    expect(targetText({ label: 1, targets: Float32Array.of(0.3, 0.7, 0, 0) }, name)).toBe('70 % b, 30 % a');
  });

  it('compares the share of spoiled samples with the error rate only as far as the numbers allow', () => {
    expect(verdictOf({ seen: 12, invalid: 0 }, 0.1)).toMatch(/^Click the pairs/);
    expect(verdictOf({ seen: 12, invalid: 6 }, 0.02)).toMatch(/^6 of 12 .* 50 % .*make the augmentation weaker\.$/);
    expect(verdictOf({ seen: 200, invalid: 1 }, 0.3)).toMatch(/this much is harmless\.$/);
    expect(verdictOf({ seen: 12, invalid: 1 }, 0.08)).toMatch(/look at more samples/);
    expect(verdictOf({ seen: 12, invalid: 1 }, undefined)).toMatch(/Train, and this is compared/);
  });
});
