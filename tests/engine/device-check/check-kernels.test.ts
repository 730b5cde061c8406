import { afterEach, describe, expect, it } from 'vitest';
import { checkKernels } from '../../../src/engine/device-check/check-kernels';
import { createOps } from '../../../src/kernels';
import { tf, useBackend } from '../../support/engine';
import { lastMissing, oneElement, onePercent, plantFault, type Fault } from './faults';

const check = (quick: boolean, safeMode = false) => checkKernels({ tf, ops: createOps(tf, { safeMode }) }, { quick });

describe.each([
  ['wasm', false],
  ['wasm', true],
  ['cpu', false],
] as const)('a right device: %s, quick %s', (backend, quick) => {
  it.each([false, ...(backend === 'cpu' ? [true] : [])])('passes and keeps no tensor, safe mode %s', async (safeMode) => {
    await useBackend(backend, safeMode);
    const before = tf.memory().numTensors;
    const rows = await check(quick, safeMode);
    expect(rows.filter(({ ok }) => !ok)).toEqual([]);
    expect(rows.length).toBeGreaterThan(quick ? 100 : 300);
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('a wrong kernel', () => {
  let mend: () => void = () => undefined;
  afterEach(() => mend());

  const faults: readonly (readonly [kernel: string, what: string, fault: Fault, titles: RegExp])[] = [
    ['MaxPoolGrad', 'one percent too large', onePercent, /^Max pooling, gradient$/],
    ['MaxPoolGrad', 'one element wrong', oneElement, /^Max pooling, gradient$/],
    ['GrimoireConvolutionGrad', 'one percent too large', onePercent, /^Convolution with bias, gradient$/],
    ['GrimoireBatchNorm', 'the last element not written', lastMissing, /^Batch norm$/],
    ['GrimoireCrossEntropy', 'one percent too large', onePercent, /^Cross-entropy of soft targets$/],
    ['GrimoireUniform', 'one percent too large', onePercent, /^Uniform random numbers$/],
    ['GrimoireWarp', 'one element wrong', oneElement, /^Pictures /],
    ['Relu', 'the last element not written', lastMissing, /^ReLU/],
    // What tricks and optimizers are made of; the gradient of ReLU is one, too.
    ['GrimoireElementwise', 'one percent too large', onePercent, /^(Step of |ReLU, gradient|Leaky ReLU, gradient)/],
  ];

  it.each(faults)('%s, %s, is named by the quick check', async (kernel, _, fault, titles) => {
    await useBackend('wasm');
    mend = plantFault(tf, kernel, fault);
    const wrong = (await check(true)).filter(({ ok }) => !ok).map(({ title }) => title);
    expect(wrong.length).toBeGreaterThan(0);
    expect(wrong.filter((title) => titles.test(title)).length).toBeGreaterThan(0);
    expect(wrong.filter((title) => !titles.test(title) && kernel !== 'GrimoireElementwise')).toEqual([]);
  });

  it('that cannot run at all is a row with the reason', async () => {
    await useBackend('wasm');
    const right = tf.getKernel('MaxPoolGrad', 'wasm');
    tf.unregisterKernel('MaxPoolGrad', 'wasm');
    mend = () => tf.registerKernel(right);
    const [row] = (await check(true)).filter(({ ok }) => !ok);
    expect(row!.title).toBe('Max pooling, gradient');
    expect(row!.problem).toMatch(/MaxPoolGrad/);
    expect(row!.maxError).toBe(Infinity);
  });
});

it('ends early where it is not wanted any more', async () => {
  await useBackend('wasm');
  let asked = 0;
  const rows = await checkKernels({ tf, ops: createOps(tf) }, { quick: true, goOn: () => ++asked <= 3 });
  expect(rows).toHaveLength(3);
});

it('tells its progress', async () => {
  await useBackend('wasm');
  const seen: number[] = [];
  const rows = await checkKernels({ tf, ops: createOps(tf) }, { quick: true, onProgress: ({ done, of }) => seen.push(done / of) });
  expect(seen).toHaveLength(rows.length);
  expect(seen.at(-1)).toBe(1);
});
