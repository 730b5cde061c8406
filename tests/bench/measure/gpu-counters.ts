/**
 * Counts what an engine asks of WebGPU, whichever engine it is, by wrapping the methods of WebGPU itself. Install it when WebGPU's classes are there
 * and before the engine: what has been taken off a prototype earlier is not counted.
 */
import type { Counts } from '../protocol';

export interface GpuCounters {
  /** Everything since the installation. */
  readonly counts: { -readonly [Name in keyof Counts]: Counts[Name] };
  /** Bytes of all buffers that live, and the most that did at a time. */
  liveBytes: number;
  peakBytes: number;
  /** When the last submit that had kernels in it returned, by `clock`; the reading of a result is a submit, too. */
  lastSubmit: number;
  clock: () => number;
  /** Of errors that WebGPU reports to nobody, the first. */
  error: string | undefined;
}

/** The label of the buffer that our captured steps read their numbers from (src/engine/capture). */
const STEP_BUFFER = 'inputs of some steps';

type Method = (this: unknown, ...args: never[]) => unknown;

/** Replaces a method by one that does something before or after. */
export function wrap<T extends object>(prototype: T, name: keyof T & string, make: (original: Method) => Method): void {
  Object.defineProperty(prototype, name, { value: make(prototype[name] as Method), writable: true, configurable: true });
}

export function installGpuCounters(): GpuCounters {
  const counters: GpuCounters = {
    counts: { dispatches: 0, submits: 0, uploads: 0, uploadedBytes: 0, stepBytes: 0, pipelines: 0, buffers: 0 },
    liveBytes: 0,
    peakBytes: 0,
    lastSubmit: 0,
    clock: () => performance.now(),
    error: undefined,
  };
  const { counts } = counters;
  const upload = (bytes: number, label = ''): void => {
    if (label === STEP_BUFFER) counts.stepBytes += bytes;
    else {
      counts.uploads++;
      counts.uploadedBytes += bytes;
    }
  };
  const counting = (count: (...args: never[]) => void) => (original: Method): Method =>
    function (...args) {
      count(...args);
      return original.apply(this, args);
    };

  for (const name of ['dispatchWorkgroups', 'dispatchWorkgroupsIndirect'] as const) {
    wrap(GPUComputePassEncoder.prototype, name, counting(() => counts.dispatches++));
  }
  for (const name of ['createComputePipeline', 'createComputePipelineAsync'] as const) {
    wrap(GPUDevice.prototype, name, counting(() => counts.pipelines++));
  }
  const countWrite = (...[buffer, , data, from, size]: Parameters<GPUQueue['writeBuffer']>) => upload(bytesWritten(data, from, size), buffer.label);
  wrap(GPUQueue.prototype, 'writeBuffer', counting(countWrite));
  let submittedDispatches = 0;
  wrap(GPUQueue.prototype, 'submit', (original) =>
    function (...args) {
      counts.submits++;
      const result = original.apply(this, args);
      if (counts.dispatches > submittedDispatches) counters.lastSubmit = counters.clock();
      submittedDispatches = counts.dispatches;
      return result;
    },
  );

  const sizes = new WeakMap<object, number>();
  wrap(GPUDevice.prototype, 'createBuffer', (original) =>
    function (...args) {
      const [descriptor] = args as unknown as [GPUBufferDescriptor];
      const buffer = original.apply(this, args) as GPUBuffer;
      sizes.set(buffer, descriptor.size);
      counts.buffers++;
      if (descriptor.mappedAtCreation) upload(descriptor.size);
      counters.liveBytes += descriptor.size;
      counters.peakBytes = Math.max(counters.peakBytes, counters.liveBytes);
      return buffer;
    },
  );
  wrap(GPUBuffer.prototype, 'destroy', (original) =>
    function (...args) {
      counters.liveBytes -= sizes.get(this as object) ?? 0;
      sizes.delete(this as object);
      return original.apply(this, args);
    },
  );
  wrap(GPUBuffer.prototype, 'mapAsync', (original) =>
    function (...args) {
      const [mode] = args as unknown as [number];
      if (mode === GPUMapMode.WRITE) upload(sizes.get(this as object) ?? 0);
      return original.apply(this, args);
    },
  );
  wrap(GPUAdapter.prototype, 'requestDevice', (original) =>
    async function (...args) {
      const device = (await original.apply(this, args)) as GPUDevice;
      device.addEventListener('uncapturederror', (event) => {
        counters.error ??= event.error.message;
      });
      return device;
    },
  );
  return counters;
}

/** `from` and `size` count elements of a typed array, and bytes of anything else. */
function bytesWritten(data: AllowSharedBufferSource, from = 0, size?: number): number {
  const unit = 'BYTES_PER_ELEMENT' in data ? (data.BYTES_PER_ELEMENT as number) : 1;
  return size === undefined ? data.byteLength - from * unit : size * unit;
}
