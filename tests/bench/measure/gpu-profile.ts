/**
 * How long each kernel of a step takes on WebGPU, whichever engine it is: records the dispatches of one step, then repeats every one of them alone.
 * What they compute the second time is rubbish, so that the training is over afterwards.
 */
import type { KernelTime } from '../protocol';
import { wrap } from './gpu-counters';
import { longestFirst } from './kernel-times';

interface Dispatch {
  readonly pipeline: GPUComputePipeline;
  /** Arguments of `setBindGroup`. */
  readonly groups: readonly Parameters<GPUComputePassEncoder['setBindGroup']>[];
  readonly workgroups: Parameters<GPUComputePassEncoder['dispatchWorkgroups']>;
}

/** A kernel this short, in ms, is repeated within one submit, so that what the submit costs matters less. */
const SHORT = 2;
const REPETITIONS = 16;

/** @param takeStep takes one step and waits for its end @returns time by kernel, longest first */
export async function profileGpu(takeStep: () => Promise<unknown>): Promise<KernelTime[]> {
  const recorder = new Recorder();
  const { device, dispatches } = await recorder.record(takeStep);
  if (!device) return [];
  const idle = await timeOf(device, undefined, 1);
  const names = new Map<GPUComputePipeline, string>();
  const times = new Map<string, { calls: number; ms: number }>();
  for (const dispatch of dispatches) {
    const { pipeline, workgroups } = dispatch;
    const size = workgroups.filter((count) => count !== undefined).join('×');
    if (!names.has(pipeline)) names.set(pipeline, pipeline.label || `#${names.size + 1} (${size} workgroups)`);
    let ms = (await timeOf(device, dispatch, 1)) - idle;
    if (ms < SHORT) ms = ((await timeOf(device, dispatch, REPETITIONS)) - idle) / REPETITIONS;
    const name = names.get(pipeline)!;
    const time = times.get(name) ?? { calls: 0, ms: 0 };
    times.set(name, { calls: time.calls + 1, ms: time.ms + Math.max(0, ms) });
  }
  recorder.release();
  return longestFirst([...times].map(([name, time]) => ({ name, ...time })));
}

/** Milliseconds from the submit to its end. */
async function timeOf(device: GPUDevice, dispatch: Dispatch | undefined, repetitions: number): Promise<number> {
  const encoder = device.createCommandEncoder();
  if (dispatch) {
    const pass = encoder.beginComputePass();
    pass.setPipeline(dispatch.pipeline);
    for (const group of dispatch.groups) pass.setBindGroup(...group);
    for (let i = 0; i < repetitions; i++) pass.dispatchWorkgroups(...dispatch.workgroups);
    pass.end();
  }
  const commands = encoder.finish();
  const started = performance.now();
  device.queue.submit([commands]);
  await device.queue.onSubmittedWorkDone();
  return performance.now() - started;
}

/** Listens at WebGPU's own methods. */
class Recorder {
  private device: GPUDevice | undefined;
  private readonly dispatches: Dispatch[] = [];
  private readonly destroyed: (() => void)[] = [];

  async record(takeStep: () => Promise<unknown>): Promise<{ device: GPUDevice | undefined; dispatches: readonly Dispatch[] }> {
    const restore = this.listen();
    try {
      await takeStep();
    } finally {
      for (const put of restore) put();
    }
    return { device: this.device, dispatches: this.dispatches };
  }

  /** Destroys the buffers that the engine has given up meanwhile; until now they were needed. */
  release(): void {
    for (const destroy of this.destroyed) destroy();
  }

  private listen(): (() => void)[] {
    const { dispatches, destroyed } = this;
    const pass = GPUComputePassEncoder.prototype;
    const bound = new WeakMap<object, { pipeline?: GPUComputePipeline; groups: Map<number, Dispatch['groups'][number]> }>();
    const stateOf = (encoder: object) => {
      let state = bound.get(encoder);
      if (!state) bound.set(encoder, (state = { groups: new Map() }));
      return state;
    };
    const originals = [
      ...(['setPipeline', 'setBindGroup', 'dispatchWorkgroups'] as const).map((name) => keep(pass, name)),
      keep(GPUDevice.prototype, 'createCommandEncoder'),
      keep(GPUBuffer.prototype, 'destroy'),
    ];
    wrap(pass, 'setPipeline', (original) =>
      function (...args) {
        stateOf(this as object).pipeline = (args as unknown as [GPUComputePipeline])[0];
        return original.apply(this, args);
      },
    );
    wrap(pass, 'setBindGroup', (original) =>
      function (...args) {
        const group = args as unknown as Dispatch['groups'][number];
        stateOf(this as object).groups.set(group[0], group);
        return original.apply(this, args);
      },
    );
    wrap(pass, 'dispatchWorkgroups', (original) =>
      function (...args) {
        const { pipeline, groups } = stateOf(this as object);
        dispatches.push({ pipeline: pipeline!, groups: [...groups.values()], workgroups: args as unknown as Dispatch['workgroups'] });
        return original.apply(this, args);
      },
    );
    const found = (device: GPUDevice): void => {
      this.device = device;
    };
    wrap(GPUDevice.prototype, 'createCommandEncoder', (original) =>
      function (...args) {
        found(this as GPUDevice);
        return original.apply(this, args);
      },
    );
    wrap(GPUBuffer.prototype, 'destroy', (original) =>
      function (...args) {
        destroyed.push(() => original.apply(this, args));
        return undefined;
      },
    );
    return originals;
  }
}

/** @returns a function that puts the method back as it is now */
function keep<T extends object>(prototype: T, name: keyof T & string): () => void {
  const original = prototype[name];
  return () => Object.defineProperty(prototype, name, { value: original, writable: true, configurable: true });
}
