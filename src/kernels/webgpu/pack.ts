/** Packing tensors into a vector on WebGPU: as many to a dispatch as there are bindings. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { packing } from '../../core/ops';
import { sizeOf } from '../shared/host-kernel';
import { dispatchInto, internalsOf, type Program } from './dispatch';

/** Tensors of float32 → a vector that holds each at its place of {@link packing}, zeros between them. */
export function pack(backend: WebGPUBackend, tensors: readonly TensorInfo[]): TensorInfo {
  const { starts, length } = packing(tensors.map(({ shape }) => sizeOf(shape)));
  const vector = backend.makeTensorInfo([length], 'float32');
  const most = internalsOf(backend).device.limits.maxStorageBuffersPerShaderStage - 1;
  for (let first = 0; first < tensors.length; first += most) {
    const inputs = tensors.slice(first, first + most);
    const start = starts[first]!;
    const end = starts[first + most] ?? length;
    const ends = inputs.map((_, i) => (starts[first + i + 1] ?? length) - start);
    dispatchInto(backend, packProgram(start, ends), inputs, [vector], end - start);
  }
  return vector;
}

/**
 * @param start where in the vector the first of these tensors goes
 * @param ends where each of them ends, with its padding, counted from `start`
 */
function packProgram(start: number, ends: readonly number[]): Program {
  const branches = ends.map((end, i) => {
    const place = `index - ${ends[i - 1] ?? 0}u`;
    return `if (index < ${end}u) { if (${place} < arrayLength(&x${i})) { value = x${i}[${place}]; } }`;
  });
  return {
    key: `pack ${start} ${ends.join(' ')}`,
    inputs: ends.map((_, i) => ({ name: `x${i}` })),
    outputs: [{ name: 'vector' }],
    code: `
fn run(index : u32) {
  if (index >= ${ends.at(-1)}u) { return; }
  var value = 0.0;
  ${branches.join('\n  else ')}
  vector[${start}u + index] = value;
}`,
  };
}
