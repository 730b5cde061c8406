/** Tensors of tfjs' WebGPU backend that lie in the memory of another one, or keep their memory while their values change. */
import type { Tensor, TensorInfo } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { Tf } from '../../core/ops';
import { type Shape, sizeOf } from '../shared/host-kernel';
import { internalsOf, isCompileOnly } from './dispatch';

interface Range {
  /** In bytes. */
  readonly offset: number;
  readonly size: number;
}

/** Ranges of the tensors that are views, by their data ids. */
const ranges = new WeakMap<object, Range>();

/** The buffer that a tensor's values are in. */
export function bufferOf(backend: WebGPUBackend, info: TensorInfo): GPUBuffer {
  backend.uploadToGPU(info.dataId);
  return backend.tensorMap.get(info.dataId).resource as GPUBuffer;
}

/**
 * A tensor over part of a buffer, which it neither owns nor outlives.
 * @param start in elements of four bytes; a multiple of 64
 */
export function viewOf(tf: Tf, backend: WebGPUBackend, buffer: GPUBuffer, start: number, shape: Shape, dtype: 'float32' | 'int32'): Tensor {
  teachViews(backend);
  const { dataId } = backend.makeTensorInfo([...shape], dtype);
  const data = backend.tensorMap.get(dataId);
  data.resource = buffer;
  data.external = true; // nothing to release
  ranges.set(dataId, { offset: 4 * start, size: 4 * sizeOf(shape) });
  return tf.engine().makeTensorFromDataId(dataId, [...shape], dtype, backend);
}

/** Copies the values of one tensor over those of another of the same size, in order with the kernels before and after. */
export function copyInto(backend: WebGPUBackend, target: TensorInfo, source: TensorInfo): void {
  const from = rangeOf(backend, source);
  const to = rangeOf(backend, target);
  if (isCompileOnly(backend)) return;
  const internals = internalsOf(backend);
  internals.ensureCommandEncoderReady();
  internals.endComputePassEncoder();
  internals.commandEncoder!.copyBufferToBuffer(from.buffer, from.offset, to.buffer, to.offset, to.size);
  internals.commandQueueOwnedIds.add(source.dataId).add(target.dataId);
  forgetCopy(backend, target);
}

/** Says that a tensor's values have changed on the device: what an earlier read has kept of them on the host is no longer true. */
export function forgetCopy(backend: WebGPUBackend, info: TensorInfo): void {
  (backend.tensorMap.get(info.dataId) as { values: unknown }).values = null;
}

function rangeOf(backend: WebGPUBackend, info: TensorInfo): Range & { readonly buffer: GPUBuffer } {
  const buffer = bufferOf(backend, info);
  return { buffer, ...(ranges.get(info.dataId) ?? { offset: 0, size: 4 * sizeOf(info.shape) }) };
}

const taught = new WeakSet<object>();

/** Teaches the backend to bind and to read views, once. */
function teachViews(backend: WebGPUBackend): void {
  if (taught.has(backend)) return;
  taught.add(backend);
  const internals = internalsOf(backend);
  const bind = internals.tensorToBinding.bind(backend);
  const read = backend.read.bind(backend);
  Object.assign(backend, {
    tensorToBinding(info: TensorInfo) {
      const range = ranges.get(info.dataId);
      return range ? { buffer: backend.tensorMap.get(info.dataId).resource, ...range } : bind(info);
    },
    async read(dataId: object) {
      if (!ranges.has(dataId)) return read(dataId);
      const { shape, dtype } = backend.tensorMap.get(dataId);
      const copy = backend.makeTensorInfo(shape, dtype);
      copyInto(backend, copy, { dataId, shape, dtype });
      const values = await read(copy.dataId);
      backend.disposeData(copy.dataId);
      return values;
    },
  });
}
