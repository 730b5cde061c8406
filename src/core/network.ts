/** What follows from a blueprint before any weight exists: shapes, parameters with their paths and roles, cost and memory. */
import type { Blueprint, Shape } from './blueprint';
import type { LayerKinds, ParameterSpec, StateSpec } from './layer';

export interface Parameter extends ParameterSpec {
  /** `<node>/<name>`: unique in the network. */
  readonly path: string;
  readonly node: string;
  /** Place of its layer among the layers with parameters: 0 at the input, 1 at the output. */
  readonly depth: number;
  /** How many layers with kernels come after its own, all heads counting as one; a norm belongs to the layer before it. */
  readonly layersAfter: number;
  /** Whether it belongs to the last layer of a head. */
  readonly head: boolean;
}

export interface StateVariable extends StateSpec {
  readonly path: string;
}

export interface PlannedNode {
  readonly name: string;
  readonly kind: string;
  readonly shape: Shape;
  readonly parameters: number;
  readonly multiplyAdds: number;
}

export interface NetworkPlan {
  readonly blueprint: Blueprint;
  readonly nodes: readonly PlannedNode[];
  readonly parameters: readonly Parameter[];
  readonly states: readonly StateVariable[];
  readonly parameterCount: number;
  /** Of the forward pass of one sample. */
  readonly multiplyAdds: number;
  /** Floats of all activations of one sample, the input included. */
  readonly activations: number;
}

/** A network that cannot be built; its message is shown to the user as it is. */
export class BlueprintError extends Error {
  override readonly name = 'BlueprintError';
}

/** Works out shapes, parameters and cost. @throws BlueprintError where layers do not fit together */
export function planNetwork(blueprint: Blueprint, kinds: LayerKinds): NetworkPlan {
  const shapes = new Map<string, Shape>([['input', blueprint.input]]);
  const heads = new Set(Object.values(blueprint.heads));
  const nodes: PlannedNode[] = [];
  const states: StateVariable[] = [];
  const specs: { node: string; spec: ParameterSpec; layer: number; kernels: number }[] = [];
  let layers = 0;
  let kernels = 0;
  for (const node of blueprint.nodes) {
    const kind = kinds[node.kind];
    if (!kind) throw new BlueprintError(`The network asks for a layer "${node.kind}", which is not known`);
    const inputs = node.inputs.map((name) => {
      const shape = shapes.get(name);
      if (!shape) throw new BlueprintError(`Layer "${node.name}" reads "${name}", which does not come before it`);
      return shape;
    });
    if (shapes.has(node.name)) throw new BlueprintError(`Two layers are called "${node.name}"`);
    const shape = kind.outputShape(inputs, node.config);
    if (shape.some((extent) => !(extent >= 1))) {
      throw new BlueprintError(`Layer "${node.name}" would be left with shape [${shape.join(', ')}]: the input is too small for so many down-samplings`);
    }
    shapes.set(node.name, shape);
    const own = kind.parameters?.(inputs, node.config) ?? [];
    if (!heads.has(node.name) && own.some(({ role }) => role === 'kernel')) kernels++;
    for (const spec of own) specs.push({ node: node.name, spec, layer: layers, kernels });
    if (own.length > 0) layers++;
    for (const state of kind.state?.(inputs, node.config) ?? []) states.push({ ...state, path: `${node.name}/${state.name}` });
    nodes.push({
      name: node.name,
      kind: node.kind,
      shape,
      parameters: own.reduce((sum, spec) => sum + sizeOf(spec.shape), 0),
      multiplyAdds: kind.multiplyAdds?.(inputs, node.config) ?? 0,
    });
  }
  for (const [head, name] of Object.entries(blueprint.heads)) {
    if (!shapes.has(name)) throw new BlueprintError(`Head "${head}" reads "${name}", which does not exist`);
  }
  const parameters = specs.map(({ node, spec, layer, kernels: upToHere }) => ({
    ...spec,
    node,
    path: `${node}/${spec.name}`,
    depth: layers > 1 ? layer / (layers - 1) : 1,
    layersAfter: heads.has(node) ? 0 : kernels - upToHere + 1,
    head: heads.has(node),
  }));
  return {
    blueprint,
    nodes,
    parameters,
    states,
    parameterCount: nodes.reduce((sum, node) => sum + node.parameters, 0),
    multiplyAdds: nodes.reduce((sum, node) => sum + node.multiplyAdds, 0),
    activations: nodes.reduce((sum, node) => sum + sizeOf(node.shape), sizeOf(blueprint.input)),
  };
}

/**
 * A rough figure for the memory of one training step in bytes: weights, gradients and optimizer state, and every activation with its gradient.
 * @param slots optimizer state tensors per parameter
 */
export function estimateMemory(plan: NetworkPlan, batchSize: number, slots: number): number {
  return 4 * (plan.parameterCount * (2 + slots) + plan.activations * batchSize * 2);
}

/** The number of elements of a shape. */
export function sizeOf(shape: Shape): number {
  return shape.reduce((product, extent) => product * extent, 1);
}
