/** Average pooling on webgpu and its gradient. The stock gradient counts padding, which is not the gradient of its own forward pass. */
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { KernelPatch } from '../registry';
import { type Conv2DInfo, type PoolAttrs, poolInfo } from '../shared/convolution';
import { sizeOf } from '../shared/host-kernel';
import { dispatch, type Program } from './dispatch';
import { arrays, type Lanes, lanesFor } from './lanes';
import { forEachWindow, geometry, geometryKey, poolingPatch, WINDOW } from './pooling';

/** x [B, H, W, C] → [B, oh, ow, C]. */
export const avgPool = poolingPatch('AvgPool', poolProgram);

/** dy [B, oh, ow, C], input [B, H, W, C] → [B, H, W, C]. */
export const avgPoolGrad: KernelPatch = {
  kernelName: 'AvgPoolGrad',
  backendName: 'webgpu',
  create: (tf) => (args) => {
    const { dy, input } = args.inputs;
    const info = poolInfo(tf, input!.shape, args.attrs as unknown as PoolAttrs);
    const lanes = lanesFor(info.inChannels);
    const output = { shape: input!.shape, dtype: 'float32' } as const;
    return dispatch(args.backend as WebGPUBackend, gradientProgram(info, lanes), [dy!], [output], sizeOf(input!.shape) / lanes.width)[0]!;
  },
};

/** WGSL: how many of a window's elements lie in the image. */
const COUNT_INSIDE = `
fn countInside(top : i32, left : i32) -> f32 {
  let rows = min(inHeight, top + filterHeight) - max(0, top);
  return f32(rows * (min(inWidth, left + filterWidth) - max(0, left)));
}`;

function poolProgram(info: Conv2DInfo, lanes: Lanes): Program {
  return {
    key: `GrimoireAvgPool ${geometryKey(info)}`,
    inputs: arrays(lanes, 'x'),
    outputs: arrays(lanes, 'y'),
    code: `${lanes.prelude}
${geometry(info, info.inChannels / lanes.width)}
${COUNT_INSIDE}
fn run(thread : u32) {
  if (thread >= arrayLength(&y)) { return; }
  let index = i32(thread);
  ${WINDOW}
  var sum = lanes();
  for (var row = max(0, top); row < min(inHeight, top + filterHeight); row++) {
    for (var place = max(0, left); place < min(inWidth, left + filterWidth); place++) {
      sum += x[((image * inHeight + row) * inWidth + place) * columns + column];
    }
  }
  y[index] = sum / countInside(top, left);
}`,
  };
}

/** One thread for each lane of x, which gathers its share of every window over it. */
function gradientProgram(info: Conv2DInfo, lanes: Lanes): Program {
  return {
    key: `GrimoireAvgPoolGrad ${geometryKey(info)}`,
    inputs: arrays(lanes, 'dy'),
    outputs: arrays(lanes, 'dx'),
    code: `${lanes.prelude}
${geometry(info, info.inChannels / lanes.width)}
${COUNT_INSIDE}
fn run(thread : u32) {
  if (thread >= arrayLength(&dx)) { return; }
  let index = i32(thread);
  var sum = lanes();
  ${forEachWindow('sum += dy[window] / countInside(top, left);')}
  dx[index] = sum;
}`,
  };
}
