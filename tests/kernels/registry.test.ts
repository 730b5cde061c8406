import { afterAll, describe, expect, it } from 'vitest';
import { installKernels } from '../../src/kernels';
import { initBackend, tf } from './support';

const kernel = (name: string) => tf.getKernel(name, 'wasm');

describe('installKernels', () => {
  afterAll(() => initBackend('wasm'));

  it('changes nothing when repeated', () => {
    installKernels(tf);
    const [ours, gradient] = [kernel('BatchMatMul'), tf.getGradient('Sum')];
    installKernels(tf);
    expect(kernel('BatchMatMul')).toBe(ours);
    expect(tf.getGradient('Sum')).toBe(gradient);
  });

  it('puts the stock kernels and gradients back for safe mode, and ours after it', () => {
    installKernels(tf, { safeMode: true });
    const [stock, stockGradient] = [kernel('BatchMatMul'), tf.getGradient('Sum')];
    installKernels(tf);
    expect(kernel('BatchMatMul')).not.toBe(stock);
    expect(tf.getGradient('Sum')).not.toBe(stockGradient);
    installKernels(tf, { safeMode: true });
    expect(kernel('BatchMatMul')).toBe(stock);
    expect(tf.getGradient('Sum')).toBe(stockGradient);
  });

  it('keeps what has no stock counterpart in safe mode', () => {
    installKernels(tf, { safeMode: true });
    for (const name of ['Conv2DBackpropFilter', 'UnsortedSegmentSum', 'GrimoireUniform', 'GrimoireGatherPixels']) {
      expect(kernel(name), name).toBeDefined();
    }
  });

  it('passes over backends that have not been imported', () => {
    expect(tf.getKernelsForBackend('webgpu')).toEqual([]);
  });

  it('replaces a kernel that somebody has registered since', () => {
    installKernels(tf);
    const replaced = kernel('Tile');
    tf.unregisterKernel('Tile', 'wasm');
    tf.registerKernel({ kernelName: 'Tile', backendName: 'wasm', kernelFunc: () => [] });
    installKernels(tf);
    expect(kernel('Tile')).not.toBe(replaced);
    expect(kernel('Tile').kernelFunc).not.toBe(undefined);
  });
});
