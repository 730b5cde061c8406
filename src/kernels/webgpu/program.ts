/** WebGPU kernels of the simplest kind: one thread per output element, no workgroup memory. */
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { KernelPatch } from '../registry';
import { type Shape, sizeOf, type TensorSpec } from '../shared/host-kernel';

export interface WebGPUKernel<Attrs = object> {
  readonly name: string;
  /** Names of the inputs: each is an array of that name in the code. */
  readonly inputs: readonly string[];
  output(inputs: readonly TensorSpec[], attrs: Attrs): TensorSpec;
  /** Numbers for the code, as `uniforms.<name>`. */
  uniforms?(shapes: readonly Shape[], attrs: Attrs): readonly Uniform[];
  /** WGSL functions that `element` calls. */
  readonly functions?: string;
  /** WGSL statements that set `result[index]`. */
  readonly element: string;
}

export interface Uniform {
  readonly name: string;
  readonly type: 'int32' | 'float32';
  readonly value: number;
}

const WORKGROUP = 64;

/** The patch that registers the kernel. The code must not depend on attributes: they go into uniforms, so that one pipeline serves all. */
export function webgpuPatch<Attrs>(kernel: WebGPUKernel<Attrs>): KernelPatch {
  return {
    kernelName: kernel.name,
    backendName: 'webgpu',
    create: () => (args) => {
      const backend = args.backend as WebGPUBackend;
      const attrs = (args.attrs ?? {}) as Attrs;
      const infos = kernel.inputs.map((name) => args.inputs[name]!);
      const { shape, dtype } = kernel.output(infos, attrs);
      const uniforms = kernel.uniforms?.(infos.map((info) => info.shape), attrs) ?? [];
      const program: Parameters<WebGPUBackend['runWebGPUProgram']>[0] = {
        variableNames: [...kernel.inputs],
        outputShape: [...shape],
        dispatchLayout: { x: shape.map((_, axis) => axis) },
        dispatch: [Math.ceil(sizeOf(shape) / WORKGROUP), 1, 1],
        workgroupSize: [WORKGROUP, 1, 1],
        size: true,
        shaderKey: kernel.name,
        uniforms: uniforms.map(({ name, type }) => `${name} : ${type === 'int32' ? 'i32' : 'f32'}, `).join(''),
        getUserCode: () => `${kernel.functions ?? ''}
fn main(index : i32) {
  if (index < uniforms.size) {
    ${kernel.element}
  }
}`,
      };
      const values = uniforms.map(({ type, value }) => ({ type, data: [value] }));
      return backend.runWebGPUProgram(program, infos, dtype, values);
    },
  };
}
