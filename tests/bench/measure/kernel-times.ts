/** Puts a clock around every kernel of a tfjs backend that computes at once, as wasm does; on WebGPU a kernel only asks for work. */
import type { Tf } from '../../../src/core/ops';
import type { KernelTime } from '../protocol';

/** Steps before the clock counts: our engine records the first ones, clocks and all, and replays them from then on. */
const RECORDED_STEPS = 4;

/**
 * To be called before the first step.
 * @param takeSteps takes so many steps and waits for their end
 * @returns time per step by kernel, longest first; a kernel that calls others counts without them
 */
export async function timeKernels(tf: Tf, backend: string, steps: number, takeSteps: (count: number) => Promise<unknown>): Promise<KernelTime[]> {
  const times = new Map<string, { calls: number; ms: number }>();
  /** For each kernel that is running, the time that those called by it have taken. */
  const running: number[] = [];
  const restore = tf.getKernelsForBackend(backend).map((config) => {
    const { kernelName, kernelFunc } = config;
    config.kernelFunc = (args) => {
      const started = performance.now();
      running.push(0);
      try {
        return kernelFunc(args);
      } finally {
        const whole = performance.now() - started;
        const own = whole - running.pop()!;
        if (running.length > 0) running[running.length - 1]! += whole;
        const time = times.get(kernelName) ?? { calls: 0, ms: 0 };
        times.set(kernelName, { calls: time.calls + 1, ms: time.ms + own });
      }
    };
    return () => {
      config.kernelFunc = kernelFunc;
    };
  });
  try {
    for (let step = 0; step < RECORDED_STEPS; step++) await takeSteps(1);
    times.clear();
    await takeSteps(steps);
  } finally {
    for (const put of restore) put();
  }
  return longestFirst([...times].map(([name, { calls, ms }]) => ({ name, calls: calls / steps, ms: ms / steps })));
}

export function longestFirst(times: readonly KernelTime[]): KernelTime[] {
  return [...times].sort((a, b) => b.ms - a.ms);
}
