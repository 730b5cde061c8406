/** Root mean squares on WebGPU: sums of squares of as many tensors to a dispatch as there are bindings, then one dispatch that ends all sums. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { sizeOf } from '../shared/host-kernel';
import { dispatch, dispatchInto, internalsOf, type Program } from './dispatch';
import { lanesFor } from './lanes';

/** Threads for each tensor, within which they are a whole number of workgroups: 64 suit the weights of a layer, more its activations. */
const FEWEST = 64;
const MOST = 1024;

/** Tensors of float32 → [n]. */
export function rootMeanSquares(backend: WebGPUBackend, tensors: readonly TensorInfo[]): TensorInfo {
  const largest = Math.max(...tensors.map(({ shape }) => sizeOf(shape)));
  const blocks = Math.min(MOST, Math.max(FEWEST, 2 ** Math.round(Math.log2(largest) / 2)));
  const means = backend.makeTensorInfo([tensors.length, blocks], 'float32');
  const most = internalsOf(backend).device.limits.maxStorageBuffersPerShaderStage - 1;
  for (let first = 0; first < tensors.length; first += most) {
    const inputs = tensors.slice(first, first + most);
    const widths = inputs.map(({ shape }) => lanesFor(sizeOf(shape)).width);
    dispatchInto(backend, squaresProgram(first, widths, blocks), inputs, [means], inputs.length * blocks);
  }
  const [result] = dispatch(backend, rootProgram(blocks), [means], [{ shape: [tensors.length], dtype: 'float32' }], tensors.length);
  backend.disposeData(means.dataId);
  return result!;
}

/**
 * The sum of the squares of every `blocks`th lane, divided by the number of elements.
 * @param first row of the result
 * @param widths of the lanes of each tensor
 */
function squaresProgram(first: number, widths: readonly (1 | 4)[], blocks: number): Program {
  const branches = widths.map(
    (width, i) => `
    case ${i}u: {
      let length = arrayLength(&x${i});
      for (var place = block; place < length; place += ${blocks}u) {
        let value = x${i}[place];
        sum += ${width === 4 ? 'dot(value, value)' : 'value * value'};
      }
      sum /= f32(${width}u * length);
    }`,
  );
  return {
    key: `GrimoireRms squares ${first} ${blocks} ${widths.join('')}`,
    inputs: widths.map((width, i) => ({ name: `x${i}`, type: width === 4 ? 'vec4<f32>' : 'f32' })),
    outputs: [{ name: 'means' }],
    code: `
fn run(thread : u32) {
  let block = thread % ${blocks}u;
  var sum = 0.0;
  switch (thread / ${blocks}u) {${branches.join('')}
    default: { return; }
  }
  means[${first * blocks}u + thread] = sum;
}`,
  };
}

function rootProgram(blocks: number): Program {
  return {
    key: `GrimoireRms ${blocks}`,
    inputs: [{ name: 'means' }],
    outputs: [{ name: 'result' }],
    code: `
fn run(index : u32) {
  if (index >= arrayLength(&result)) { return; }
  var sum = 0.0;
  for (var i = index * ${blocks}u; i < (index + 1u) * ${blocks}u; i++) { sum += means[i]; }
  result[index] = sqrt(sum);
}`,
  };
}
