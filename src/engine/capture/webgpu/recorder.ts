/** Stands between tfjs' WebGPU backend and the device while a step runs, and writes down what the one sends to the other. */
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { RecordedBuffers, type BufferPool } from './recorded-buffers';
import { Recording, type Command } from './recording';

/** What of the backend is replaced or used while recording. */
interface Backend {
  readonly device: GPUDevice;
  readonly queue: GPUQueue;
  bufferManager: BufferPool;
  commandEncoder: GPUCommandEncoder | null;
  commandQueueOwnedIds: WeakSet<object>;
  ensureCommandEncoderReady(): void;
  endComputePassEncoder(): void;
  submitQueue(): void;
  read(dataId: object): Promise<unknown>;
  readSync(dataId: object): unknown;
}

/**
 * Runs `step` as usual, and records it.
 * @param inputs the buffer of the step's inputs: writing into it is no part of the recording
 * @returns with `problem`, the end of a sentence, where a replay would not be the step
 * @throws whatever `step` throws; nothing is left behind then
 */
export function record<T>(webgpu: WebGPUBackend, inputs: GPUBuffer, step: () => T): { readonly result: T; readonly recording: Recording; readonly problem?: string } {
  const backend = webgpu as unknown as Backend;
  const { device, bufferManager: pool } = backend;
  let problem: string | undefined;
  const commands: Command[] = [];
  const uploads: string[] = [];
  submitPending(webgpu);
  const buffers = new RecordedBuffers(device, pool, (buffer) => watchMapping(buffer, uploads));
  const writeBuffer = backend.queue.writeBuffer.bind(backend.queue);
  // Constants that are still on the host may be read: tfjs computes with a few numbers there.
  const reading = <T>(read: (dataId: object) => T): ((dataId: object) => T) => {
    return (dataId) => {
      if (!webgpu.tensorMap.get(dataId).values) problem = 'it reads values back in the middle of a step';
      return read.call(backend, dataId);
    };
  };
  const restore = [
    shadow(backend, 'bufferManager', buffers),
    // A tensor that is gone frees its memory for the next command, not only after the submit: that is in order on the device.
    shadow(backend, 'commandQueueOwnedIds', NOTHING_OWNED),
    shadow(backend, 'ensureCommandEncoderReady', () => {
      backend.commandEncoder ??= watchEncoder(device.createCommandEncoder(), commands);
    }),
    shadow(backend, 'read', reading(backend.read)),
    shadow(backend, 'readSync', reading(backend.readSync)),
    shadow(backend.queue, 'writeBuffer', ((buffer, offset, data, ...range) => {
      if (buffer !== inputs) uploads.push(fingerprint(data));
      writeBuffer(buffer, offset, data as GPUAllowSharedBufferSource, ...range);
    }) satisfies GPUQueue['writeBuffer']),
  ];
  try {
    const result = step();
    submitPending(webgpu);
    const recording = new Recording(commands, uploads, () => buffers.destroy());
    return problem === undefined ? { result, recording } : { result, recording, problem };
  } catch (error) {
    submitPending(webgpu);
    buffers.destroy();
    throw error;
  } finally {
    for (const undo of restore.reverse()) undo();
    backend.commandQueueOwnedIds = new WeakSet();
  }
}

/** Sends what the backend has encoded so far. */
export function submitPending(webgpu: WebGPUBackend): void {
  const backend = webgpu as unknown as Backend;
  if (!backend.commandEncoder) return;
  backend.endComputePassEncoder();
  backend.submitQueue();
}

class OwnsNothing extends WeakSet<object> {
  override has(): boolean {
    return false;
  }

  override add(): this {
    return this;
  }
}

const NOTHING_OWNED = new OwnsNothing();

/** Puts a property of the object's own before the one that it has. @returns what undoes it */
function shadow<T extends object, K extends keyof T>(object: T, name: K, value: T[K]): () => void {
  const before = Object.getOwnPropertyDescriptor(object, name);
  // The backend sets some of these itself at every submit, which must not undo the recording.
  Object.defineProperty(object, name, { configurable: true, get: () => value, set: () => undefined });
  return () => {
    if (before) Object.defineProperty(object, name, before);
    else Reflect.deleteProperty(object, name);
  };
}

function watchEncoder(encoder: GPUCommandEncoder, commands: Command[]): GPUCommandEncoder {
  const beginComputePass = encoder.beginComputePass.bind(encoder);
  const copy = encoder.copyBufferToBuffer.bind(encoder) as (from: GPUBuffer, fromOffset: number, to: GPUBuffer, toOffset: number, size: number) => void;
  return Object.assign(encoder, {
    beginComputePass: (descriptor?: GPUComputePassDescriptor) => watchPass(beginComputePass(descriptor), commands),
    copyBufferToBuffer(from: GPUBuffer, fromOffset: number, to: GPUBuffer, toOffset: number, size: number) {
      commands.push({ type: 'copy', from, fromOffset, to, toOffset, size });
      copy(from, fromOffset, to, toOffset, size);
    },
  });
}

function watchPass(pass: GPUComputePassEncoder, commands: Command[]): GPUComputePassEncoder {
  let pipeline: GPUComputePipeline | undefined;
  let bindGroup: GPUBindGroup | undefined;
  const setPipeline = pass.setPipeline.bind(pass);
  const setBindGroup = pass.setBindGroup.bind(pass) as (index: number, group: GPUBindGroup) => void;
  const dispatchWorkgroups = pass.dispatchWorkgroups.bind(pass);
  return Object.assign(pass, {
    setPipeline(next: GPUComputePipeline) {
      pipeline = next;
      setPipeline(next);
    },
    setBindGroup(index: number, next: GPUBindGroup) {
      bindGroup = next;
      setBindGroup(index, next);
    },
    dispatchWorkgroups(x: number, y = 1, z = 1) {
      commands.push({ type: 'dispatch', pipeline: pipeline!, bindGroup: bindGroup!, workgroups: [x, y, z] });
      dispatchWorkgroups(x, y, z);
    },
  });
}

/** Takes the fingerprint of what is written into a buffer that was made mapped. */
function watchMapping(buffer: GPUBuffer, uploads: string[]): void {
  if (buffer.mapState !== 'mapped') return;
  let mapped: ArrayBuffer | undefined;
  const getMappedRange = buffer.getMappedRange.bind(buffer);
  const unmap = buffer.unmap.bind(buffer);
  Object.assign(buffer, {
    getMappedRange: () => (mapped = getMappedRange()),
    unmap() {
      if (mapped) uploads.push(fingerprint(mapped));
      unmap();
    },
  });
}

/** Length and a 32-bit hash (FNV-1a) of the bytes. */
function fingerprint(data: ArrayBufferLike | ArrayBufferView | GPUAllowSharedBufferSource): string {
  const bytes = ArrayBuffer.isView(data) ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength) : new Uint8Array(data as ArrayBuffer);
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return `${bytes.length} ${hash >>> 0}`;
}
