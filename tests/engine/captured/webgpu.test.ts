import { beforeAll } from 'vitest';
import { installKernels } from '../../../src/kernels';
import { tf } from '../../kernels/support';
import { describeOnWebGPU } from '../../kernels/webgpu/support';
import { captures } from './captures';

await describeOnWebGPU('a captured step on WebGPU', () => {
  beforeAll(() => installKernels(tf));
  captures();
});
