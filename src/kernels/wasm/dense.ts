/** A dense layer and its gradients on wasm: products by our own kernel, or by XNNPACK where it is the better. */
import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import type { Tf } from '../../core/ops';
import { columnSums } from '../shared/columns';
import { bindProduct } from './batch-mat-mul';
import { bindable, type BoundKernel } from './bound';
import { bindColumnSums } from './column-sums';
import { type BackendWasm, callKernel, floatsOf, reshaped } from './heap';
import { suitsXnnpack } from './matrix-product';
import { canPerform, perform } from './perform';

type ForwardName = 'x' | 'kernel' | 'bias';
type BackwardName = 'x' | 'dy';

/** x [B, I], kernel [I, O], bias [O] → [B, O]. */
const forward: BoundKernel<ForwardName> = {
  outputs({ backend, inputs: { x, kernel } }) {
    const [rows, inner, columns] = [x.shape[0]!, x.shape[1]!, kernel.shape[1]!];
    if (suitsXnnpack({ rows, inner, columns }) || !canPerform(backend)) return undefined;
    return [{ shape: [rows, columns], dtype: 'float32' }];
  },
  bind({ backend, inputs: { x, kernel, bias }, outputs }) {
    const out = outputs[0]!;
    const [rows, inner, columns] = [x.shape[0]!, x.shape[1]!, kernel.shape[1]!];
    return () => {
      const addresses = { c: out.address, a: x.address, b: kernel.address, bias: bias.address };
      perform(backend, { kind: 'matrices', ...addresses, transposeA: false, rows, inner, columns });
    };
  },
};

export const denseOnWasm = (tf: Tf): KernelFunc =>
  bindable(tf, forward, ({ inputs, backend }) => {
    const { x, kernel, bias } = inputs as unknown as Readonly<Record<ForwardName, TensorInfo>>;
    const operands = { a: reshaped(x, [1, ...x.shape]), b: reshaped(kernel, [1, ...kernel.shape]), bias };
    const attrs = { transposeA: false, transposeB: false, activation: 'linear', leakyreluAlpha: 0 };
    return reshaped(callKernel(tf, backend as BackendWasm, '_FusedMatMul', operands, attrs), [x.shape[0]!, kernel.shape[1]!]);
  });

const TRANSPOSED = { transposeA: true, transposeB: false };

/** x [B, I], dy [B, O] → xᵀ · dy [I, O] and the sums of dy's columns [O]. */
const backward: BoundKernel<BackwardName> = {
  outputs({ backend, inputs: { x, dy } }) {
    const [inner, rows, columns] = [x.shape[0]!, x.shape[1]!, dy.shape[1]!];
    if (suitsXnnpack({ rows, inner, columns }) || !canPerform(backend)) return undefined;
    return [[rows, columns], [columns]].map((shape) => ({ shape, dtype: 'float32' }));
  },
  bind(binding) {
    const { x, dy } = binding.inputs;
    const [kernel, bias] = binding.outputs;
    const multiply = bindProduct({ ...binding, inputs: { a: x, b: dy }, outputs: [kernel!], attrs: TRANSPOSED });
    const sum = bindColumnSums(binding, dy, dy.shape[1]!);
    return () => {
      multiply();
      bias!.floats.set(sum());
    };
  },
};

export const denseGradOnWasm = (tf: Tf): KernelFunc =>
  bindable(tf, backward, ({ inputs, backend: given }) => {
    const backend = given as BackendWasm;
    const { x, dy } = inputs as unknown as Readonly<Record<BackwardName, TensorInfo>>;
    const bias = backend.makeOutput([dy.shape[1]!], 'float32');
    floatsOf(backend, bias).set(columnSums(floatsOf(backend, dy), dy.shape[1]!));
    return [callKernel(tf, backend, 'BatchMatMul', { a: x, b: dy }, TRANSPOSED), bias];
  });
