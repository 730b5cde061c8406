/** Boxes of other pixels in batches of images: {@link Ops.paste}. */
import type { Tensor, Tensor1D, Tensor4D } from '@tensorflow/tfjs-core';
import type { Tf } from '../../core/ops';
import type { KernelPatch } from '../registry';
import { type HostKernel, hostPatches } from '../shared/host-kernel';
import { runKernel } from '../shared/run-kernel';
import { type WebGPUKernel, webgpuPatch } from '../webgpu/program';

const NAME = 'GrimoirePaste';

const onHost: HostKernel = {
  name: NAME,
  inputs: ['x', 'filling', 'boxes'],
  outputs: ([x]) => [{ shape: x!.shape, dtype: 'float32' }],
  run({ inputs: [x, patch, boxes], outputs: [out], shapes }) {
    const [batch, height, width, channels] = shapes[0] as [number, number, number, number];
    const isColour = shapes[1]!.length === 1;
    const oneBox = shapes[2]![0] === 1;
    out!.set(x!);
    for (let b = 0; b < batch; b++) {
      const box = oneBox ? 0 : 4 * b;
      const [top, bottom] = [Math.max(0, Math.ceil(boxes![box]!)), Math.min(height, boxes![box + 2]!)];
      const [left, right] = [Math.max(0, Math.ceil(boxes![box + 1]!)), Math.min(width, boxes![box + 3]!)];
      for (let row = top; row < bottom; row++) {
        for (let column = left; column < right; column++) {
          const place = ((b * height + row) * width + column) * channels;
          for (let channel = 0; channel < channels; channel++) out![place + channel] = patch![isColour ? channel : place + channel]!;
        }
      }
    }
  },
};

const onWebGPU: WebGPUKernel = {
  name: NAME,
  inputs: ['x', 'filling', 'boxes'],
  output: ([x]) => ({ shape: x!.shape, dtype: 'float32' }),
  constants: ([x, patch, boxes]) => ({
    height: x![1]!,
    width: x![2]!,
    channels: x![3]!,
    isColour: Number(patch!.length === 1),
    oneBox: Number(boxes![0] === 1),
  }),
  element: `
    let size = height * width * channels;
    let box = select(4 * (index / size), 0, oneBox == 1);
    let row = f32((index % size) / (width * channels));
    let column = f32((index / channels) % width);
    let inside = row >= boxes[box] && column >= boxes[box + 1] && row < boxes[box + 2] && column < boxes[box + 3];
    result[index] = select(x[index], filling[select(index, index % channels, isColour == 1)], inside);`,
};

export const pasteKernels: readonly KernelPatch[] = [...hostPatches(onHost), webgpuPatch(onWebGPU)];

/** See {@link Ops.paste}. */
export function paste(tf: Tf, x: Tensor4D, patch: Tensor4D | Tensor1D, boxes: Tensor): Tensor4D {
  const [batch, , , channels] = x.shape;
  if (boxes.shape[0] !== 1) tf.util.assertShapesMatch(boxes.shape, [batch, 4], 'The boxes to fill: ');
  tf.util.assertShapesMatch(patch.shape, patch.rank === 1 ? [channels] : x.shape, 'What to fill boxes with: ');
  return runKernel(tf, NAME, { x, filling: patch, boxes });
}
