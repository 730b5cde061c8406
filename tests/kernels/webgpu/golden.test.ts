/** Against PyTorch. */
import { beforeAll, describe, it } from 'vitest';
import { installKernels } from '../../../src/kernels';
import { checkCrossEntropy, checkLayer, layerCases } from '../golden';
import { tf } from '../support';
import { describeOnWebGPU, ops } from './support';

await describeOnWebGPU('layers as PyTorch has them, on WebGPU', () => {
  describe.each([false, true])('for a software adapter: %s', (softwareAdapter) => {
    beforeAll(() => installKernels(tf, { softwareAdapter }));

    it.each(layerCases)('$name', (one) => checkLayer(ops, one));

    it('softmax cross-entropy with soft targets, mean over batch', () => checkCrossEntropy(ops));
  });
});
