/** Grad-CAM: Selvaraju et al. 2017, "Grad-CAM: visual explanations from deep networks via gradient-based localization". */
import { ancestors, insertAfter } from '../../core/blueprint';
import type { LayerKind } from '../../core/layer';
import type { NetworkPlan, PlannedNode } from '../../core/network';
import type { Tensor } from '../../core/ops';
import { logitsOf } from '../predictions';
import type { SaliencyMap, SaliencyRefusal } from '../protocol';
import type { Asked } from '.';
import { scoreOf } from './score';

const KIND = 'saliency-probe';

/**
 * The channels of the last feature map, each weighted by the mean slope of the class's logit in it, added up; what is below zero is dropped. The map keeps
 * the resolution of the feature map. Tricks that ask the network several times at the end of a run are left out.
 */
export async function gradCam({ evaluator, data, shape, x, label }: Asked): Promise<Pick<SaliencyMap, 'height' | 'width' | 'values' | 'layer'> | SaliencyRefusal> {
  if (shape.length !== 3) return { refusal: 'Grad-CAM needs pictures, and these data are points.' };
  const { tf, recipe } = evaluator;
  const layer = lastFeatureMap(recipe.network);
  if (!layer) return { refusal: 'Grad-CAM reads the last feature map of a convolutional network, and this network has none; choose the CNN or the residual network.' };
  let features: Tensor | undefined;
  const map = tf.tidy(() => {
    const score = (shift: Tensor): Tensor => {
      const blueprint = insertAfter(recipe.network.blueprint, layer.name, { name: KIND, kind: KIND, config: {} });
      const probed = { ...evaluator, recipe: { ...recipe, network: { ...recipe.network, blueprint }, layers: { ...recipe.layers, [KIND]: adding(shift) } } };
      const logits = logitsOf(probed, data.normalise(x), (name, output) => {
        if (name === KIND) features = tf.keep(tf.mul<Tensor>(output, 1));
      });
      return scoreOf(tf, logits, label);
    };
    // Whoever adds nothing to a feature map can still be asked what adding would do.
    const slopes = tf.grad(score)(tf.zeros([1, ...layer.shape]));
    return tf.relu(tf.sum(tf.mul(features!, tf.mean(slopes, [1, 2], true)), 3));
  });
  features?.dispose();
  const values = (await map.data<'float32'>()).slice();
  map.dispose();
  return { height: layer.shape[0]!, width: layer.shape[1]!, values, layer: layer.name };
}

/** A layer that adds a tensor to its input. */
function adding(shift: Tensor): LayerKind {
  return { kind: KIND, outputShape: ([input]) => input!, apply: ({ tf, inputs }) => ({ output: tf.add(inputs[0]!, shift) }) };
}

/** The last map on the way to the prediction that convolutions have made, before any pooling behind it, and of more than one place; undefined without one. */
export function lastFeatureMap({ blueprint, nodes }: NetworkPlan): PlannedNode | undefined {
  const needed = ancestors(blueprint, blueprint.heads.main);
  const convolved = new Set<string>();
  for (const { name, kind, inputs } of blueprint.nodes) if (kind === 'convolution' || inputs.some((input) => convolved.has(input))) convolved.add(name);
  return nodes.findLast(({ name, kind, shape }) => needed.has(name) && convolved.has(name) && !kind.endsWith('pooling') && shape.length === 3 && shape[0]! * shape[1]! > 1);
}
