/**
 * Work for the kernel in `product.ts`, described by plain data and cut into parts that write to different places, so that any thread can do any part
 * without tfjs. However it is cut, every number is summed in the same order.
 */
import { convolveImage, frameSize, type Convolution } from './convolve';
import { addFilterGradient, type FilterGradient } from './filter-gradient';
import { multiplyRows, type MatrixProduct } from './matrix-product';
import type { Multiply } from './product';

export type Work = MatrixProduct | Convolution | FilterGradient;

/** As many rows of a matrix as the kernel takes at a time, and as many columns. */
const ROWS = 4;
const COLUMNS = 8;
/** Parts for each thread where they could be of any size: more than one, since threads begin late or are held up. */
const SHARE = 4;

/** Into how many parts it can be cut for so many threads. */
export function partsOf(work: Work, threads: number): number {
  switch (work.kind) {
    case 'matrices':
      return threads === 1 ? 1 : Math.min(SHARE * threads, Math.ceil(work.rows / ROWS));
    case 'convolution':
      return work.images.count;
    case 'filter gradient':
      return threads === 1 ? 1 : work.info.filterHeight * Math.ceil(work.info.outChannels / COLUMNS);
  }
}

/** Multiplications, about. */
export function sizeOfWork(work: Work): number {
  switch (work.kind) {
    case 'matrices':
      return work.rows * work.inner * work.columns;
    case 'convolution': {
      const { images, passes, outChannels } = work;
      const taps = passes.reduce((sum, pass) => sum + pass.rows * pass.columns * pass.taps[0] * pass.taps[1], 0);
      return images.count * taps * images.channels * outChannels;
    }
    case 'filter gradient': {
      const { batchSize, outHeight, outWidth, filterHeight, filterWidth, inChannels, outChannels } = work.info;
      return batchSize * outHeight * outWidth * filterHeight * filterWidth * inChannels * outChannels;
    }
  }
}

/** Floats of memory, zero at first, that a thread needs for itself. */
export function scratchOf(work: Work): number {
  return work.kind === 'convolution' ? frameSize(work.images) : 0;
}

/**
 * Does one of `parts` parts.
 * @param memory where all of it is
 * @param scratch address of what {@link scratchOf} asks for; parts that are done one after the other may share it
 */
export function doPart(multiply: Multiply, memory: WebAssembly.Memory, work: Work, part: number, parts: number, scratch: number): void {
  switch (work.kind) {
    case 'matrices': {
      const blocks = Math.ceil(work.rows / ROWS);
      const edge = (i: number): number => Math.min(work.rows, ROWS * Math.floor((i * blocks) / parts));
      multiplyRows(multiply, work, edge(part), edge(part + 1));
      return;
    }
    case 'convolution':
      convolveImage(multiply, memory, work, part, scratch);
      return;
    case 'filter gradient': {
      const { filterHeight, outChannels } = work.info;
      if (parts === 1) addFilterGradient(multiply, work, { rows: [0, filterHeight], channels: [0, outChannels] });
      else {
        const [row, from] = [part % filterHeight, COLUMNS * Math.floor(part / filterHeight)];
        addFilterGradient(multiply, work, { rows: [row, row + 1], channels: [from, Math.min(from + COLUMNS, outChannels)] });
      }
    }
  }
}
