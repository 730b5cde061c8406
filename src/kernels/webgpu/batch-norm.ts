/**
 * Batch normalisation on WebGPU, without barriers: forward and backward are two dispatches each. The first one sums up blocks of rows; in the second
 * every thread merges the sums of all blocks for its channels and then computes its rows. There are about as many blocks as rows in a block, so
 * that merging costs no more than the rest.
 *
 * A device need not offer more than eight storage buffers, so the first dispatch of the forward pass hands gamma, beta and the running moments on in
 * the last rows of its own result.
 */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { BatchNormOptions } from '../../core/ops';
import { sizeOf } from '../shared/host-kernel';
import { dispatch, type Program } from './dispatch';
import { arrays, type Lanes, lanesFor } from './lanes';

/** Rows of the first result beyond two for each block. */
const HANDED_ON = 4;

export interface ForwardInputs {
  readonly x: TensorInfo;
  readonly gamma: TensorInfo;
  readonly beta: TensorInfo;
  /** The running mean and variance. */
  readonly mean: TensorInfo;
  readonly variance: TensorInfo;
}

/** @returns y like x; the batch's mean and inverse deviation [2, C]; the new running mean [C] and variance [C] */
export function batchNormForward(backend: WebGPUBackend, { x, gamma, beta, mean, variance }: ForwardInputs, options: BatchNormOptions): TensorInfo[] {
  const { channels, lanes, columns, blocks, threads } = layoutOf(x);
  const sums = dispatch(
    backend,
    momentsProgram(lanes, columns),
    [x, gamma, beta, mean, variance],
    [{ shape: [2 * blocks + HANDED_ON, channels], dtype: 'float32' }],
    threads,
  )[0]!;
  const shapes = [x.shape, [2, channels], [channels], [channels]];
  const outputs = dispatch(
    backend,
    normaliseProgram(lanes, columns, options),
    [x, sums],
    shapes.map((shape) => ({ shape, dtype: 'float32' })),
    threads,
  );
  backend.disposeData(sums.dataId);
  return outputs;
}

export interface BackwardInputs {
  readonly dy: TensorInfo;
  readonly x: TensorInfo;
  readonly gamma: TensorInfo;
  /** The second result of the forward pass. */
  readonly moments: TensorInfo;
}

/** @returns dx, dgamma [C], dbeta [C] */
export function batchNormBackward(backend: WebGPUBackend, { dy, x, gamma, moments }: BackwardInputs): TensorInfo[] {
  const { channels, lanes, columns, blocks, threads } = layoutOf(x);
  const [sums] = dispatch(backend, productsProgram(lanes, columns), [dy, x, moments], [{ shape: [2 * blocks, channels], dtype: 'float32' }], threads);
  const outputs = dispatch(
    backend,
    gradientProgram(lanes, columns),
    [dy, x, gamma, moments, sums!],
    [x.shape, [channels], [channels]].map((shape) => ({ shape, dtype: 'float32' })),
    threads,
  );
  backend.disposeData(sums!.dataId);
  return outputs;
}

function layoutOf({ shape }: TensorInfo) {
  const channels = shape.at(-1)!;
  const lanes = lanesFor(channels);
  const columns = channels / lanes.width;
  const blocks = Math.round(Math.sqrt(sizeOf(shape) / channels));
  return { channels, lanes, columns, blocks, threads: blocks * columns };
}

/** What the programs share: thread i serves lane i mod columns of block ⌊i / columns⌋, whose rows are `blocks` apart. */
function prologue({ prelude }: Lanes, columns: number, rowsOfSums: string): string {
  return `${prelude}
const columns = ${columns}u;
fn run(thread : u32) {
  let blocks = (${rowsOfSums}) / 2u;
  let block = thread / columns;
  if (block >= blocks) { return; }
  let column = thread % columns;
  let rows = arrayLength(&x) / columns;`;
}

