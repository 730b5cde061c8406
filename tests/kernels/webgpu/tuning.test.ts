/** The choice of kernels: what is kept of it, and that measuring it leaves nothing behind. */
import { afterEach, describe, expect, it } from 'vitest';
import { tune } from '../../../src/kernels/webgpu/auto-tune';
import { choiceOf, defaultChoices, readChoice, useChoice, variants } from '../../../src/kernels/webgpu/tuning';
import { tf } from '../support';
import { backend, describeOnWebGPU } from './support';

describe('a choice that was kept', () => {
  it.each(Object.entries(defaultChoices))('is read again: %s', (_, choice) => {
    expect(readChoice({ ...choice })).toEqual(choice);
  });

  it.each([undefined, {}, { matMul: '4x4', threads: 64 }, { matMul: '3x3', convolution: '4x4', threads: 64 }, { matMul: '4x4', convolution: '4x4', threads: 0 }, { matMul: '4x4', convolution: '4x4', threads: 'many' }])(
    'is none: %j',
    (kept) => {
      expect(readChoice(kept as never)).toBeUndefined();
    },
  );
});

await describeOnWebGPU('measuring the variants', () => {
  afterEach(() => {
    useChoice(backend(), defaultChoices.software);
  });

  it('ends with one of them in force, and no memory in use', async () => {
    const before = tf.engine().backend.memory() as unknown as { numBytesInGPU: number };
    const choice = await tune(tf, backend(), 1);
    expect(variants.matMul).toContain(choice.matMul);
    expect(variants.convolution).toContain(choice.convolution);
    expect(choiceOf(backend())).toEqual(choice);
    await backend().device.queue.onSubmittedWorkDone();
    expect((tf.engine().backend.memory() as unknown as { numBytesInGPU: number }).numBytesInGPU).toBe(before.numBytesInGPU);
  }, 60_000);
});
