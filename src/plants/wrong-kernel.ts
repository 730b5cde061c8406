import { declarePlant } from '../core/plant';

export const wrongKernel = declarePlant({
  id: 'wrong-kernel',
  title: 'A kernel computes something else than it should',
  summary: 'The gradient of max pooling gives every negative number a fifth too small.',
  lesson:
    'The network still learns, only not as well, because part of its gradient is wrong; no setting explains it. A system bug like this shows when every kernel is checked by itself, against a plain computation and by numeric gradients. That check costs seconds and belongs before any long run on a new device.',
  evidence: ['kernels'],
  fields: {},
  applies: ({ blueprint: { nodes } }) => nodes.some(({ kind }) => kind === 'max-pooling') || 'this network has no max pooling',
  plant: () => ({ kernel: { name: 'MaxPoolGrad', factor: 0.8 } }),
});
