/**
 * A formula as one dispatch: a thread computes all results for four elements, or for one where the size is not a multiple of four. Numbers that all
 * elements share stay on the device, because they change from step to step; those that lie in one buffer take one binding together. Divisions, roots
 * and powers have the accuracy of WGSL, and a product may be fused with a sum.
 */
import type { KernelFunc, NamedTensorInfoMap, Tensor } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { type Binary, type Formula, inOrder, type Node, type Unary, uniformAmong } from '../../core/formula';
import type { Tf } from '../../core/ops';
import { compose } from '../shared/formula-composition';
import { sizeOf, type TensorSpec } from '../shared/host-kernel';
import { dispatch, internalsOf, type Program, type SharedBuffer } from './dispatch';

/** Elements to a thread. */
type Width = 1 | 4;

/** Where a scalar is: the number of its buffer, and its index in there. */
interface Place {
  readonly buffer: number;
  readonly index: number;
}

type Places = ReadonlyMap<string, Place>;

const UNARY: Readonly<Record<Unary, (x: string, width: Width) => string>> = {
  negate: (x) => `-${x}`,
  sqrt: (x) => `sqrt(${x})`,
  abs: (x) => `abs(${x})`,
  sign: (x, width) => `wherePositive${width}(V${width}(1.0), ${x}) - wherePositive${width}(V${width}(1.0), -${x})`,
};

const BINARY: Readonly<Record<Binary, (a: string, b: string, width: Width) => string>> = {
  add: (a, b) => `${a} + ${b}`,
  subtract: (a, b) => `${a} - ${b}`,
  multiply: (a, b) => `${a} * ${b}`,
  divide: (a, b) => `${a} / ${b}`,
  power: (a, b, width) => `power${width}(${a}, ${b})`,
  minimum: (a, b, width) => `withNaN${width}(min(${a}, ${b}), ${a}, ${b})`,
  maximum: (a, b, width) => `withNaN${width}(max(${a}, ${b}), ${a}, ${b})`,
  wherePositive: (a, b, width) => `wherePositive${width}(${a}, ${b})`,
};

/** WGSL leaves open what min and max make of NaN, and lets compilers take it that x equals x: hence the bits. Nor does its pow promise 0⁰. */
const functions = (width: Width, type: string, bits: string): string => `
alias V${width} = ${type};
fn isNaN${width}(x : V${width}) -> ${bits.replace('u32', 'bool')} { return (bitcast<${bits}>(x) & ${bits}(0x7fffffffu)) > ${bits}(0x7f800000u); }
fn withNaN${width}(result : V${width}, a : V${width}, b : V${width}) -> V${width} {
  return select(select(result, b, isNaN${width}(b)), a, isNaN${width}(a));
}
fn wherePositive${width}(a : V${width}, b : V${width}) -> V${width} { return select(V${width}(0.0), a, b > V${width}(0.0)); }
fn power${width}(base : V${width}, exponent : V${width}) -> V${width} {
  let ofZero = select(V${width}(0.0), V${width}(1.0), exponent == V${width}(0.0));
  return select(pow(base, exponent), ofZero, base == V${width}(0.0));
}`;

const FUNCTIONS = functions(1, 'f32', 'u32') + functions(4, 'vec4<f32>', 'vec4<u32>');

/** One dispatch of a formula. */
interface Part {
  readonly program: Program;
  readonly tensors: readonly string[];
  /** Numbers of buffers with scalars. */
  readonly buffers: readonly number[];
  readonly results: number;
}

/** The kernel. Where the device has too few bindings, it takes several dispatches, each for some of the results; in the end, tfjs operations. */
export function formulaOnWebGPU(tf: Tf): KernelFunc {
  /** Undefined for what is left to tfjs. */
  const plans = new Map<string, readonly Part[] | undefined>();
  return ({ inputs, backend: given, attrs }) => {
    const { formula } = attrs as unknown as { readonly formula: Formula };
    const backend = given as WebGPUBackend;
    const { buffers, places } = placesOf(backend, formula, inputs);
    const { shape } = inputs[formula.tensors[0]!]!;
    const size = sizeOf(shape);
    const width = size % 4 === 0 ? 4 : 1;
    const most = internalsOf(backend).device.limits.maxStorageBuffersPerShaderStage;
    const key = [formula.name, width, most, ...[...places.values()].map(({ buffer, index }) => `${buffer}:${index}`)].join(' ');
    if (!plans.has(key)) plans.set(key, planOf(formula, places, width, most));
    // tfjs hands the tensors themselves to a kernel, and takes tensors from it.
    const plan = plans.get(key);
    if (!plan) return compose(tf, formula, inputs as Record<string, Tensor>);
    return plan.flatMap((part) => {
      const bound = [...part.tensors.map((name) => inputs[name]!), ...part.buffers.map((buffer) => buffers[buffer]!)];
      return dispatch(backend, part.program, bound, Array<TensorSpec>(part.results).fill({ shape, dtype: 'float32' }), size / width);
    });
  };
}

