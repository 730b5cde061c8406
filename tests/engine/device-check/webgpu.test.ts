import { expect, it } from 'vitest';
import { catalogue } from '../../../src/catalogue';
import { checkKernels } from '../../../src/engine/device-check/check-kernels';
import { LocalReference } from '../../../src/engine/device-check/reference';
import { walkRun } from '../../../src/engine/device-check/walked-run';
import { Run } from '../../../src/engine/run';
import { installKernels } from '../../../src/kernels';
import { tf } from '../../kernels/support';
import { describeOnWebGPU, ops } from '../../kernels/webgpu/support';
import { tinyExperiment } from '../../support/engine';
import { tinyCatalogue } from '../../support/tiny-catalogue';

await describeOnWebGPU('the device check on WebGPU', () => {
  it('passes on a right device, and keeps no tensor', { timeout: 240_000 }, async () => {
    const before = tf.memory().numTensors;
    const rows = await checkKernels({ tf, ops });
    expect(rows.filter(({ ok }) => !ok)).toEqual([]);
    expect(rows.length).toBeGreaterThan(300);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('notices a kernel that leaves elements out, although the memory holds what it should have written', { timeout: 60_000 }, async () => {
    const right = tf.getKernel('Relu', 'webgpu');
    tf.unregisterKernel('Relu', 'webgpu');
    // Does nothing but to make room for the output.
    tf.registerKernel({ ...right, kernelFunc: ({ inputs, backend }) => (backend as unknown as { makeTensorInfo(shape: number[], dtype: string): ReturnType<typeof tf.relu> }).makeTensorInfo(inputs['x']!.shape, 'float32') });
    try {
      const rows = await checkKernels({ tf, ops }, { quick: true });
      expect(rows.find(({ title }) => title === 'ReLU')).toMatchObject({ ok: false });
    } finally {
      tf.unregisterKernel('Relu', 'webgpu');
      tf.registerKernel(right);
    }
  });

  it('walks through a network as the reference does', { timeout: 120_000 }, async () => {
    const run = new Run(tf, ops, { ...tinyCatalogue, tricks: catalogue.tricks }, tinyExperiment('do'), { eager: true });
    run.takeSteps(2).objectives.dispose();
    const walked = await walkRun(run);
    const platform = { tf, wasm: () => Promise.resolve(undefined), webgpu: () => Promise.resolve(undefined), cpu: () => Promise.resolve() };
    try {
      const { wrongForward, wrongBackward, layers } = await new LocalReference(platform, tinyCatalogue).compare(walked);
      expect([wrongForward, wrongBackward]).toEqual([undefined, undefined]);
      expect(layers.length).toBeGreaterThan(5);
    } finally {
      installKernels(tf);
      await tf.setBackend('webgpu');
      run.dispose();
    }
  });
});
