import { describe, expect, it } from 'vitest';
import { distortionsAt } from '../../../src/data/glyphs/difficulty';

describe('distortionsAt', () => {
  it('lets every distortion grow with the difficulty', () => {
    const steps = [0, 0.1, 0.3, 0.5, 0.8, 1].map(distortionsAt);
    for (const name of Object.keys(steps[0]!) as (keyof (typeof steps)[0])[]) {
      const sizes = steps.map((step) => step[name]);
      for (let i = 1; i < sizes.length; i++) expect(sizes[i], name).toBeGreaterThan(sizes[i - 1]!);
    }
  });

  it('has no noise and no clutter at zero', () => {
    expect(distortionsAt(0)).toMatchObject({ noise: 0, clutter: 0 });
  });
});
