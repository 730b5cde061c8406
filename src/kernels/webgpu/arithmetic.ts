/**
 * The four arithmetic operations and relu on webgpu for floats. The stock kernels compute the coordinates of every element of an operand that
 * broadcasts: 50 times slower than without on a software adapter.
 */
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { KernelPatch } from '../registry';
import { pointwise } from './pointwise';

const EXPRESSIONS = {
  Add: 'a + b',
  Sub: 'a - b',
  Multiply: 'a * b',
  RealDiv: 'a / b',
  Relu: 'select(x, lanes(), x < lanes())', // NaN stays
};

/** The operands, which broadcast → float32. Other types, and small tensors that never left the processor, are left to the stock kernels. */
export const arithmetic: readonly KernelPatch[] = Object.entries(EXPRESSIONS).map(([kernelName, expression]) => ({
  kernelName,
  backendName: 'webgpu',
  create: (tf, stock) => {
    const inputs = kernelName === 'Relu' ? ['x'] : ['a', 'b'];
    return (args) => {
      const operands = inputs.map((name) => args.inputs[name]!);
      const backend = args.backend as WebGPUBackend;
      if (operands.some(({ dtype }) => dtype !== 'float32') || backend.shouldExecuteOnCPU(operands)) return stock!(args);
      const shape = operands.map((operand) => operand.shape).reduce((a, b) => tf.broadcast_util.assertAndGetBroadcastShape(a, b));
      return pointwise(backend, { name: `Grimoire${kernelName}`, inputs, expression }, operands, shape);
    };
  },
}));
