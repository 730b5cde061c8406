/** Max pooling on webgpu and its gradient, one dispatch each. The stock gradient takes two, and gives a tie to the last element, not the first. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { KernelPatch } from '../registry';
import { type Conv2DInfo, type PoolAttrs, poolInfo } from '../shared/convolution';
import { sizeOf } from '../shared/host-kernel';
import { isQuartering } from '../shared/max-pool-grad';
import { dispatch, type Program } from './dispatch';
import { arrays, type Lanes, lanesFor } from './lanes';
import { forEachWindow, geometry, geometryKey, poolingPatch, WINDOW } from './pooling';

/** x [B, H, W, C] → [B, oh, ow, C]; NaN where a window holds one. */
export const maxPool = poolingPatch('MaxPool', poolProgram);

/** dy [B, oh, ow, C], input [B, H, W, C], output [B, oh, ow, C] → [B, H, W, C]: a window's gradient goes to its first largest element. */
export const maxPoolGrad: KernelPatch = {
  kernelName: 'MaxPoolGrad',
  backendName: 'webgpu',
  create: (tf) => (args) => {
    const { dy, input, output } = args.inputs;
    const info = poolInfo(tf, input!.shape, args.attrs as unknown as PoolAttrs);
    const lanes = lanesFor(info.inChannels);
    const result = { shape: input!.shape, dtype: 'float32' } as const;
    const run = (program: Program, { shape }: TensorInfo) =>
      dispatch(args.backend as WebGPUBackend, program, [dy!, input!, output!], [result], sizeOf(shape) / lanes.width)[0]!;
    return isQuartering(info) ? run(quarterProgram(info, lanes), output!) : run(gatherProgram(info, lanes), input!);
  },
};

/** A place outside the image stands for the nearest one inside, which is in the window as well. */
function poolProgram(info: Conv2DInfo, lanes: Lanes): Program {
  return {
    key: `GrimoireMaxPool ${geometryKey(info)}`,
    inputs: arrays(lanes, 'x'),
    outputs: arrays(lanes, 'y'),
    code: `${lanes.prelude}
${geometry(info, info.inChannels / lanes.width)}
fn at(image : i32, row : i32, place : i32, column : i32) -> lanes {
  return x[((image * inHeight + clamp(row, 0, inHeight - 1)) * inWidth + clamp(place, 0, inWidth - 1)) * columns + column];
}
fn run(thread : u32) {
  if (thread >= arrayLength(&y)) { return; }
  let index = i32(thread);
  ${WINDOW}
  var largest = at(image, top, left, column);
  for (var row = top; row < top + filterHeight; row++) {
    for (var place = left; place < left + filterWidth; place++) {
      let value = at(image, row, place, column);
      largest = select(largest, value, (value > largest) | isNaN(value));
    }
  }
  y[index] = largest;
}`,
  };
}

/*
 * The maximum is a copy of one element, so both gradients look for its bits, which finds infinities and NaN too.
 */

/** One thread for each lane of x. It takes the gradient of a window in which no element before it has the maximum too. */
function gatherProgram(info: Conv2DInfo, lanes: Lanes): Program {
  return {
    key: `GrimoireMaxPoolGrad ${geometryKey(info)}`,
    inputs: arrays(lanes, 'dy', 'x', 'y'),
    outputs: arrays(lanes, 'dx'),
    code: `${lanes.prelude}
${geometry(info, info.inChannels / lanes.width)}
fn run(thread : u32) {
  if (thread >= arrayLength(&dx)) { return; }
  let index = i32(thread);
  let own = bitcast<bits>(x[index]);
  var sum = lanes();
  ${forEachWindow(`
      let largest = bitcast<bits>(y[window]);
      var first = own == largest;
      if (any(first)) {
        for (var above = max(0, top); above <= y0; above++) {
          let end = select(min(inWidth, left + filterWidth), x0, above == y0);
          for (var before = max(0, left); before < end; before++) {
            first = first & (bitcast<bits>(x[((image * inHeight + above) * inWidth + before) * columns + column]) != largest);
          }
        }
        sum += select(lanes(), dy[window], first);
      }`)}
  dx[index] = sum;
}`,
  };
}

/** One thread for each lane of y: 2×2 windows side by side, which leave no element out. */
function quarterProgram(info: Conv2DInfo, lanes: Lanes): Program {
  return {
    key: `GrimoireMaxPoolGrad quarters ${geometryKey(info)}`,
    inputs: arrays(lanes, 'dy', 'x', 'y'),
    outputs: arrays(lanes, 'dx'),
    code: `${lanes.prelude}
const columns = ${info.inChannels / lanes.width}u;
const width = ${info.inWidth}u;
fn run(thread : u32) {
  if (thread >= arrayLength(&y)) { return; }
  let pixel = thread / columns;
  let window = pixel % (width / 2u);
  let at = (pixel / (width / 2u) * 2u * width + 2u * window) * columns + thread % columns;
  let right = at + columns;
  let below = at + width * columns;
  let last = below + columns;
  let largest = bitcast<bits>(y[thread]);
  let all = dy[thread];
  let first = bitcast<bits>(x[at]) == largest;
  let second = !first & (bitcast<bits>(x[right]) == largest);
  let third = !(first | second) & (bitcast<bits>(x[below]) == largest);
  let fourth = !(first | second | third) & (bitcast<bits>(x[last]) == largest);
  dx[at] = select(lanes(), all, first);
  dx[right] = select(lanes(), all, second);
  dx[below] = select(lanes(), all, third);
  dx[last] = select(lanes(), all, fourth);
}`,
  };
}
