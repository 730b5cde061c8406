import { describe, expect, it } from 'vitest';
import { AGAINST, FOR, heatPixels, strongest, whereStrongest } from '../../../../src/ui/errors/browse/heat';

const map = { height: 3, width: 3, values: Float32Array.of(0, 0, 0, 0, 1, 0, 0, 0, -4) };

describe('a heat map', () => {
  it('is the more opaque the stronger a place speaks, in one colour for and another against', () => {
    const pixels = heatPixels(map);
    expect([...pixels.slice(16, 19)]).toEqual([...FOR]);
    expect([...pixels.slice(32, 35)]).toEqual([...AGAINST]);
    expect(pixels[35]).toBe(255);
    expect(pixels[3]).toBe(0);
    expect(pixels[19]).toBeGreaterThan(255 / 4);
    expect(pixels[19]).toBeLessThan(255);
  });

  it('says where it is strongest', () => {
    expect(strongest(map)).toBe(4);
    expect(whereStrongest(map)).toBe('bottom right');
    expect(whereStrongest({ ...map, values: Float32Array.of(0, 0, 0, 0, 1, 0, 0, 0, 0) })).toBe('centre');
  });

  it('is empty where nothing speaks', () => {
    const nothing = { ...map, values: new Float32Array(9) };
    expect(heatPixels(nothing).filter((_, i) => i % 4 === 3)).toEqual(new Uint8ClampedArray(9));
  });
});
