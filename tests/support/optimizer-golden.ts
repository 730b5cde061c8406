import { expect, it } from 'vitest';
import { goldenTrajectories } from './golden';
import { quadratic, rosenbrock, trajectory } from './tricks';

/** Adds a test for each problem: the trajectory is PyTorch's. float32 against float64, so relative to the size of the step. */
export function followsPyTorch(id: string, golden: string, settings: Readonly<Record<string, number>>): void {
  it.each([['rosenbrock', rosenbrock] as const, ['quadratic', quadratic] as const])('follows PyTorch on %s for 50 steps', (problem, gradient) => {
    const { start, 'after each of 50 steps': expected } = goldenTrajectories[`${problem} | ${golden}`]!;
    const actual = trajectory(id, settings, start, gradient, 50);
    actual.forEach((point, step) =>
      point.forEach((value, i) => expect(Math.abs(value - expected[step]![i]!), `step ${step}`).toBeLessThan(1e-5 * Math.max(1, Math.abs(expected[step]![i]!)))),
    );
  });
}
