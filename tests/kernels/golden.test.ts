/** Against PyTorch. */
import { beforeAll, describe, it } from 'vitest';
import type { Ops } from '../../src/core/ops';
import { checkCrossEntropy, checkLayer, layerCases } from './golden';
import { initBackend } from './support';

describe.each([
  ['cpu', false],
  ['wasm', false],
  ['cpu', true], // not wasm: its stock MaxPoolGrad is wrong where a window has no positive element
] as const)('layers as PyTorch has them, on %s, safe mode %s', (backend, safeMode) => {
  let ops: Ops;
  beforeAll(async () => {
    ops = await initBackend(backend, { safeMode });
  });

  it.each(layerCases)('$name', (one) => checkLayer(ops, one));

  it('softmax cross-entropy with soft targets, mean over batch', () => checkCrossEntropy(ops));
});
