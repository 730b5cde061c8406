/** Adds up what threads have summed over parts of a dimension each: the second half of a sum that is too long for the threads there are. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { TensorSpec } from '../shared/host-kernel';
import { sizeOf } from '../shared/host-kernel';
import { dispatch } from './dispatch';

/**
 * @param partials [parts, …]: each part holds the values of one or two outputs one after the other. Disposed of.
 * @param bias added to the rows of the only output
 */
export function addParts(backend: WebGPUBackend, partials: TensorInfo, outputs: readonly TensorSpec[], bias?: TensorInfo): TensorInfo[] {
  const two = outputs.length === 2;
  const program = {
    key: `partial sums ${outputs.length} ${bias !== undefined}`,
    inputs: [{ name: 'partials' }, ...(bias ? [{ name: 'bias' }] : [])],
    outputs: [{ name: 'first' }, ...(two ? [{ name: 'second' }] : [])],
    code: `
fn run(index : u32) {
  let size = arrayLength(&first)${two ? ' + arrayLength(&second)' : ''};
  if (index >= size) { return; }
  var sum = 0.0;
  for (var i = index; i < arrayLength(&partials); i += size) { sum += partials[i]; }
  ${bias ? 'sum += bias[index % arrayLength(&bias)];' : ''}
  ${two ? 'if (index >= arrayLength(&first)) { second[index - arrayLength(&first)] = sum; return; }' : ''}
  first[index] = sum;
}`,
  };
  const threads = outputs.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  const made = dispatch(backend, program, bias ? [partials, bias] : [partials], outputs, threads);
  backend.disposeData(partials.dataId);
  return made;
}
