/**
 * Arithmetic on every element of some tensors, written down as data: the update of an optimizer, for instance. Backends turn a formula into one
 * kernel, however many operations it has.
 */

export type Unary = 'negate' | 'sqrt' | 'abs' | 'sign';
export type Binary = 'add' | 'subtract' | 'multiply' | 'divide' | 'power' | 'minimum' | 'maximum' | 'wherePositive';

export type Node =
  | { readonly type: 'tensor' | 'scalar'; readonly name: string }
  | { readonly type: 'constant'; readonly value: number }
  | { readonly type: 'unary'; readonly operation: Unary; readonly of: Node }
  | { readonly type: 'binary'; readonly operation: Binary; readonly left: Node; readonly right: Node };

/** One operand of a formula, with the operations that make a longer one of it. A term that is used twice is computed once. */
export class Term {
  constructor(readonly node: Node) {}

  plus(other: Term | number): Term {
    return this.with('add', other);
  }

  minus(other: Term | number): Term {
    return this.with('subtract', other);
  }

  times(other: Term | number): Term {
    return this.with('multiply', other);
  }

  over(other: Term | number): Term {
    return this.with('divide', other);
  }

  /** For a base that is not negative. */
  power(other: Term | number): Term {
    return this.with('power', other);
  }

  /** NaN where either is NaN. */
  atMost(other: Term | number): Term {
    return this.with('minimum', other);
  }

  /** NaN where either is NaN. */
  atLeast(other: Term | number): Term {
    return this.with('maximum', other);
  }

  /** This where the other is above 0, else 0, whatever this is there. */
  wherePositive(other: Term): Term {
    return this.with('wherePositive', other);
  }

  negated(): Term {
    return this.apply('negate');
  }

  sqrt(): Term {
    return this.apply('sqrt');
  }

  abs(): Term {
    return this.apply('abs');
  }

  squared(): Term {
    return this.times(this);
  }

  /** −1, 0 or 1; 0 for NaN. */
  sign(): Term {
    return this.apply('sign');
  }

  private with(operation: Binary, other: Term | number): Term {
    return new Term({ type: 'binary', operation, left: this.node, right: termOf(other).node });
  }

  private apply(operation: Unary): Term {
    return new Term({ type: 'unary', operation, of: this.node });
  }
}

/**
 * A number as a term, to begin with: `constant(1).minus(x)`.
 * @throws RangeError where it is not finite as a float32
 */
export function constant(value: number): Term {
  if (!Number.isFinite(Math.fround(value))) throw new RangeError(`A formula cannot hold the number ${value}`);
  return new Term({ type: 'constant', value: Math.fround(value) });
}

/** @typeParam T names of the tensors, @typeParam S of the numbers that all elements share, @typeParam O of the results */
export interface Formula<T extends string = string, S extends string = string, O extends string = string> {
  /** Unique: kernels are kept under it. */
  readonly name: string;
  /** At least one. */
  readonly tensors: readonly T[];
  readonly scalars: readonly S[];
  readonly results: Readonly<Record<O, Node>>;
}

/** Writes down a formula: `build` gets a term for every tensor and scalar, and returns one for every result. */
export function formula<T extends string, S extends string, O extends string>(
  name: string,
  tensors: readonly T[],
  scalars: readonly S[],
  build: (terms: Readonly<Record<T | S, Term>>) => Readonly<Record<O, Term>>,
): Formula<T, S, O> {
  const terms = Object.fromEntries([
    ...tensors.map((tensor) => [tensor, new Term({ type: 'tensor', name: tensor })]),
    ...scalars.map((scalar) => [scalar, new Term({ type: 'scalar', name: scalar })]),
  ]) as Record<T | S, Term>;
  const results = Object.fromEntries(Object.entries<Term>(build(terms)).map(([result, { node }]) => [result, node])) as Record<O, Node>;
  return { name, tensors, scalars, results };
}

export function operandsOf(node: Node): readonly Node[] {
  if (node.type === 'unary') return [node.of];
  return node.type === 'binary' ? [node.left, node.right] : [];
}

/** Everything that some nodes need and they themselves, each once, in an order in which it can be computed: a node's operands come before it. */
export function inOrder(results: Iterable<Node>): ReadonlySet<Node> {
  const ordered = new Set<Node>();
  const visit = (node: Node) => {
    if (ordered.has(node)) return;
    operandsOf(node).forEach(visit);
    ordered.add(node);
  };
  for (const node of results) visit(node);
  return ordered;
}

/** Those of some nodes (in order) that are the same for all elements, because no tensor enters them: in order too. */
export function uniformAmong(ordered: Iterable<Node>): ReadonlySet<Node> {
  const uniform = new Set<Node>();
  for (const node of ordered) {
    if (node.type !== 'tensor' && operandsOf(node).every((operand) => uniform.has(operand))) uniform.add(node);
  }
  return uniform;
}

function termOf(operand: Term | number): Term {
  return typeof operand === 'number' ? constant(operand) : operand;
}
