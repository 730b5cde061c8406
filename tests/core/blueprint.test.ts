import { describe, expect, it } from 'vitest';
import { ancestors, BlueprintBuilder, insertAfter, type Blueprint } from '../../src/core/blueprint';

/** a → b ─┬→ main
 *         └→ side, beside a shortcut a → sum. */
const branched: Blueprint = {
  input: [4],
  classes: 2,
  nodes: [
    { name: 'a', kind: 'dense', inputs: ['input'], config: {} },
    { name: 'b', kind: 'dense', inputs: ['a'], config: {} },
    { name: 'sum', kind: 'add', inputs: ['a', 'b'], config: {} },
    { name: 'side', kind: 'dense', inputs: ['b'], config: {} },
  ],
  heads: { main: 'sum', side: 'side' },
};

describe('a blueprint', () => {
  it('is built as a chain, with branches where asked for', () => {
    const net = new BlueprintBuilder([8, 8, 1], 10).add('stem', 'convolution', { size: 3 });
    const from = net.last;
    const built = net.add('left', 'activation').from(from).add('right', 'activation').add('join', 'add', {}, ['left', 'right']).build();
    expect(built.nodes.map(({ name, inputs }) => [name, inputs])).toEqual([
      ['stem', ['input']],
      ['left', ['stem']],
      ['right', ['stem']],
      ['join', ['left', 'right']],
    ]);
    expect(built).toMatchObject({ input: [8, 8, 1], classes: 10, heads: { main: 'join' } });
    expect(built.nodes[0]!.config).toEqual({ size: 3 });
  });

  it('tells what a node depends on, and nothing else', () => {
    expect([...ancestors(branched, 'side')].sort()).toEqual(['a', 'b', 'input', 'side']);
    expect([...ancestors(branched, 'sum')].sort()).toEqual(['a', 'b', 'input', 'sum']);
    expect([...ancestors(branched, 'a')].sort()).toEqual(['a', 'input']);
  });
});

describe('insertAfter', () => {
  it('puts the new node between another one and everything that reads it', () => {
    const next = insertAfter(branched, 'a', { name: 'new', kind: 'activation', config: {} });
    expect(next.nodes.map(({ name, inputs }) => [name, inputs])).toEqual([
      ['a', ['input']],
      ['new', ['a']],
      ['b', ['new']],
      ['sum', ['new', 'b']],
      ['side', ['b']],
    ]);
    expect(next.heads).toEqual(branched.heads);
  });

  it('moves a head along', () => {
    expect(insertAfter(branched, 'sum', { name: 'new', kind: 'activation', config: {} }).heads).toEqual({ main: 'new', side: 'side' });
  });

  it('leaves the blueprint that it was given as it is', () => {
    const before = structuredClone(branched);
    insertAfter(branched, 'b', { name: 'new', kind: 'activation', config: {} });
    expect(branched).toEqual(before);
  });
});
