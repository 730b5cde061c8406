/** A network as a list of rows, one for each layer with what follows it, and what of it is new compared with another network. */
import type { LayerConfig } from '../../core/blueprint';
import type { NetworkPlan, PlannedNode } from '../../core/network';
import { grouped } from '../../core/words';

export type Mark = 'added' | 'changed' | 'removed';

export interface Chip {
  readonly name: string;
  readonly text: string;
  readonly mark?: Mark;
  /** What a changed one was before. */
  readonly was?: string;
}

export interface LayerRow {
  readonly chips: readonly Chip[];
  /** Of what it puts out. */
  readonly shape: readonly number[];
  readonly parameters: number;
  /** Rows that it reads; −1 is the input. */
  readonly sources: readonly number[];
}

/** Rows to be shown, or so many that repeat those before them. */
export type LayerItem = { readonly row: LayerRow; readonly index: number } | { readonly repeats: number; readonly rows: readonly LayerRow[]; readonly index: number };

interface Node extends PlannedNode {
  readonly inputs: readonly string[];
  readonly config: LayerConfig;
  readonly mark?: Mark;
  readonly was?: string;
}

/** Layers that begin a row; all others are told with the layer that they follow. */
function leads(kind: string): boolean {
  return kind === 'convolution' || kind === 'dense' || kind === 'add' || kind.endsWith('pooling');
}

/** @param before the network to compare with, layer by layer of the same name */
export function layerRows(plan: NetworkPlan, before?: NetworkPlan): LayerRow[] {
  const rows: { chips: Chip[]; shape: readonly number[]; parameters: number; sources: number[]; last: string }[] = [];
  const rowOf = new Map<string, number>([['input', -1]]);
  for (const node of joined(plan, before)) {
    const chip: Chip = { name: node.name, text: describeLayer(node), ...(node.mark ? { mark: node.mark } : {}), ...(node.was ? { was: node.was } : {}) };
    const place = node.mark === 'removed' ? rows.length - 1 : rows.findLastIndex(({ last }) => node.inputs.length === 1 && node.inputs[0] === last);
    // What others have read already has to end its row.
    const follows = place >= 0 && !leads(node.kind) && !rows.some(({ sources }) => sources.includes(place) && node.mark !== 'removed');
    if (follows) rows[place]!.chips.push(chip);
    else rows.push({ chips: [chip], shape: node.shape, parameters: 0, sources: [...new Set(node.inputs.map((name) => rowOf.get(name) ?? -1))], last: node.name });
    const index = follows ? place : rows.length - 1;
    rowOf.set(node.name, index);
    if (node.mark === 'removed') continue;
    const row = rows[index]!;
    row.shape = node.shape;
    row.parameters += node.parameters;
    row.last = node.name;
  }
  return rows.map(({ chips, shape, parameters, sources }) => ({ chips, shape, parameters, sources }));
}

/** The layers of `plan`, and those of `before` that are gone, each after the one that it followed. */
function joined(plan: NetworkPlan, before: NetworkPlan | undefined): Node[] {
  const old = new Map(before ? nodesOf(before).map((node) => [node.name, node]) : []);
  const nodes = nodesOf(plan).map((node): Node => {
    if (!before) return node;
    const was = old.get(node.name);
    if (!was) return { ...node, mark: 'added' };
    const [then, now] = [describeLayer(was), describeLayer(node)];
    if (then !== now) return { ...node, mark: 'changed', was: then };
    return node.parameters === was.parameters ? node : { ...node, mark: 'changed', was: `${grouped(was.parameters)} parameters` };
  });
  const kept = new Set(nodes.map(({ name }) => name));
  const earlier = [...old.values()];
  earlier.forEach((node, i) => {
    if (kept.has(node.name)) return;
    const place = nodes.findIndex(({ name }) => name === earlier[i - 1]?.name);
    nodes.splice(place + 1, 0, { ...node, mark: 'removed' });
  });
  return nodes;
}

function nodesOf({ blueprint, nodes }: NetworkPlan): Node[] {
  return nodes.map((node, i) => ({ ...node, inputs: blueprint.nodes[i]!.inputs, config: blueprint.nodes[i]!.config }));
}

