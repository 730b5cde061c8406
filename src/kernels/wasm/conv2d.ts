/** Conv2D on wasm, with and without bias: by our own kernel where it can, else by XNNPACK. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { KernelPatch } from '../registry';
import { type Conv2DInfo, type ConvAttrs, convInfo, isPointwise } from '../shared/convolution';
import { sizeOf } from '../shared/host-kernel';
import { type BackendWasm, wasmKernel } from './heap';
import { canPerform, perform } from './perform';
import { withExplicitPadding } from './same-padding';

interface Inputs {
  readonly x: TensorInfo;
  readonly filter: TensorInfo;
  readonly bias?: TensorInfo;
  readonly preluActivationWeights?: TensorInfo;
}

interface Attrs extends ConvAttrs {
  readonly dataFormat: 'NHWC' | 'NCHW';
  readonly dilations: number | [number, number];
  readonly activation?: string;
}

export const conv2D: KernelPatch = convolution('Conv2D');
export const fusedConv2D: KernelPatch = convolution('FusedConv2D');

/** x [B, H, W, Cin], filter [kh, kw, Cin, Cout], bias [Cout] → [B, oh, ow, Cout]. */
function convolution(kernelName: string): KernelPatch {
  return {
    kernelName,
    backendName: 'wasm',
    create: (tf, stock) => {
      const otherwise = withExplicitPadding(tf, stock!, false);
      return wasmKernel<Inputs, Attrs>(({ inputs, attrs, backend }) => {
        if (isPlain(inputs, attrs) && canPerform(backend)) return convolve(backend, inputs, convInfo(tf, inputs.x.shape, inputs.filter.shape, attrs));
        return otherwise({ inputs: { ...inputs }, attrs: { ...attrs }, backend }) as TensorInfo;
      });
    },
  };
}

/** Nothing that our kernel does not know, and nothing that is wrong. */
function isPlain({ x, filter, bias, preluActivationWeights }: Inputs, { dataFormat, dilations, activation = 'linear' }: Attrs): boolean {
  const float32 = [x, filter, bias].every((info) => !info || (info.dtype === 'float32' && sizeOf(info.shape) > 0));
  const fits = x.shape[3] === filter.shape[2] && (!bias || sizeOf(bias.shape) === filter.shape[3]);
  const dense = [dilations].flat().every((one) => one === 1);
  return float32 && fits && dense && dataFormat === 'NHWC' && activation === 'linear' && !preluActivationWeights;
}

function convolve(backend: BackendWasm, { x, filter, bias }: Inputs, info: Conv2DInfo): TensorInfo {
  const out = backend.makeOutput(info.outShape, 'float32');
  const address = ({ dataId }: TensorInfo) => backend.getMemoryOffset(dataId);
  const [c, a, b] = [address(out), address(x), address(filter)];
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, outChannels, strideHeight, strideWidth, padInfo } = info;
  if (isPointwise(info)) {
    const sizes = { rows: batchSize * inHeight * inWidth, inner: inChannels, columns: outChannels };
    perform(backend, { kind: 'matrices', c, a, b, transposeA: false, ...sizes, ...(bias && { bias: address(bias) }) });
    return out;
  }
  const pass = {
    rows: outHeight,
    columns: outWidth,
    address: c,
    rowDistance: 4 * outWidth * outChannels,
    pixelDistance: 4 * outChannels,
    from: [0, 0],
    strides: [strideHeight, strideWidth],
    filter: b,
    taps: [info.filterHeight, info.filterWidth],
  } as const;
  perform(backend, {
    kind: 'convolution',
    images: { address: a, count: batchSize, height: inHeight, width: inWidth, channels: inChannels, ...padInfo },
    passes: [pass],
    outChannels,
    imageDistance: outHeight * pass.rowDistance,
    start: bias ? address(bias) : 'zero',
  });
  return out;
}
