/** Stands between tfjs and the kernels of a host backend while a step runs, and writes down which of them run on what. */
import type { Tensor, TensorInfo } from '@tensorflow/tfjs-core';
import type { Tf } from '../../../core/ops';
import { HostRecording, type Call, type DataId, type HostBackend, type Kernel, type Operand, type Results } from './host-recording';

/** What of the backend is replaced while recording. */
interface Backend extends HostBackend {
  write(values: ArrayLike<number> | null, shape: number[], dtype: string): DataId;
  read(dataId: DataId): Promise<unknown>;
  readSync(dataId: DataId): unknown;
}

export interface Recorded<T> {
  readonly result: T;
  readonly recording: HostRecording;
  /** Text that tells any two steps apart that would not replay each other. */
  readonly signature: string;
  /** The slot of a tensor that the step has read or made. */
  slotOf(tensor: Tensor): number | undefined;
  /** Why a replay would not be the step, as the end of a sentence. */
  readonly problem: string | undefined;
}

/**
 * Runs `step` as usual, and records it.
 * @param resultsOf what a replay has to give
 * @throws whatever `step` throws; nothing is left behind then
 */
export function record<T>(tf: Tf, step: () => T, resultsOf: (result: T) => Results<Tensor>): Recorded<T> {
  const backend = tf.backend() as unknown as Backend;
  const notes = new Notes(tf, backend);
  let depth = 0; // kernels call other kernels, which are none of our business
  const restore = tf.getKernelsForBackend(tf.getBackend()).map((config) => {
    const own = config;
    const { kernelFunc } = own;
    own.kernelFunc = (args) => {
      depth++;
      try {
        const made = kernelFunc(args);
        if (depth === 1) notes.call(config.kernelName, kernelFunc, args, made);
        return made;
      } finally {
        depth--;
      }
    };
    return () => void (own.kernelFunc = kernelFunc);
  });
  const { write } = backend;
  const reading = (read: (dataId: DataId) => unknown) => (dataId: DataId) => {
    if (depth === 0) notes.problem = 'it reads values back in the middle of a step';
    return read.call(backend, dataId);
  };
  const own = { write: restorer(backend, 'write'), read: restorer(backend, 'read'), readSync: restorer(backend, 'readSync') };
  Object.assign(backend, {
    write(...args: Parameters<Backend['write']>) {
      const dataId = write.apply(backend, args);
      if (depth === 0) notes.constant(dataId, args[0]);
      return dataId;
    },
    read: reading(backend.read),
    readSync: reading(backend.readSync),
  });
  try {
    const result = step();
    return notes.finish(result, resultsOf(result));
  } catch (error) {
    notes.abandon();
    throw error;
  } finally {
    for (const undo of [...restore, ...Object.values(own)]) undo();
  }
}

/** @returns what puts a property back as it was, the object's own or not */
function restorer(object: object, name: string): () => void {
  const before = Object.getOwnPropertyDescriptor(object, name);
  return () => {
    if (before) Object.defineProperty(object, name, before);
    else Reflect.deleteProperty(object, name);
  };
}

class Notes {
  private readonly calls: Call[] = [];
  private readonly slots = new Map<DataId, number>();
  problem: string | undefined;
  private readonly made = new Set<number>();
  /** Made as tensors of tfjs, as some kernels of the cpu backend do: they go when tfjs tidies up. */
  private readonly tracked = new Set<number>();
  private readonly constants = new Map<DataId, string>();
  private readonly signature: string[] = [];

  constructor(
    private readonly tf: Tf,
    private readonly backend: HostBackend,
  ) {}

  call(name: string, kernel: Kernel, { inputs, attrs }: Parameters<Kernel>[0], made: TensorInfo | TensorInfo[]): void {
    const outputs = [made].flat();
    const given = Object.entries(inputs as Readonly<Record<string, TensorInfo | null | undefined>>).flatMap(([key, info]) => (info ? [[key, info] as const] : []));
    const operands = given.map(([key, info]) => [key, this.operand(info)] as const);
    // A reshape, say: the same memory under another name.
    if (outputs.every(({ dataId }) => this.slots.has(dataId))) return;
    for (const output of outputs) {
      this.made.add(this.slot(output.dataId));
      if ('rankType' in output) this.tracked.add(this.slot(output.dataId));
    }
    this.calls.push({ kernel, attrs, inputs: Object.fromEntries(operands), listed: Array.isArray(inputs), outputs: outputs.map(({ dataId }) => this.slot(dataId)) });
    this.signature.push(`${name} ${JSON.stringify(attrs)} ${operands.map(([, { slot, shape }]) => `${slot}:${shape.join('×')}`).join(' ')}`);
  }

  constant(dataId: DataId, values: ArrayLike<number> | null): void {
    // It has to outlive the step.
    this.backend.incRef(dataId);
    this.constants.set(dataId, Array.from(values ?? []).join(' '));
  }

  finish<T>(result: T, { read, kept }: Results<Tensor>): Recorded<T> {
    const slotOf = ({ dataId }: Tensor): number => this.slot(dataId);
    const results: Results<number> = { read: slotOf(read), kept: kept.map(slotOf) };
    const all = [results.read, ...results.kept];
    if (new Set(all).size < all.length) this.problem ??= 'two of its results share their memory';
    if (all.some((slot) => this.tracked.has(slot))) this.problem ??= 'tfjs would tidy up one of its results';
    const outside = new Map([...this.slots].filter(([, slot]) => !this.made.has(slot)).map(([dataId, slot]) => [slot, dataId]));
    const recording = new HostRecording(this.tf, this.backend, this.calls, this.slots.size, outside, results, [...this.constants.keys()]);
    const signature = [...this.signature, ...this.constants.values()].join('\n');
    return { result, recording, signature, slotOf: ({ dataId }) => this.slots.get(dataId), problem: this.problem };
  }

  abandon(): void {
    for (const dataId of this.constants.keys()) this.backend.disposeData(dataId);
  }

  private operand({ dataId, shape, dtype }: TensorInfo): Operand {
    return { slot: this.slot(dataId), shape, dtype };
  }

  private slot(dataId: DataId): number {
    let slot = this.slots.get(dataId);
    if (slot === undefined) this.slots.set(dataId, (slot = this.slots.size));
    return slot;
  }
}
