import type { KernelPatch } from '../registry';
import { webgpuPatch } from './program';

/**
 * Cast from whole numbers to float32 on webgpu. The stock kernel only renames the buffer and leaves the conversion to whoever reads it, which kernels
 * that read the buffer as it is do not know.
 */
export const cast: KernelPatch = {
  kernelName: 'Cast',
  backendName: 'webgpu',
  create: (tf, stock) => {
    const convert = webgpuPatch({
      name: 'GrimoireCast',
      inputs: ['x'],
      output: ([x]) => ({ shape: x!.shape, dtype: 'float32' }),
      element: 'result[index] = f32(x[index]);',
    }).create(tf, undefined);
    return (args) => {
      const x = args.inputs['x']!;
      return args.attrs!['dtype'] === 'float32' && (x.dtype === 'int32' || x.dtype === 'bool') ? convert(args) : stock!(args);
    };
  },
};
