/** What tricks ask about a network before they rewrite it, and changes that several of them make. */
import type { Blueprint, LayerConfig, LayerNode } from './blueprint';

/** Layers that rescale a signal by its own statistics. */
const NORMS: ReadonlySet<string> = new Set(['batch-norm', 'group-norm']);

export function isNorm({ kind }: Pick<LayerNode, 'kind'>): boolean {
  return NORMS.has(kind);
}

/** How many groups of a group norm its channels make: as many as its `groups` say, or the next smaller number that divides them. */
export function groupsOf(channels: number, config: LayerConfig): number {
  let groups = Math.min(config['groups'] as number, channels);
  while (channels % groups !== 0) groups--;
  return groups;
}

/** The dense layers and convolutions before the heads, from the input on. */
export function hiddenLayers({ nodes, heads }: Blueprint): LayerNode[] {
  const outputs = new Set(Object.values(heads));
  return nodes.filter(({ kind, name }) => (kind === 'dense' || kind === 'convolution') && !outputs.has(name));
}

/** The activation of a layer: what alone reads it, its norm in between or not. */
export function activationOf(blueprint: Blueprint, layer: string): LayerNode | undefined {
  const readers = blueprint.nodes.filter(({ inputs }) => inputs.includes(layer));
  const [reader] = readers;
  if (!reader || readers.length > 1) return undefined;
  if (reader.kind === 'activation') return reader;
  return isNorm(reader) ? activationOf(blueprint, reader.name) : undefined;
}

/** Where residual branches are added to their shortcuts, from the input on. */
export function residualSums({ nodes }: Blueprint): LayerNode[] {
  return nodes.filter(({ kind }) => kind === 'add');
}

/** Puts a node at the end of the residual branch that a sum reads first. */
export function insertOnBranch(blueprint: Blueprint, sum: string, node: Omit<LayerNode, 'inputs'>): Blueprint {
  const nodes = blueprint.nodes.flatMap((existing) => {
    if (existing.name !== sum) return [existing];
    const [branch, ...others] = existing.inputs;
    return [
      { ...node, inputs: [branch!] },
      { ...existing, inputs: [node.name, ...others] },
    ];
  });
  return { ...blueprint, nodes };
}

/** Takes a node out: what has read it reads its first input instead. */
export function removeNode(blueprint: Blueprint, { name, inputs: [before] }: LayerNode): Blueprint {
  const redirect = (read: string) => (read === name ? before! : read);
  return {
    ...blueprint,
    nodes: blueprint.nodes.filter((node) => node.name !== name).map((node) => ({ ...node, inputs: node.inputs.map(redirect) })),
    heads: Object.fromEntries(Object.entries(blueprint.heads).map(([head, read]) => [head, redirect(read)])) as Blueprint['heads'],
  };
}

/** Changes the settings of one node. */
export function configure(blueprint: Blueprint, name: string, config: LayerConfig): Blueprint {
  return { ...blueprint, nodes: blueprint.nodes.map((node) => (node.name === name ? { ...node, config: { ...node.config, ...config } } : node)) };
}
