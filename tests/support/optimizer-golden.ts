import { expect, it } from 'vitest';
import { goldenTrajectories } from './golden';
import { quadratic, rosenbrock, trajectory, type TrickSettings } from './tricks';

/** Adds a test for each problem: the trajectory is PyTorch's. float32 against float64, so relative to the size of the step. */
export function followsPyTorch(id: string, golden: string, settings: Readonly<Record<string, number>>, also?: TrickSettings): void {
  it.each([['rosenbrock', rosenbrock] as const, ['quadratic', quadratic] as const])(`follows PyTorch’s ${golden} on %s for 50 steps`, async (problem, gradient) => {
    const { start, 'after each of 50 steps': expected } = goldenTrajectories[`${problem} | ${golden}`]!;
    const actual = await trajectory(id, settings, start, gradient, 50, also);
    actual.forEach((point, step) =>
      point.forEach((value, i) => {
        const wanted = expected[step]![i]!;
        expect(Math.abs(value - wanted), `step ${step}`).toBeLessThan(1e-5 * Math.max(1, Math.abs(wanted)));
      }),
    );
  });
}
