import { describe, expect, it } from 'vitest';
import { constant, formula, inOrder, operandsOf, uniformAmong } from '../../src/core/formula';

const sample = formula('sample', ['x', 'y'], ['rate'], ({ x, y, rate }) => {
  const shared = x.plus(y).times(constant(1).minus(rate));
  return { both: shared.times(shared), x, decayed: shared.sqrt().minus(2) };
});

describe('a formula', () => {
  it('lists every node once, operands first', () => {
    const nodes = [...inOrder(Object.values(sample.results))];
    expect(nodes.map((node) => (node.type === 'unary' || node.type === 'binary' ? node.operation : node.type))).toEqual([
      ...['tensor', 'tensor', 'add', 'constant', 'scalar', 'subtract', 'multiply'], // x, y, x + y, 1, rate, 1 − rate, their product
      ...['multiply', 'sqrt', 'constant', 'subtract'],
    ]);
    nodes.forEach((node, i) => expect(operandsOf(node).every((operand) => nodes.indexOf(operand) < i)).toBe(true));
    expect(new Set(nodes).size).toBe(nodes.length);
  });

  it('knows what is the same for all elements', () => {
    const uniform = [...uniformAmong(inOrder([sample.results.both]))];
    expect(uniform.map((node) => (node.type === 'binary' ? node.operation : node.type))).toEqual(['constant', 'scalar', 'subtract']);
  });

  it('holds numbers as float32, and only finite ones', () => {
    expect(constant(0.1).node).toEqual({ type: 'constant', value: Math.fround(0.1) });
    for (const value of [NaN, Infinity, 1e39]) expect(() => constant(value)).toThrow(RangeError);
  });
});
