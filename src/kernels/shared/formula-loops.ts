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
    const uniform = uniformValues(uniformAmong(nodes), (name) => inputOf(name)[0]!);
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

/** What nodes come to that are the same for all elements, given in order and computed in steps of float32. */
export function uniformValues(uniform: Iterable<Node>, scalar: (name: string) => number): ReadonlyMap<Node, number> {
  const values = new Map<Node, number>();
  const [out, a, b] = [new Float32Array(1), new Float32Array(1), new Float32Array(1)];
  for (const node of uniform) {
    if (node.type === 'unary') {
      a[0] = values.get(node.of)!;
      UNARY[node.operation](out, a);
    } else if (node.type === 'binary') {
      a[0] = values.get(node.left)!;
      b[0] = values.get(node.right)!;
      BINARY[node.operation](out, a, b);
    } else {
      out[0] = node.type === 'constant' ? node.value : scalar(node.name);
    }
    values.set(node, out[0]!);
  }
  return values;
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