function placesOf(backend: WebGPUBackend, { scalars }: Formula, inputs: NamedTensorInfoMap): { buffers: SharedBuffer[]; places: Places } {
  const buffers: { buffer: GPUBuffer; tensors: Tensor[] }[] = [];
  const places = new Map<string, Place>();
  for (const name of scalars) {
    const scalar = inputs[name]!;
    backend.uploadToGPU(scalar.dataId);
    const { buffer, offset = 0 } = internalsOf(backend).tensorToBinding(scalar);
    let shared = buffers.findIndex((one) => one.buffer === buffer);
    if (shared < 0) shared = buffers.push({ buffer, tensors: [] }) - 1;
    buffers[shared]!.tensors.push(scalar as Tensor);
    places.set(name, { buffer: shared, index: offset / 4 });
  }
  return { buffers, places };
}

/** @returns parts of no more than `most` bindings that have some of the results each, or undefined where one result alone needs more */
function planOf(formula: Formula, places: Places, width: Width, most: number): Part[] | undefined {
  const fits = (part: Formula) => part.tensors.length + buffersOf(part, places).length + Object.keys(part.results).length <= most;
  const parts: Formula[] = [];
  for (const [name, node] of Object.entries(formula.results)) {
    const longer = partOf(formula, { ...parts.at(-1)?.results, [name]: node });
    if (parts.length > 0 && fits(longer)) parts.pop();
    parts.push(fits(longer) ? longer : partOf(formula, { [name]: node }));
  }
  if (!parts.every(fits)) return undefined;
  return parts.map((part) => ({
    program: programOf(part, places, width),
    tensors: part.tensors,
    buffers: buffersOf(part, places),
    results: Object.keys(part.results).length,
  }));
}

/** A formula for some of the results, with no more tensors and scalars than they need. */
function partOf({ name, tensors, scalars }: Formula, results: Readonly<Record<string, Node>>): Formula {
  const nodes = [...inOrder(Object.values(results))];
  const used = (type: 'tensor' | 'scalar') => (one: string) => nodes.some((node) => node.type === type && node.name === one);
  return { name, tensors: tensors.filter(used('tensor')), scalars: scalars.filter(used('scalar')), results };
}

/** The numbers of the buffers that its scalars are in. */
function buffersOf({ scalars }: Formula, places: Places): number[] {
  return [...new Set(scalars.map((name) => places.get(name)!.buffer))];
}

function programOf(formula: Formula, places: Places, width: Width): Program {
  const results = Object.entries(formula.results);
  const whereabouts = formula.scalars.map((name) => `${places.get(name)!.buffer}:${places.get(name)!.index}`);
  const type = width === 4 ? 'vec4<f32>' : 'f32';
  return {
    key: ['formula', formula.name, width, ...results.map(([name]) => name), ...whereabouts].join(' '),
    inputs: [
      ...formula.tensors.map((_, i) => ({ name: `tensor${i}`, type }) as const),
      ...buffersOf(formula, places).map((buffer) => ({ name: `numbers${buffer}`, type: 'f32' }) as const),
    ],
    outputs: results.map((_, i) => ({ name: `result${i}`, type })),
    code: `${FUNCTIONS}
fn run(index : u32) {
  if (index >= arrayLength(&result0)) { return; }
  ${statements(formula, places, width).join('\n  ')}
}`,
  };
}

function statements(formula: Formula, places: Places, width: Width): string[] {
  const nodes = inOrder(Object.values(formula.results));
  const uniform = uniformAmong(nodes);
  const numbers = new Map([...nodes].map((node, i) => [node, i]));
  const valueOf = (node: Node, wanted: Width) => (uniform.has(node) && wanted === 4 ? `V4(x${numbers.get(node)})` : `x${numbers.get(node)}`);
  const compute = (node: Node): string => {
    const own = uniform.has(node) ? 1 : width;
    if (node.type === 'unary') return UNARY[node.operation](valueOf(node.of, own), own);
    if (node.type === 'binary') return BINARY[node.operation](valueOf(node.left, own), valueOf(node.right, own), own);
    if (node.type === 'constant') return `f32(${Number.isInteger(node.value) ? node.value.toExponential() : node.value})`;
    if (node.type === 'tensor') return `tensor${formula.tensors.indexOf(node.name)}[index]`;
    const { buffer, index } = places.get(node.name)!;
    return `numbers${buffer}[${index}]`;
  };
  return [
    ...[...nodes].map((node, i) => `let x${i} = ${compute(node)};`),
    ...Object.values(formula.results).map((node, i) => `result${i}[index] = ${valueOf(node, width)};`),
  ];
}
