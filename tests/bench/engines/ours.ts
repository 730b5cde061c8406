/** Grimoire's own engine, exactly as the page and the command line run it. */
import { chooseBackend, type Platform } from '../../../src/engine/backend';
import { Run } from '../../../src/engine/run';
import { createOps, installKernels } from '../../../src/kernels';
import { timeKernels } from '../measure/kernel-times';
import type { Backend, Device } from '../protocol';
import { benchCatalogue } from '../workloads/catalogue';
import type { Workload } from '../workloads/workloads';
import type { Engine, Training } from './engine';
import { heapBytesOf, multiplier } from './tfjs-common';

/** @param fail called with errors that reach nobody else */
export function ours(platform: Platform, fail: (reason: string) => void): Engine {
  const { tf } = platform;
  return {
    async open(backend: Backend): Promise<Device> {
      const { report, adapter } = await chooseBackend(platform, { backend });
      installKernels(tf);
      adapter?.onFailure(fail);
      const threads = /(\d+) threads?/.exec(report.device)?.[1];
      return { name: report.device, software: adapter?.software ?? false, ...(threads === undefined ? {} : { threads: Number(threads) }) };
    },

    async start({ experiment }: Workload, probeEvery?: number): Promise<Training> {
      const run = new Run(tf, createOps(tf), benchCatalogue, experiment, { probeEvery });
      const train = run.split('train');
      train.ensure(Int32Array.from({ length: train.size }, (_, i) => i));
      await settle();
      const takeSteps = async (count: number): Promise<number> => {
        // A run of few samples would come to its end; what a step costs has nothing to do with the clock.
        if (run.step + count > run.recipe.steps) run.step = 0;
        const { objectives, probes } = run.takeSteps(count);
        const values = await objectives.data();
        objectives.dispose();
        for (const { figures } of probes) {
          await figures.data();
          figures.dispose();
        }
        return values[count - 1]!;
      };
      return {
        prepare: () => run.prepare(),
        takeSteps,
        note: () => (run.refusal === undefined ? undefined : `not captured: ${run.refusal}`),
        profile: (steps) => timeKernels(tf, 'wasm', steps, takeSteps),
      };
    },

    matrices: (size) => multiplier(tf, size),
    heapBytes: () => heapBytesOf(tf),
  };

  /** Waits until all data have arrived on the device. */
  async function settle(): Promise<void> {
    const nothing = tf.zeros([1]);
    await nothing.data();
    nothing.dispose();
  }
}
