import { describe, expect, it } from 'vitest';
import { judgeKernels } from '../../../src/diagnose/run/kernels';

describe('judgeKernels', () => {
  const right = { kernel: 'Conv2D', maxError: 3e-7, ok: true };

  it('names the kernels that are wrong', () => {
    const verdict = judgeKernels([right, { kernel: 'MaxPool', maxError: 0.25, ok: false }, { kernel: 'Relu', maxError: NaN, ok: false }]);
    expect(verdict.tone).toBe('bad');
    expect(verdict.text).toBe('2 of 3 kernels compute something else than they should: MaxPool (error 0.25) and Relu (error NaN).');
  });

  it('is content when all are right, and knows nothing without a check', () => {
    expect(judgeKernels([right, { ...right, kernel: 'Add', maxError: 5e-7 }])).toMatchObject({ tone: 'good', values: { kernels: 2, wrong: 0, maxError: 5e-7 } });
    expect(judgeKernels([]).tone).toBe('unknown');
  });
});

it('a kernel that is checked in several cases counts once, as its worst', () => {
  const verdict = judgeKernels([
    { kernel: 'MaxPoolGrad', maxError: 0.7, ok: false },
    { kernel: 'MatMul', maxError: 1e-7, ok: true },
    { kernel: 'MaxPoolGrad', maxError: 0.9, ok: false },
    { kernel: 'MaxPoolGrad', maxError: 1e-7, ok: true },
  ]);
  expect(verdict.text).toBe('1 of 2 kernels computes something else than it should: MaxPoolGrad (error 0.9).');
  expect(verdict.values).toEqual({ kernels: 2, wrong: 1, maxError: 0.9 });
});
