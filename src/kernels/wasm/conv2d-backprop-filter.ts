/** Conv2DBackpropFilter on wasm: see `filter-gradient.ts`. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { KernelPatch } from '../registry';
import { type ConvAttrs, convInfo } from '../shared/convolution';
import { floatsOf, wasmKernel } from './heap';
import { perform } from './perform';

interface Inputs {
  readonly x: TensorInfo;
  readonly dy: TensorInfo;
}

interface Attrs extends ConvAttrs {
  readonly filterShape: number[];
}

/** x [B, H, W, Cin], dy [B, oh, ow, Cout] → [kh, kw, Cin, Cout]. NHWC, dilation 1. */
export const conv2DBackpropFilter: KernelPatch = {
  kernelName: 'Conv2DBackpropFilter',
  backendName: 'wasm',
  create: (tf) =>
    wasmKernel<Inputs, Attrs>(({ inputs, attrs, backend }) => {
      const info = convInfo(tf, inputs.x.shape, attrs.filterShape, attrs);
      const out = backend.makeOutput(attrs.filterShape, 'float32');
      floatsOf(backend, out).fill(0);
      const [x, dy, dw] = [inputs.x, inputs.dy, out].map(({ dataId }) => backend.getMemoryOffset(dataId)) as [number, number, number];
      perform(backend, { kind: 'filter gradient', x, dy, dw, info });
      return out;
    }),
};
