import { beforeAll, describe, expect, it } from 'vitest';
import { useBackend } from '../support/engine';
import { quadratic, rosenbrock, trajectory } from '../support/tricks';

/** Lion by its definition, in float64. */
function reference(start: readonly number[], gradient: (w: readonly number[]) => number[], rate: number, [beta1, beta2]: readonly [number, number]): number[][] {
  let w = [...start];
  let m = start.map(() => 0);
  return Array.from({ length: 50 }, () => {
    const g = gradient(w);
    w = w.map((value, i) => value - rate * Math.sign(m[i]! * beta1 + g[i]! * (1 - beta1)));
    m = m.map((value, i) => value * beta2 + g[i]! * (1 - beta2));
    return w;
  });
}

describe.each(['cpu', 'wasm'] as const)('lion on %s', (backend) => {
  beforeAll(() => useBackend(backend));

  it.each([
    ['rosenbrock', rosenbrock, [-1.2, 1]],
    ['quadratic', quadratic, [1, -2, 3]],
  ] as const)('follows its definition on %s for 50 steps', async (_, gradient, start) => {
    const actual = await trajectory('lion', { lr: 0.013, beta1: 0.9, beta2: 0.99 }, start, gradient, 50);
    reference(start, gradient, 0.013, [0.9, 0.99]).forEach((point, step) =>
      point.forEach((value, i) => expect(Math.abs(actual[step]![i]! - value), `step ${step}`).toBeLessThan(1e-5 * Math.max(1, Math.abs(value)))),
    );
  });
});
