/** A network as plain data: a graph of named layers that tricks may rewrite before anything is built. */

/** A shape without the batch axis: [H, W, C] or [features]. */
export type Shape = readonly number[];

export type LayerConfig = Readonly<Record<string, number | string | boolean>>;

export interface LayerNode {
  /** Unique; also the first part of its parameters' paths, such as `conv1/kernel`. */
  readonly name: string;
  readonly kind: string;
  /** Names of the nodes it reads; `input` is the batch. */
  readonly inputs: readonly string[];
  readonly config: LayerConfig;
}

export interface Blueprint {
  readonly input: Shape;
  readonly classes: number;
  /** In an order in which every node comes after those it reads. */
  readonly nodes: readonly LayerNode[];
  /** Which node gives the logits of each head; `main` is the one that predicts. */
  readonly heads: Readonly<Record<string, string>> & { readonly main: string };
}

/** Builds a chain of nodes, each reading the last one unless told otherwise. */
export class BlueprintBuilder {
  private readonly nodes: LayerNode[] = [];
  private tip = 'input';

  constructor(
    private readonly input: Shape,
    private readonly classes: number,
  ) {}

  /** The name of the node that the next one will read. */
  get last(): string {
    return this.tip;
  }

  add(name: string, kind: string, config: LayerConfig = {}, inputs: readonly string[] = [this.tip]): this {
    this.nodes.push({ name, kind, config, inputs });
    this.tip = name;
    return this;
  }

  /** Continues from an earlier node, for a branch. */
  from(name: string): this {
    this.tip = name;
    return this;
  }

  build(): Blueprint {
    return { input: this.input, classes: this.classes, nodes: this.nodes, heads: { main: this.tip } };
  }
}

/** The nodes that `name` depends on, with itself: what has to be computed for one head. */
export function ancestors(blueprint: Blueprint, name: string): ReadonlySet<string> {
  const needed = new Set([name]);
  for (const node of [...blueprint.nodes].reverse()) if (needed.has(node.name)) for (const input of node.inputs) needed.add(input);
  return needed;
}

/** Puts a node between another one and everything that reads it, heads included. The new node reads `after`. */
export function insertAfter(blueprint: Blueprint, after: string, node: Omit<LayerNode, 'inputs'>): Blueprint {
  const redirect = (name: string) => (name === after ? node.name : name);
  const nodes = blueprint.nodes.flatMap((existing) => {
    const moved = { ...existing, inputs: existing.inputs.map(redirect) };
    return existing.name === after ? [moved, { ...node, inputs: [after] }] : [moved];
  });
  const heads = Object.fromEntries(Object.entries(blueprint.heads).map(([head, name]) => [head, redirect(name)])) as Blueprint['heads'];
  return { ...blueprint, nodes, heads };
}
