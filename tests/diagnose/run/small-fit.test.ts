import { describe, expect, it } from 'vitest';
import { judgeSmallFit } from '../../../src/diagnose/run/small-fit';

describe('judgeSmallFit', () => {
  it.each([
    [{ samples: 64, right: 64, loss: 0.01, steps: 100 }, 'good'],
    [{ samples: 64, right: 62, loss: 0.2, steps: 300 }, 'watch'],
    [{ samples: 64, right: 20, loss: 2, steps: 300 }, 'bad'],
    [{ samples: 64, right: 20, loss: 2, steps: 50 }, 'unknown'],
    [{ samples: 64, right: 6, loss: NaN, steps: 50 }, 'bad'],
    [{ samples: 0, right: 0, loss: NaN, steps: 0 }, 'unknown'],
  ])('%j is %s', (fit, tone) => {
    expect(judgeSmallFit(fit).tone).toBe(tone);
  });
});
