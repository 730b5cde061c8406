/** WebGPU kernels of the simplest kind: one thread per output element. */
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { KernelPatch } from '../registry';
import { type Shape, sizeOf, type TensorSpec } from '../shared/host-kernel';
import { dispatch } from './dispatch';

export interface WebGPUKernel<Attrs = object> {
  readonly name: string;
  /** Names of the inputs: each is an array of that name in the code. */
  readonly inputs: readonly string[];
  output(inputs: readonly TensorSpec[], attrs: Attrs): TensorSpec;
  /** Numbers for the code, by name; whole ones are i32 there. What depends on the batch size should not be one: every value is compiled anew. */
  constants?(shapes: readonly Shape[], attrs: Attrs): Readonly<Record<string, number>>;
  /** WGSL functions that `element` calls. */
  readonly functions?: string;
  /** WGSL statements that set `result[index]`, index being an i32. */
  readonly element: string;
}

/** The patch that registers the kernel. */
export function webgpuPatch<Attrs>(kernel: WebGPUKernel<Attrs>): KernelPatch {
  return {
    kernelName: kernel.name,
    backendName: 'webgpu',
    create: () => (args) => {
      const backend = args.backend as WebGPUBackend;
      const attrs = (args.attrs ?? {}) as Attrs;
      const infos = kernel.inputs.map((name) => args.inputs[name]!);
      const output = kernel.output(infos, attrs);
      const constants = kernel.constants?.(infos.map((info) => info.shape), attrs) ?? {};
      const types = [...infos, output].map(({ dtype }) => dtype);
      const program = {
        key: [kernel.name, ...types, ...Object.values(constants)].join(' '),
        inputs: kernel.inputs.map((name) => ({ name })),
        outputs: [{ name: 'result' }],
        code: `${declareConstants(constants)}
${kernel.functions ?? ''}
fn run(thread : u32) {
  if (thread >= arrayLength(&result)) { return; }
  let index = i32(thread);
  ${kernel.element}
}`,
      };
      return dispatch(backend, program, infos, [output], sizeOf(output.shape))[0]!;
    },
  };
}

/** WGSL constants: i32 where the number is whole, else f32. */
export function declareConstants(constants: Readonly<Record<string, number>>): string {
  return Object.entries(constants)
    .map(([name, value]) => `const ${name} = ${Number.isInteger(value) ? `${value}i` : `f32(${value})`};`)
    .join('\n');
}