const ACTIVATIONS: Readonly<Record<string, string>> = { relu: 'ReLU', 'leaky-relu': 'leaky ReLU', elu: 'ELU' };

/** A layer in a few words: `conv 3 × 3, 16`. */
export function describeLayer({ kind, config }: { readonly kind: string; readonly config: LayerConfig }): string {
  const size = `${config['size'] as number} × ${config['size'] as number}`;
  switch (kind) {
    case 'convolution':
      return `conv ${size}, ${config['filters'] as number}${(config['stride'] ?? 1) === 1 ? '' : `, stride ${config['stride'] as number}`}`;
    case 'dense':
      return `dense ${config['units'] as number}`;
    case 'activation':
      return ACTIVATIONS[config['function'] as string] ?? String(config['function']);
    case 'max-pooling':
      return `max pool ${size}`;
    case 'global-average-pooling':
      return 'average pool';
    case 'group-norm':
      return config['groups'] === 1 ? 'layer norm' : `group norm, ${config['groups'] as number}`;
    default: {
      const settings = Object.entries(config)
        .filter(([, value]) => typeof value === 'number')
        .map(([name, value]) => `${name} ${value as number}`);
      return [kind.replaceAll('-', ' '), ...(kind === 'batch-norm' ? [] : settings)].join(', ');
    }
  }
}

const LONGEST_BLOCK = 8;
/** Fewer rows than this are not worth hiding. */
const LEAST_HIDDEN = 2;

/** The same rows with every block that repeats the one before it folded away. */
export function foldRepeats(rows: readonly LayerRow[]): LayerItem[] {
  const signs = rows.map(({ chips, shape, parameters, sources }, i) => JSON.stringify([chips.map(({ text, mark }) => [text, mark]), shape, parameters, sources.map((source) => i - source)]));
  const items: LayerItem[] = [];
  for (let i = 0; i < rows.length; ) {
    const { length, times } = bestBlock(signs, i);
    for (let k = 0; k < length; k++) items.push({ row: rows[i + k]!, index: i + k });
    if (times > 1) items.push({ repeats: times - 1, rows: rows.slice(i + length, i + length * times), index: i + length });
    i += length * times;
  }
  return items;
}

/** The block at `start` that spares most rows by being told once; a single row where none does. */
function bestBlock(signs: readonly string[], start: number): { length: number; times: number } {
  let best = { length: 1, times: 1 };
  for (let length = 1; length <= LONGEST_BLOCK; length++) {
    let times = 1;
    const same = (copy: number): boolean => Array.from({ length }, (_, k) => signs[start + k] === signs[start + copy * length + k]).every(Boolean);
    while (start + (times + 1) * length <= signs.length && same(times)) times++;
    const hidden = (times - 1) * length;
    if (hidden >= LEAST_HIDDEN && hidden > (best.times - 1) * best.length) best = { length, times };
  }
  return best;
}

/** Connections that pass over rows, each in a lane of its own beside them. Rows count from 0; the input is −1. */
export interface Arc {
  readonly from: number;
  readonly to: number;
  readonly lane: number;
}

/** @param sources for every drawn row, the drawn rows that it reads */
export function arcs(sources: readonly (readonly number[])[]): Arc[] {
  const found: Arc[] = [];
  sources.forEach((row, to) => {
    for (const from of row) {
      if (from >= to - 1) continue;
      const taken = new Set(found.filter((other) => other.from < to && from < other.to).map(({ lane }) => lane));
      let lane = 0;
      while (taken.has(lane)) lane++;
      found.push({ from, to, lane });
    }
  });
  return found;
}

/** For every item, the items that it reads: a row that is folded away counts as its item. */
export function itemSources(items: readonly LayerItem[]): number[][] {
  const itemOf = new Map<number, number>([[-1, -1]]);
  items.forEach((item, i) => {
    const count = 'row' in item ? 1 : item.rows.length;
    for (let k = 0; k < count; k++) itemOf.set(item.index + k, i);
  });
  return items.map((item, i) => {
    const rows = 'row' in item ? [item.row] : item.rows;
    return [...new Set(rows.flatMap(({ sources }) => sources.map((source) => itemOf.get(source)!)))].filter((source) => source < i);
  });
}
