/** A formula as a composition of tfjs operations: slow, and right wherever tfjs is. */
import type { Tensor } from '@tensorflow/tfjs-core';
import { type Formula, inOrder, type Node } from '../../core/formula';
import type { Tf } from '../../core/ops';

/**
 * @param named the tensors and scalars of the formula
 * @returns its results, in order
 */
export function compose(tf: Tf, formula: Formula, named: Readonly<Record<string, Tensor>>): Tensor[] {
  const { shape } = named[formula.tensors[0]!]!;
  const results = Object.values(formula.results);
  return tf.tidy(() => {
    const values = new Map<Node, Tensor>();
    for (const node of inOrder(results)) values.set(node, apply(tf, node, named, values));
    // A result may be one of the tensors themselves, or the same for all elements.
    return results.map((node) => {
      const value = values.get(node)!;
      return tf.util.arraysEqual(value.shape, shape) ? tf.clone(value) : tf.broadcastTo(value, shape);
    });
  });
}

function apply(tf: Tf, node: Node, named: Readonly<Record<string, Tensor>>, values: ReadonlyMap<Node, Tensor>): Tensor {
  switch (node.type) {
    case 'tensor':
    case 'scalar':
      return named[node.name]!;
    case 'constant':
      return tf.scalar(node.value);
    case 'unary':
      return { negate: tf.neg, sqrt: tf.sqrt, abs: tf.abs, sign: tf.sign }[node.operation](values.get(node.of)!);
    case 'binary': {
      const { add, sub: subtract, mul: multiply, div: divide, pow: power, minimum, maximum } = tf;
      const wherePositive = (a: Tensor, b: Tensor) => tf.where(tf.greater(b, 0), a, 0);
      const operations = { add, subtract, multiply, divide, power, minimum, maximum, wherePositive };
      return operations[node.operation](values.get(node.left)!, values.get(node.right)!);
    }
  }
}
