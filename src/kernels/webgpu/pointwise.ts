/**
 * WebGPU kernels that compute every element of their result by one expression of the inputs' elements, which broadcast: four elements to a thread
 * wherever the innermost axis has a multiple of four, and without the general, slow arithmetic on coordinates that tfjs does.
 */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { type Axis, mergeAxes } from '../shared/axes';
import { type Shape, sizeOf } from '../shared/host-kernel';
import { dispatch } from './dispatch';
import { lanesFor } from './lanes';

export interface Pointwise {
  /** Names the expression. */
  readonly name: string;
  readonly inputs: readonly string[];
  /** WGSL with the inputs' names for their elements. Its type is `lanes`: f32, or vec4<f32> for four elements at once. */
  readonly expression: string;
}

/** Evaluates the expression on float32 tensors that broadcast to `shape`. */
export function pointwise(backend: WebGPUBackend, kernel: Pointwise, inputs: readonly TensorInfo[], shape: Shape): TensorInfo {
  const axes = mergeAxes(
    shape,
    inputs.map((input) => input.shape),
  );
  const inner = axes.at(-1);
  const { width, type, prelude } = lanesFor(inner?.length ?? 1);
  const lets = kernel.inputs.map((name, i) => `let ${name} = lanes(${name}[${indexOf(axes, i, width)}]);`);
  const program = {
    // The first axis, which may be the batch, has no part in the code.
    key: [kernel.name, width, ...axes.map(({ length, follows }, i) => `${i === 0 ? '' : length}${follows.map(Number).join('')}`)].join(' '),
    inputs: kernel.inputs.map((name, i) => ({ name, type: inner?.follows[i] ? type : 'f32' }) as const),
    outputs: [{ name: 'result', type }],
    code: `${prelude}
fn run(index : u32) {
  if (index >= arrayLength(&result)) { return; }
  ${lets.join('\n  ')}
  result[index] = ${kernel.expression};
}`,
  };
  return dispatch(backend, program, inputs, [{ shape, dtype: 'float32' }], sizeOf(shape) / width)[0]!;
}

/** WGSL for the place in one operand of the element, or of the four, at `index` of the result. */
function indexOf(axes: readonly Axis[], operand: number, width: number): string {
  if (axes.every(({ follows }) => follows[operand])) return 'index';
  const terms: string[] = [];
  let behind = 1; // places of the result for each step along the axis
  let stride = 1; // places of the operand
  for (let i = axes.length - 1; i >= 0; i--) {
    const { length, follows } = axes[i]!;
    const places = i === axes.length - 1 ? length / width : length;
    if (follows[operand]) {
      const coordinate = behind === 1 ? 'index' : `(index / ${behind}u)`;
      terms.push(`${i === 0 ? coordinate : `${coordinate} % ${places}u`}${stride === 1 ? '' : ` * ${stride}u`}`);
      stride *= places;
    }
    behind *= places;
  }
  return terms.length === 0 ? '0u' : terms.join(' + ');
}
