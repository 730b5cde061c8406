/** Runs kernels on the current backend, as training calls them, and compares what they give with plain loops in float64. */
import type { Tensor } from '../../core/ops';
import { messageOf } from '../../core/words';
import { nextTask } from '../next-task';
import type { KernelCase, Tools } from './case';
import { caseGroups } from './cases';
import { difference, worse } from './compare';
import type { CheckOptions, KernelProgress, KernelRow } from '../protocol/device-check';

export interface KernelOptions extends CheckOptions {
  onProgress?(progress: KernelProgress): void;
  /** Asked between two cases; a check that is not wanted any more ends with what it has. */
  goOn?(): boolean;
}

/** Others have a turn at least this often, in ms. */
const LONGEST_TURN = 20;

/** @param tools tfjs and our operations as the network uses them. Nothing stays on the device. @returns a row for each case, in their order */
export async function checkKernels(tools: Tools, { quick = false, onProgress, goOn = () => true }: KernelOptions = {}): Promise<KernelRow[]> {
  const cases = caseGroups().flatMap(({ group, cases }) => cases.filter((one) => one.quick || !quick).map((one) => ({ group, one })));
  const rows: KernelRow[] = [];
  let turn = performance.now();
  for (const { group, one } of cases) {
    if (!goOn()) break;
    const row = await checkCase(tools, group, one);
    rows.push(row);
    onProgress?.({ row, done: rows.length, of: cases.length });
    if (performance.now() - turn < LONGEST_TURN) continue;
    await nextTask();
    turn = performance.now();
  }
  return rows;
}

async function checkCase(tools: Tools, group: string, one: KernelCase): Promise<KernelRow> {
  const { title, kernel, shape, tolerance } = one;
  const row = { title, kernel, group, shape, tolerance };
  try {
    const { outputs, ms } = await compute(tools, one);
    const expected = one.reference(...one.inputs.map(({ values }) => values));
    const found = expected.map((values, i) => difference(outputs[i] ?? [], values)).reduce(worse);
    return { ...row, maxAbsolute: found.maxAbsolute, maxError: found.maxRelative, ok: found.maxRelative <= tolerance, ms };
  } catch (error) {
    return { ...row, maxAbsolute: Infinity, maxError: Infinity, ok: false, ms: 0, problem: messageOf(error) };
  }
}

/** Twice, with rubbish in the memory that the second time gets: a kernel that leaves elements out would else show what the first has written. */
async function compute(tools: Tools, one: KernelCase): Promise<{ readonly outputs: readonly ArrayLike<number>[]; readonly ms: number }> {
  const { tf } = tools;
  const inputs = one.inputs.map(({ values, shape, dtype = 'float32' }) => tf.tensor(Array.from(values), [...shape], dtype));
  try {
    const shapes = (await read(runOnDevice(tools, one, inputs))).map(({ shape }) => shape);
    const rubbish = tf.tidy(() => shapes.flatMap((shape) => [0, 1].map(() => tf.fill([...shape], NaN))));
    await read(rubbish);
    const began = performance.now();
    const outputs = await read(runOnDevice(tools, one, inputs));
    return { outputs: outputs.map(({ values }) => values), ms: performance.now() - began };
  } finally {
    tf.dispose(inputs);
  }
}

/** tfjs' WebGPU backend computes small things on the processor where their inputs have not been on the device yet; here they are to go there. */
function runOnDevice(tools: Tools, one: KernelCase, inputs: readonly Tensor[]): readonly Tensor[] {
  const { tf } = tools;
  const run = () => tf.tidy(() => [...one.run(tools, ...inputs)]);
  if (tf.getBackend() !== 'webgpu') return run();
  const before = tf.env().getBool(FORWARD);
  tf.env().set(FORWARD, false);
  try {
    return run();
  } finally {
    tf.env().set(FORWARD, before);
  }
}

const FORWARD = 'WEBGPU_CPU_FORWARD';

/** Reads and disposes of some tensors. */
async function read(tensors: readonly Tensor[]): Promise<{ readonly shape: readonly number[]; readonly values: ArrayLike<number> }[]> {
  try {
    return await Promise.all(tensors.map(async (tensor) => ({ shape: tensor.shape, values: (await tensor.data()).slice() })));
  } finally {
    tensors.forEach((tensor) => tensor.dispose());
  }
}
