/** What a network loses when a part of the image is covered: Zeiler & Fergus 2014, "Visualizing and understanding convolutional networks", section 4.2. */
import type { SaliencyMap, SaliencyRefusal } from '../protocol';
import { answersFor, type Asked } from '.';
import type { Tensor4D } from '@tensorflow/tfjs-core';

/** The patch's side as a share of the image's shorter one: wide enough to cover a stroke. */
const PATCH_SHARE = 0.2;
/** Places of the patch along the longer side. */
const MOST_PLACES = 14;
/** Images per forward pass. */
const CHUNK = 64;

/**
 * A square of the data's mean colour is put on the image, centred in every cell of a grid; the value of a cell is how much the class's probability drops.
 * Patches are cut off at the edges.
 */
export async function occlusion({ evaluator, data, shape, mean, x, label, probability, pause }: Asked): Promise<Pick<SaliencyMap, 'height' | 'width' | 'values' | 'patch'> | SaliencyRefusal> {
  if (shape.length !== 3) return { refusal: 'Occlusion covers a part of a picture, and these data are points: their coordinates have no neighbours.' };
  const { tf, ops } = evaluator;
  const boxes = patches(shape[0]!, shape[1]!);
  const values = new Float32Array(boxes.height * boxes.width);
  for (let first = 0; first < values.length; first += CHUNK) {
    const count = Math.min(CHUNK, values.length - first);
    const covered = tf.tidy(() => {
      const copies = tf.tile<Tensor4D>(x as Tensor4D, [count, 1, 1, 1]);
      return ops.paste(copies, tf.tensor1d([...mean]), tf.tensor2d(boxes.corners.slice(4 * first, 4 * (first + count)), [count, 4]));
    });
    const answers = await answersFor(evaluator, data, covered).finally(() => covered.dispose());
    for (let i = 0; i < count; i++) values[first + i] = probability - answers[(i * answers.length) / count + label]!;
    await pause();
  }
  return { height: boxes.height, width: boxes.width, values, patch: boxes.side };
}

/** The patches of a grid of cells: top and left, bottom and right of each, which are outside, in whole pixels; row by row. */
export function patches(imageHeight: number, imageWidth: number): { readonly height: number; readonly width: number; readonly side: number; readonly corners: Float32Array } {
  const side = Math.max(1, Math.round(PATCH_SHARE * Math.min(imageHeight, imageWidth)));
  const stride = Math.max(1, Math.ceil(Math.max(imageHeight, imageWidth) / MOST_PLACES));
  const height = Math.ceil(imageHeight / stride);
  const width = Math.ceil(imageWidth / stride);
  const corners = new Float32Array(4 * height * width);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const top = Math.round((row + 0.5) * stride - side / 2);
      const left = Math.round((column + 0.5) * stride - side / 2);
      corners.set([top, left, top + side, left + side], 4 * (row * width + column));
    }
  }
  return { height, width, side, corners };
}
