import { beforeAll, describe, expect, it } from 'vitest';
import { distance, takeSteps, tinyRun, useBackend, weightsOf } from '../support/engine';

type Weights = Record<string, number[]>;

/** A weighted mean of weights, in float64. */
function meanOf(weights: readonly Weights[], shares: readonly number[]): Weights {
  const total = shares.reduce((sum, share) => sum + share, 0);
  const mean = (path: string) => weights[0]![path]!.map((_, i) => weights.reduce((sum, one, n) => sum + one[path]![i]! * shares[n]!, 0) / total);
  return Object.fromEntries(Object.keys(weights[0]!).map((path) => [path, mean(path)]));
}

describe('exponential moving average', () => {
  beforeAll(() => useBackend('wasm'));

  /** The weights after each step, and those at the end. */
  async function train(link: string): Promise<{ kept: Weights[]; final: Weights }> {
    const run = tinyRun(`model=mlp&constant&${link}`);
    await run.prepare();
    const kept: Weights[] = [];
    for (let step = 0; step < run.recipe.steps; step++) {
      takeSteps(run, 1);
      kept.push(weightsOf(run));
    }
    await run.finish();
    const final = weightsOf(run);
    run.dispose();
    return { kept, final };
  }

  it.each([0, 0.5, 0.9, 0.999])('with a decay of %d ends with the mean in which each step back counts by it less', async (decay) => {
    const { kept, final } = await train(`ema.decay=${decay}`);
    expect(kept).toHaveLength(24);
    expect(distance(final, meanOf(kept, kept.map((_, i) => decay ** (kept.length - 1 - i))))).toBeLessThan(1e-6);
  });

  it('can let the decay grow', async () => {
    const { kept, final } = await train('ema.decay=0.7&ema.start=growing');
    const shares = kept.map((_, i) => {
      let share = 1;
      kept.forEach((__, n) => (share *= n < i || n === 0 ? 1 : n === i ? 1 - Math.min(0.7, (1 + n) / (10 + n)) : Math.min(0.7, (1 + n) / (10 + n))));
      return share;
    });
    expect(shares.reduce((sum, share) => sum + share)).toBeCloseTo(1, 12);
    expect(distance(final, meanOf(kept, shares))).toBeLessThan(1e-6);
  });

  it('can look at every few steps only, the last among them', async () => {
    const { kept, final } = await train('ema.decay=0.5&ema.every=5');
    const due = kept.filter((_, i) => (kept.length - 1 - i) % 5 === 0);
    expect(due).toHaveLength(5);
    expect(distance(final, meanOf(due, due.map((_, i) => 0.5 ** (due.length - 1 - i))))).toBeLessThan(1e-6);
  });

  it('estimates batch norm’s running statistics anew for the average', async () => {
    const run = tinyRun('model=resnet&model.width=2&ema&constant');
    await run.prepare();
    takeSteps(run, run.recipe.steps);
    const before = run.state.layers.map((tensor) => [...tensor.dataSync()]);
    await run.finish();
    expect(run.state.layers.map((tensor) => [...tensor.dataSync()])).not.toEqual(before);
    run.dispose();
  });
});
