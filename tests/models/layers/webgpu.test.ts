/** Layers that tricks bring, on WebGPU: values and gradients are those of the other backends, whatever was in the memory before. */
import { describe, it } from 'vitest';
import { catalogue } from '../../../src/catalogue';
import type { LayerConfig } from '../../../src/core/blueprint';
import type { LayerKind } from '../../../src/core/layer';
import type { Tensor } from '../../../src/core/ops';
import { random } from '../../kernels/support';
import { compareWithCpu, describeOnWebGPU, poison } from '../../kernels/webgpu/support';
import { applyLayer, effectsOf, layerGradients } from '../../support/tricks';

interface Case {
  readonly layer: () => LayerKind;
  readonly shape: readonly number[];
  readonly config?: LayerConfig;
  readonly numbers?: Readonly<Record<string, number>>;
}

const known = (kind: string) => () => catalogue.layers[kind]!;
const ofTrick = (id: string) => () => effectsOf(id).layers![0]!;

const cases: Record<string, Case> = {
  'leaky ReLU': { layer: known('activation'), shape: [3, 5, 7, 3], config: { function: 'leaky-relu' } },
  elu: { layer: known('activation'), shape: [31], config: { function: 'elu' } },
  swish: { layer: known('activation'), shape: [2, 33], config: { function: 'swish' } },
  'group norm': { layer: known('group-norm'), shape: [2, 3, 5, 6], config: { groups: 3 } },
  'layer norm of pictures': { layer: known('group-norm'), shape: [3, 7, 1, 33], config: { groups: 1 } },
  'layer norm of features': { layer: known('group-norm'), shape: [7, 31], config: { groups: 1 } },
  'a dense layer without bias': { layer: known('dense'), shape: [3, 3, 3, 2], config: { units: 5, bias: false } },
  'squeeze-and-excite': { layer: ofTrick('squeeze-excite'), shape: [3, 5, 7, 9], config: { ratio: 4 } },
  'attention pooling': { layer: ofTrick('attention-pooling'), shape: [3, 3, 5, 7], config: { heads: 1 } },
  'attention pooling with heads': { layer: ofTrick('attention-pooling'), shape: [2, 4, 4, 7], config: { heads: 3 } },
  dropout: { layer: ofTrick('dropout'), shape: [7, 33], numbers: { 'dropout.rate': 0.3 } },
  'drop path': { layer: ofTrick('drop-path'), shape: [7, 3, 3, 5], config: { share: 0.5 }, numbers: { 'drop-path.rate': 0.6 } },
};

await describeOnWebGPU('layers on WebGPU', () => {
  describe.each(Object.entries(cases))('%s', (_, { layer, shape, config = {}, numbers = {} }) => {
    it('has the values and gradients of the other backends', async () => {
      const kind = layer();
      const specs = kind.parameters?.([shape.slice(1)], config) ?? [];
      await poison(shape, ...specs.map((spec) => spec.shape));
      const given = (x: Tensor, weights: readonly Tensor[]) => {
        return { x, config, numbers, weights: Object.fromEntries(specs.map(({ name }, i) => [name, weights[i]!])) };
      };
      await compareWithCpu(
        (x, ...weights) => {
          const gradients = layerGradients(kind, given(x, weights));
          return [applyLayer(kind, given(x, weights)).output, gradients['x']!, ...specs.map(({ name }) => gradients[name]!)];
        },
        [random(shape, 1), ...specs.map((spec, i) => random(spec.shape, i + 2))],
        { atol: 2e-5, rtol: 2e-4 },
      );
    });
  });
});
