/**
 * A formula as plain loops, one for each operation, over blocks of elements that stay in the cache. Every intermediate value is a float32, so that
 * the results are those of the same operations done one tensor at a time.
 */
import { type Binary, type Formula, inOrder, type Node, type Unary, uniformAmong } from '../../core/formula';
import type { HostKernel } from './host-kernel';

/** Elements of a block. */
const BLOCK = 1024;

/** As a kernel: the tensors of the formula, then its scalars, in order → its results. */
export const formulaLoops: HostKernel<{ readonly formula: Formula }> = {
  name: 'GrimoireElementwise',
  outputs: ([first], { formula }) => Object.keys(formula.results).map(() => ({ shape: first!.shape, dtype: 'float32' })),
  run({ inputs, outputs, attrs: { formula } }) {
    const inputOf = (name: string) => inputs[[...formula.tensors, ...formula.scalars].indexOf(name)]!;
    const results = Object.values<Node>(formula.results);
    const nodes = inOrder(results);
    const shared = [...uniformAmong(nodes)];
    const sharedValues = uniformValues(shared)((name) => inputOf(name)[0]!);
    const uniform = new Map(shared.map((node, i) => [node, sharedValues[i]!]));
    const size = outputs[0]!.length;
    const length = Math.min(size, BLOCK);
    const values = new Map([...nodes].map((node) => [node, new Float32Array(length).fill(uniform.get(node) ?? 0)]));
    const varying = [...nodes].filter((node) => !uniform.has(node));
    for (let from = 0; from < size; from += length) {
      const end = Math.min(size, from + length);
      for (const node of varying) {
        const out = values.get(node)!;
        if (node.type === 'tensor') out.set(inputOf(node.name).subarray(from, end));
        else if (node.type === 'unary') UNARY[node.operation](out, values.get(node.of)!);
        else if (node.type === 'binary') BINARY[node.operation](out, values.get(node.left)!, values.get(node.right)!);
      }
      results.forEach((node, i) => outputs[i]!.set(values.get(node)!.subarray(0, end - from), from));
    }
  },
};

type Scalars = (name: string) => number;

/**
 * What nodes come to that are the same for all elements, computed in steps of float32.
 * @param uniform in order: a node's operands come before it
 * @returns computes them, in that order; what it has given before is overwritten
 */
export function uniformValues(uniform: readonly Node[]): (scalar: Scalars) => Float32Array {
  const values = new Float32Array(uniform.length);
  const held = new Map(uniform.map((node, i) => [node, values.subarray(i, i + 1)]));
  const steps = uniform.map((node) => {
    const [out, valueOf] = [held.get(node)!, (operand: Node) => held.get(operand)!];
    if (node.type === 'unary') {
      const [run, x] = [UNARY[node.operation], valueOf(node.of)];
      return () => run(out, x);
    }
    if (node.type === 'binary') {
      const [run, a, b] = [BINARY[node.operation], valueOf(node.left), valueOf(node.right)];
      return () => run(out, a, b);
    }
    return node.type === 'constant' ? () => void (out[0] = node.value) : (scalar: Scalars) => void (out[0] = scalar(node.name));
  });
  return (scalar) => {
    for (const step of steps) step(scalar);
    return values;
  };
}

type UnaryLoop = (out: Float32Array, x: Float32Array) => void;
type BinaryLoop = (out: Float32Array, a: Float32Array, b: Float32Array) => void;

// A loop for each, not one loop with the operation as a parameter: that would be a call for each element.
const UNARY: Readonly<Record<Unary, UnaryLoop>> = {
  negate(out, x) {
    for (let i = 0; i < out.length; i++) out[i] = -x[i]!;
  },
  sqrt(out, x) {
    for (let i = 0; i < out.length; i++) out[i] = Math.sqrt(x[i]!);
  },
  abs(out, x) {
    for (let i = 0; i < out.length; i++) out[i] = Math.abs(x[i]!);
  },
  sign(out, x) {
    for (let i = 0; i < out.length; i++) out[i] = x[i]! > 0 ? 1 : x[i]! < 0 ? -1 : 0;
  },
};

const BINARY: Readonly<Record<Binary, BinaryLoop>> = {
  add(out, a, b) {
    for (let i = 0; i < out.length; i++) out[i] = a[i]! + b[i]!;
  },
  subtract(out, a, b) {
    for (let i = 0; i < out.length; i++) out[i] = a[i]! - b[i]!;
  },
  multiply(out, a, b) {
    for (let i = 0; i < out.length; i++) out[i] = a[i]! * b[i]!;
  },
  divide(out, a, b) {
    for (let i = 0; i < out.length; i++) out[i] = a[i]! / b[i]!;
  },
  power(out, a, b) {
    for (let i = 0; i < out.length; i++) out[i] = a[i]! ** b[i]!;
  },
  minimum(out, a, b) {
    for (let i = 0; i < out.length; i++) out[i] = Math.min(a[i]!, b[i]!);
  },
  maximum(out, a, b) {
    for (let i = 0; i < out.length; i++) out[i] = Math.max(a[i]!, b[i]!);
  },
  wherePositive(out, a, b) {
    for (let i = 0; i < out.length; i++) out[i] = b[i]! > 0 ? a[i]! : 0;
  },
};