/** The mean and the centred sum of squares of each block, taken relative to the block's first row, so that a large mean cancels nothing. */
function momentsProgram(lanes: Lanes, columns: number): Program {
  return {
    key: `GrimoireBatchNorm moments ${lanes.width} ${columns}`,
    inputs: arrays(lanes, 'x', 'gamma', 'beta', 'mean', 'variance'),
    outputs: arrays(lanes, 'sums'),
    code: `${prologue(lanes, columns, `arrayLength(&sums) / columns - ${HANDED_ON}u`)}
  let origin = x[thread];
  var sum = lanes();
  var squares = lanes();
  for (var row = block + blocks; row < rows; row += blocks) {
    let offset = x[row * columns + column] - origin;
    sum += offset;
    squares += offset * offset;
  }
  let count = f32((rows - block + blocks - 1u) / blocks);
  sums[thread] = origin + sum / count;
  sums[blocks * columns + thread] = squares - sum * sum / count;
  if (block == 0u) {
    let rest = 2u * blocks * columns + column;
    sums[rest] = gamma[column];
    sums[rest + columns] = beta[column];
    sums[rest + 2u * columns] = mean[column];
    sums[rest + 3u * columns] = variance[column];
  }
}`,
  };
}

/** Merges the blocks' moments relative to the mean of the first (Chan, Golub & LeVeque 1979), then normalises. */
function normaliseProgram(lanes: Lanes, columns: number, { epsilon, momentum }: BatchNormOptions): Program {
  return {
    key: `GrimoireBatchNorm ${lanes.width} ${columns} ${epsilon} ${momentum}`,
    inputs: arrays(lanes, 'x', 'sums'),
    outputs: arrays(lanes, 'y', 'moments', 'mean', 'variance'),
    code: `${prologue(lanes, columns, `arrayLength(&sums) / columns - ${HANDED_ON}u`)}
  let origin = sums[column];
  var offsets = lanes();
  var squares = lanes();
  for (var i = 0u; i < blocks; i++) {
    let count = f32(rows / blocks + u32(i < rows % blocks));
    let offset = sums[i * columns + column] - origin;
    offsets += count * offset;
    squares += sums[(blocks + i) * columns + column] + count * offset * offset;
  }
  let count = f32(rows);
  let rest = 2u * blocks * columns + column;
  let batchMean = origin + offsets / count;
  let deviations = squares - offsets * offsets / count;
  let inverse = inverseSqrt(deviations / count + lanes(${epsilon}));
  let scale = inverse * sums[rest];
  let beta = sums[rest + columns];
  for (var row = block; row < rows; row += blocks) {
    let i = row * columns + column;
    y[i] = (x[i] - batchMean) * scale + beta;
  }
  if (block == 0u) {
    moments[column] = batchMean;
    moments[columns + column] = inverse;
    mean[column] = mix(sums[rest + 2u * columns], batchMean, lanes(${momentum}));
    variance[column] = mix(sums[rest + 3u * columns], deviations / max(1.0, count - 1.0), lanes(${momentum}));
  }
}`,
  };
}

/** Σ dy and Σ dy · x̂ of each block. */
function productsProgram(lanes: Lanes, columns: number): Program {
  return {
    key: `GrimoireBatchNormGrad products ${lanes.width} ${columns}`,
    inputs: arrays(lanes, 'dy', 'x', 'moments'),
    outputs: arrays(lanes, 'sums'),
    code: `${prologue(lanes, columns, 'arrayLength(&sums) / columns')}
  let mean = moments[column];
  var sum = lanes();
  var products = lanes();
  for (var row = block; row < rows; row += blocks) {
    let i = row * columns + column;
    sum += dy[i];
    products += dy[i] * (x[i] - mean);
  }
  sums[thread] = sum;
  sums[blocks * columns + thread] = products * moments[columns + column];
}`,
  };
}

function gradientProgram(lanes: Lanes, columns: number): Program {
  return {
    key: `GrimoireBatchNormGrad ${lanes.width} ${columns}`,
    inputs: arrays(lanes, 'dy', 'x', 'gamma', 'moments', 'sums'),
    outputs: arrays(lanes, 'dx', 'dgamma', 'dbeta'),
    code: `${prologue(lanes, columns, 'arrayLength(&sums) / columns')}
  var sum = lanes();
  var products = lanes();
  for (var i = 0u; i < blocks; i++) {
    sum += sums[i * columns + column];
    products += sums[(blocks + i) * columns + column];
  }
  let mean = moments[column];
  let inverse = moments[columns + column];
  let scale = gamma[column] * inverse;
  let slope = products * inverse / f32(rows);
  let shift = sum / f32(rows);
  for (var row = block; row < rows; row += blocks) {
    let i = row * columns + column;
    dx[i] = scale * (dy[i] - shift - (x[i] - mean) * slope);
  }
  if (block == 0u) {
    dgamma[column] = products;
    dbeta[column] = sum;
  }
}`,
  };
}
