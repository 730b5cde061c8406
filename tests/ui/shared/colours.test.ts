import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../src/catalogue';
import { defaultsOf } from '../../../src/core/fields';
import { classColour, type Rgb } from '../../../src/ui/shared/colours';

/** Hue in degrees. */
function hue([r, g, b]: Rgb): number {
  const most = Math.max(r, g, b);
  const range = most - Math.min(r, g, b);
  const sector = most === r ? ((g - b) / range + 6) % 6 : most === g ? (b - r) / range + 2 : (r - g) / range + 4;
  return 60 * sector;
}

describe('the colours of classes', () => {
  it('are those that the classes of points are named after', () => {
    const { fields, open } = catalogue.datasets['points']!;
    const { classes } = open({ ...defaultsOf(fields), classes: 5 }, { files: [] });
    const hues: Readonly<Record<string, readonly [number, number]>> = { orange: [30, 50], blue: [190, 220], green: [150, 170], purple: [290, 335], red: [0, 29] };
    classes.forEach((name, label) => {
      const [low, high] = hues[name]!;
      expect(hue(classColour(label)), name).toBeGreaterThanOrEqual(low);
      expect(hue(classColour(label)), name).toBeLessThanOrEqual(high);
    });
  });
});
