import type { KernelRow } from '../../../src/engine/protocol/device-check';

/** A row that is right unless it says otherwise. */
export const row = (given: Partial<KernelRow> = {}): KernelRow => ({
  title: 'ReLU',
  kernel: 'Relu',
  group: 'Activations',
  shape: '[3, 7]',
  maxAbsolute: 1e-7,
  maxError: 2e-7,
  tolerance: 1e-4,
  ok: true,
  ms: 1,
  ...given,
});
