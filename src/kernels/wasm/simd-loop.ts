/**
 * Loops of SIMD over tfjs' heap, each a WebAssembly module made from the nodes of formulas. Results have the bits of the same operations done one
 * tensor at a time, since every value on the way is a float32. What is the same for all elements is computed before the loop, in JavaScript.
 */
import { type Binary, inOrder, type Node, operandsOf, type Unary, uniformAmong } from '../../core/formula';
import { uniformValues } from '../shared/formula-loops';
import { type Access, bits, type Code, f32x4, fourFloats, FunctionBuilder, get, i32, loopWhile, oneFloat, set } from './assembler';
import type { BackendWasm } from './heap';
import { instantiate, type Run } from './instantiate';

export interface LoopPlan {
  /** Unique: loops are kept under it. */
  readonly name: string;
  /** Names of the tensors that are walked through from end to end. */
  readonly tensors: readonly string[];
  /** Names of vectors as long as a period, which begin anew with every period. */
  readonly vectors: readonly string[];
  /** Written element by element. */
  readonly results: readonly Node[];
  /** Added to vectors as long as a period. */
  readonly sums: readonly Node[];
}

export interface SimdLoop {
  /**
   * Puts the values of what is the same for all elements into `to`, from `at` on.
   * @param scalar left out where the formula has none
   */
  writeNumbers(to: number[], at: number, scalar?: (name: string) => number): void;
  /** Takes the first byte, the end and the length of a period in bytes; the addresses of tensors, vectors, results and sums; and the numbers. */
  readonly run: Run;
}

const loops = new WeakMap<BackendWasm, Map<string, SimdLoop | undefined>>();

/** The loop of a plan, or undefined where SIMD is missing, the heap is out of reach, or the plan has a power of tensors, which SIMD does not know. */
export function simdLoop(backend: BackendWasm, plan: LoopPlan): SimdLoop | undefined {
  let known = loops.get(backend);
  if (!known) loops.set(backend, (known = new Map()));
  if (!known.has(plan.name)) known.set(plan.name, loopOf(backend, plan));
  return known.get(plan.name);
}

function loopOf(backend: BackendWasm, plan: LoopPlan): SimdLoop | undefined {
  const results = [...plan.results, ...plan.sums];
  const nodes = inOrder(results);
  const uniform = [...uniformAmong(nodes)];
  const varying = [...nodes].filter((node) => !uniform.includes(node));
  if (varying.some((node) => node.type === 'binary' && node.operation === 'power')) return undefined;
  const entering = new Set([...varying.flatMap(operandsOf), ...results]);
  const splats = uniform.filter((node) => entering.has(node));
  const run = instantiate(backend, plan.name, (sharedMemory) => assemble(plan, varying, splats, sharedMemory));
  if (!run) return undefined;
  const compute = uniformValues(uniform);
  const chosen = splats.map((node) => uniform.indexOf(node));
  const writeNumbers: SimdLoop['writeNumbers'] = (to, at, scalar = () => NaN) => {
    const values = compute(scalar);
    for (let i = 0; i < chosen.length; i++) to[at + i] = values[chosen[i]!]!;
  };
  return { writeNumbers, run };
}

const ZERO = f32x4.constant(0);

const UNARY: Readonly<Record<Unary, (x: Code) => Code>> = {
  negate: f32x4.negate,
  sqrt: f32x4.sqrt,
  abs: f32x4.abs,
  sign: (x) => bits.or(bits.and(f32x4.greater(x, ZERO), f32x4.constant(1)), bits.and(f32x4.less(x, ZERO), f32x4.constant(-1))),
};

const BINARY: Readonly<Record<Exclude<Binary, 'power'>, (a: Code, b: Code) => Code>> = {
  add: f32x4.add,
  subtract: f32x4.subtract,
  multiply: f32x4.multiply,
  divide: f32x4.divide,
  minimum: f32x4.minimum,
  maximum: f32x4.maximum,
  wherePositive: (a, b) => bits.and(a, f32x4.greater(b, ZERO)),
};

/**
 * @param varying all nodes that differ from element to element, in order
 * @param splats the other nodes that they need
 */
function assemble(plan: LoopPlan, varying: readonly Node[], splats: readonly Node[], sharedMemory: boolean): Uint8Array<ArrayBuffer> {
  const { tensors, vectors, results, sums } = plan;
  const builder = new FunctionBuilder();
  const at = builder.parameter('i32'); // in bytes, from one element to the next
  const end = builder.parameter('i32');
  const period = builder.parameter('i32');
  const bases = new Map([...tensors, ...vectors].map((name) => [name, builder.parameter('i32')]));
  const outputs = [...results, ...sums].map(() => builder.parameter('i32'));
  const numbers = splats.map(() => builder.parameter('f32'));
  const within = builder.local('i32'); // how far into the period
  const stop = builder.local('i32'); // of this period, or of its whole vectors
  const values = new Map([...splats, ...varying].map((node) => [node, builder.local('v128')]));
  const valueOf = (node: Node) => get(values.get(node)!);

  const compute = (node: Node, { load }: Access): Code => {
    if (node.type === 'tensor') return load(i32.add(get(bases.get(node.name)!), get(vectors.includes(node.name) ? within : at)));
    if (node.type === 'unary') return UNARY[node.operation](valueOf(node.of));
    if (node.type !== 'binary' || node.operation === 'power') throw new Error(`A loop cannot hold a ${node.type}`);
    return BINARY[node.operation](valueOf(node.left), valueOf(node.right));
  };
  const write = (node: Node, i: number, { load, store }: Access): Code => {
    if (i < results.length) return store(i32.add(get(outputs[i]!), get(at)), valueOf(node));
    const address = i32.add(get(outputs[i]!), get(within));
    return store(address, f32x4.add(load(address), valueOf(node)));
  };
  const turns = (access: Access): Code => {
    const step = i32.constant(4 * access.floats);
    return loopWhile(i32.atMost(i32.add(get(at), step), get(stop)), [
      ...varying.flatMap((node) => set(values.get(node)!, compute(node, access))),
      ...[...results, ...sums].flatMap((node, i) => write(node, i, access)),
      ...set(at, i32.add(get(at), step)),
      ...set(within, i32.add(get(within), step)),
    ]);
  };
  const code = [
    ...splats.flatMap((node, i) => set(values.get(node)!, f32x4.splat(get(numbers[i]!)))),
    ...loopWhile(i32.less(get(at), get(end)), [
      ...set(within, i32.constant(0)),
      ...set(stop, i32.lesser(i32.add(get(at), get(period)), get(end))),
      ...turns(fourFloats),
      ...turns(oneFloat), // at most three are left
    ]),
  ];
  return builder.module(code, sharedMemory);
}
