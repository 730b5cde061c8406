/**
 * A Keras model in the files of TensorFlow.js: `model.json` with the layers and a list of the weights, `weights.bin` with their values one after the other.
 * Stock tfjs reads them by `tf.loadLayersModel`. The model takes raw pixels in 0 … 1 (or coordinates), normalises them itself, and gives logits.
 */
import { ancestors, type Blueprint, type LayerNode } from '../../../core/blueprint';
import type { ExportedModel, ExportedTensor } from '../../../core/exported-model';
import { bytesOf, concat } from '../../files/bytes';
import { normaliser, TRANSLATIONS, type KerasLayer } from './layers';

export interface KerasFiles {
  readonly 'model.json': string;
  readonly 'weights.bin': Uint8Array<ArrayBuffer>;
}

/** A network that Keras has no layers for; its message is for the user. */
export class KerasError extends Error {
  override readonly name = 'KerasError';
}

const INPUT = 'input';
const NORMALISER = 'input_normalised';

/** @param metadata texts about the file as a whole @throws KerasError */
export function kerasFiles(model: ExportedModel, metadata: Readonly<Record<string, string>>): KerasFiles {
  const { layers, output } = kerasLayers(model);
  const named = layers.flatMap(({ name, weights }) => Object.entries(weights).map(([local, tensor]) => [`${name}/${local}`, tensor] as const));
  const config = {
    name: 'grimoire',
    trainable: true,
    layers: [
      { name: INPUT, class_name: 'InputLayer', config: { batch_input_shape: [null, ...model.shapes[INPUT]!], dtype: 'float32', sparse: false, name: INPUT }, inbound_nodes: [] },
      ...layers.map(serialised),
    ],
    input_layers: [[INPUT, 0, 0]],
    output_layers: [[output, 0, 0]],
  };
  const file = {
    format: 'layers-model',
    generatedBy: 'Grimoire',
    convertedBy: null,
    modelTopology: { class_name: 'Functional', config, keras_version: '2.15.0', backend: 'tensorflow' },
    weightsManifest: [{ paths: ['weights.bin'], weights: named.map(([name, { shape }]) => ({ name, shape, dtype: 'float32' })) }],
    userDefinedMetadata: metadata,
  };
  return { 'model.json': JSON.stringify(file), 'weights.bin': concat(named.map(([, { values }]) => bytesOf(values))) };
}

/** Why there can be no Keras model of a network, a sentence; undefined where there can. */
export function kerasObstacle(blueprint: Blueprint, planted: boolean): string | undefined {
  if (planted) return 'A bug is planted in this experiment, and no Keras layer would repeat it; remove it, train again, and the model can be saved.';
  const unknown = neededNodes(blueprint).find(({ kind }) => !TRANSLATIONS[kind]);
  return unknown && `The layer "${unknown.name}" is of the kind "${unknown.kind}", which has no counterpart among the Keras layers of TensorFlow.js; switch off the trick that brings it, or save the weights alone.`;
}

/** What the main head is computed from; other heads serve training alone. */
function neededNodes(blueprint: Blueprint): LayerNode[] {
  const needed = ancestors(blueprint, blueprint.heads.main);
  return blueprint.nodes.filter(({ name }) => needed.has(name));
}

/** The network in layers of Keras. */
function kerasLayers({ blueprint, shapes, parameters, states, mean, deviation, planted }: ExportedModel): { readonly layers: KerasLayer[]; readonly output: string } {
  const obstacle = kerasObstacle(blueprint, planted);
  if (obstacle !== undefined) throw new KerasError(obstacle);
  const layers = [normaliser(NORMALISER, INPUT, mean, deviation)];
  /** Which Keras layer gives the output of each node. */
  const outputs = new Map([[INPUT, NORMALISER]]);
  for (const node of neededNodes(blueprint)) {
    const tensor = (local: string): ExportedTensor => {
      const path = `${node.name}/${local}`;
      const found = parameters[path] ?? states[path];
      if (!found) throw new Error(`The model has no "${path}"`);
      return found;
    };
    const inputs = node.inputs.map((name) => outputs.get(name)!);
    const made = TRANSLATIONS[node.kind]!({ node, inputs, shapes: node.inputs.map((name) => shapes[name]!), output: shapes[node.name]!, tensor });
    layers.push(...made);
    outputs.set(node.name, made.at(-1)?.name ?? inputs[0]!);
  }
  return { layers, output: outputs.get(blueprint.heads.main)! };
}

function serialised({ className, name, config, inputs }: KerasLayer) {
  return {
    class_name: className,
    config: { name, trainable: true, dtype: 'float32', ...config },
    name,
    inbound_nodes: [inputs.map((input) => [input, 0, 0, {}])],
  };
}
