/**
 * Runs WGSL of ours on tfjs' WebGPU backend: in its compute pass, on its tensors and buffers, with as many outputs as wanted and no uniform buffers.
 * Shapes are constants in the code, so that loops can be unrolled; what depends on the batch size is read off `arrayLength`, so that one pipeline
 * serves every batch.
 */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { sizeOf, type TensorSpec } from '../shared/host-kernel';

/** An array of the code. The default type is that of the tensor; `vec4<f32>` needs a size that is a multiple of four. */
export interface Binding {
  readonly name: string;
  readonly type?: 'f32' | 'i32' | 'vec4<f32>';
}

export interface Program {
  /** Names the code: programs of one key have the same code. */
  readonly key: string;
  readonly inputs: readonly Binding[];
  readonly outputs: readonly Binding[];
  /**
   * WGSL with a function `run(index : u32)`, called once for each of the threads asked for; and for some more, up to a whole workgroup, which it has to
   * turn away by itself.
   */
  readonly code: string;
  /** Threads of a workgroup; 64 unless told otherwise. */
  readonly workgroup?: number;
}

/** Tensors that are views of one buffer, bound whole as one array; the code knows where in it each of them starts. */
export interface SharedBuffer {
  readonly buffer: GPUBuffer;
  readonly tensors: readonly TensorInfo[];
}

export type Input = TensorInfo | SharedBuffer;

const tensorsOf = (input: Input): readonly TensorInfo[] => ('tensors' in input ? input.tensors : [input]);

/** What this file uses of the backend beyond its published types. */
export interface BackendInternals {
  readonly device: GPUDevice;
  commandEncoder: GPUCommandEncoder | null;
  computePassEncoder: GPUComputePassEncoder | null;
  dispatchCountInPass: number;
  commandQueueOwnedIds: WeakSet<object>;
  readonly pipelineCache: Record<string, GPUComputePipeline | Promise<GPUComputePipeline>>;
  ensureCommandEncoderReady(): void;
  endComputePassEncoder(): void;
  submitQueue(): void;
  tensorToBinding(info: TensorInfo): GPUBufferBinding;
}

export const internalsOf = (backend: WebGPUBackend): BackendInternals => backend as unknown as BackendInternals;

const WORKGROUP = 64;
const MOST_WORKGROUPS = 65_535;
/** Dispatches to a submit, as the engine sets it for tfjs' own kernels. */
const SUBMIT_AFTER = 64;

/**
 * Runs a program over `threads` threads.
 * @returns a new tensor for each output, untracked as kernels return them
 */
export function dispatch(
  backend: WebGPUBackend,
  program: Program,
  inputs: readonly Input[],
  outputs: readonly TensorSpec[],
  threads: number,
): TensorInfo[] {
  const made = outputs.map(({ shape, dtype }) => backend.makeTensorInfo([...shape], dtype));
  if (outputs.every(({ shape }) => sizeOf(shape) === 0)) {
    for (const { dataId } of made) backend.tensorMap.get(dataId).values = new Float32Array();
    return made;
  }
  for (const { dataId } of [...inputs.flatMap(tensorsOf), ...made]) backend.uploadToGPU(dataId);
  run(internalsOf(backend), program, inputs, made, threads);
  return made;
}

/** Runs a program that writes into tensors that are there already. None of them may be an input too. */
export function dispatchInto(backend: WebGPUBackend, program: Program, inputs: readonly Input[], outputs: readonly TensorInfo[], threads: number): void {
  for (const { dataId } of [...inputs.flatMap(tensorsOf), ...outputs]) backend.uploadToGPU(dataId);
  run(internalsOf(backend), program, inputs, outputs, threads);
}

function run(backend: BackendInternals, program: Program, inputs: readonly Input[], outputs: readonly TensorInfo[], threads: number): void {
  const pipeline = pipelineOf(backend, program, [...inputs, ...outputs]);
  if (!pipeline) return;
  const bindGroup = backend.device.createBindGroup({
    layout: pipeline.getBindGroupLayout(0),
    entries: [...inputs, ...outputs].map((one, binding) => {
      return { binding, resource: 'tensors' in one ? { buffer: one.buffer } : backend.tensorToBinding(one) };
    }),
  });
  for (const { dataId } of [...inputs.flatMap(tensorsOf), ...outputs]) backend.commandQueueOwnedIds.add(dataId);
  backend.ensureCommandEncoderReady();
  backend.computePassEncoder ??= backend.commandEncoder!.beginComputePass();
  backend.computePassEncoder.setPipeline(pipeline);
  backend.computePassEncoder.setBindGroup(0, bindGroup);
  const groups = Math.ceil(threads / (program.workgroup ?? WORKGROUP));
  const rows = Math.ceil(groups / MOST_WORKGROUPS);
  backend.computePassEncoder.dispatchWorkgroups(Math.ceil(groups / rows), rows);
  backend.dispatchCountInPass++;
  if (backend.dispatchCountInPass < SUBMIT_AFTER) return;
  backend.endComputePassEncoder();
  backend.submitQueue();
}

/** Devices whose programs are only compiled, all at once and without being run. */
const compiling = new WeakSet<GPUDevice>();

/** From now on programs are compiled and not run (or run again). What they would compute stays undefined; wait for `checkCompileCompletionAsync`. */
export function compileOnly(backend: WebGPUBackend, on: boolean): void {
  const { device } = internalsOf(backend);
  if (on) compiling.add(device);
  else compiling.delete(device);
}

export const isCompileOnly = (backend: WebGPUBackend): boolean => compiling.has(internalsOf(backend).device);

/** @returns undefined while programs are only compiled */
function pipelineOf({ device, pipelineCache }: BackendInternals, program: Program, bound: readonly Input[]): GPUComputePipeline | undefined {
  const key = `grimoire:${program.key}`;
  const ahead = compiling.has(device);
  if (!(key in pipelineCache)) {
    const descriptor: GPUComputePipelineDescriptor = {
      label: program.key,
      layout: 'auto',
      compute: { module: device.createShaderModule({ label: program.key, code: source(program, bound) }), entryPoint: 'main' },
    };
    pipelineCache[key] = ahead ? device.createComputePipelineAsync(descriptor) : device.createComputePipeline(descriptor);
  }
  if (ahead) return undefined;
  const pipeline = pipelineCache[key]!;
  if (pipeline instanceof Promise) throw new Error(`The program ${program.key} is still being compiled`);
  return pipeline;
}

function source({ inputs, outputs, code, workgroup = WORKGROUP }: Program, bound: readonly Input[]): string {
  const declare = ({ name, type }: Binding, binding: number, access: string) =>
    `@group(0) @binding(${binding}) var<storage, ${access}> ${name} : array<${type ?? (tensorsOf(bound[binding]!)[0]!.dtype === 'float32' ? 'f32' : 'i32')}>;`;
  return `
${inputs.map((one, i) => declare(one, i, 'read')).join('\n')}
${outputs.map((one, i) => declare(one, inputs.length + i, 'read_write')).join('\n')}
${code}
@compute @workgroup_size(${workgroup})
fn main(@builtin(workgroup_id) group : vec3<u32>, @builtin(num_workgroups) groups : vec3<u32>, @builtin(local_invocation_index) local : u32) {
  run((group.y * groups.x + group.x) * ${workgroup}u + local);
}`;
}
