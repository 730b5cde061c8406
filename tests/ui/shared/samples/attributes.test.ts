import { describe, expect, it } from 'vitest';
import { attributeTexts } from '../../../../src/ui/shared/samples/attributes';

describe('attributeTexts', () => {
  it('rounds, adds units and turns names into words', () => {
    expect(attributeTexts({ slant: 12.345, writer: 17, backgroundHue: 0.5 })).toEqual(['slant 12.3°', 'writer 17', 'background hue 0.5']);
  });

  it('says so where a label was flipped, and nothing where not', () => {
    expect(attributeTexts({ flipped: 1 })).toEqual(['wrong label on purpose (label noise)']);
    expect(attributeTexts({ flipped: 0 })).toEqual([]);
  });
});
