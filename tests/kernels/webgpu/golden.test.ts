/** Against PyTorch. */
import { beforeAll, describe, it } from 'vitest';
import { installKernels } from '../../../src/kernels';
import { defaultChoices, useChoice } from '../../../src/kernels/webgpu/tuning';
import { checkCrossEntropy, checkLayer, layerCases } from '../golden';
import { tf } from '../support';
import { backend, describeOnWebGPU, ops } from './support';

await describeOnWebGPU('layers as PyTorch has them, on WebGPU', () => {
  describe.each(Object.entries(defaultChoices))('with the programs for %s', (_, choice) => {
    beforeAll(() => {
      installKernels(tf);
      useChoice(backend(), choice);
    });

    it.each(layerCases)('$name', (one) => checkLayer(ops, one));

    it('softmax cross-entropy with soft targets, mean over batch', () => checkCrossEntropy(ops));
  });
});
