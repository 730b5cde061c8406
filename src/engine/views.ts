/** What can be seen of a run: samples with predictions, mistakes, filters, the decision boundary. */
import type { SplitName } from '../core/dataset';
import { sizeOf } from '../core/network';
import type { Tensor, Tf } from '../core/ops';
import { Stream } from '../core/random';
import { probabilitiesOf } from './evaluate';
import { logitsOf, predict as predictionsOf } from './predictions';
import type { BoundaryView, FilterView, LayerView, SampleView } from './protocol';
import type { Run } from './run';
import { readValues, weightsOf } from './train-state';

/** Samples of a probe. */
const PROBED = 64;
/** Half the side of the square that the boundary is drawn over. */
const BOUNDARY_EXTENT = 1.25;

/** @param features pixels in 0 … 1 [H, W, C] or coordinates, one sample. @throws where their number does not fit the data */
export async function predict(run: Run, tf: Tf, features: Float32Array): Promise<Float32Array> {
  const { shape } = run.dataset;
  if (features.length !== sizeOf(shape)) throw new Error(`The network reads ${sizeOf(shape)} numbers, but ${features.length} were given`);
  return probabilitiesAt(run, tf, features, 1);
}

export async function samples(run: Run, name: 'train' | 'dev', count: number): Promise<SampleView[]> {
  return read(run, name, Int32Array.from({ length: Math.min(count, run.split(name).size) }, (_, i) => i));
}

export async function draw(run: Run, name: SplitName, count: number, seed: number): Promise<SampleView[]> {
  const order = Stream.of(seed, 'draw', name).permutation(run.split(name).size);
  return read(run, name, Int32Array.from(order.subarray(0, count)));
}

/** @throws where an index is not that of a sample */
export async function samplesAt(run: Run, name: 'train' | 'dev', indices: readonly number[]): Promise<SampleView[]> {
  const { size } = run.split(name);
  const stray = indices.find((index) => !(Number.isInteger(index) && index >= 0 && index < size));
  if (stray !== undefined) throw new RangeError(`There is no sample ${stray} among the ${size} of ${name}`);
  return indices.length === 0 ? [] : read(run, name, Int32Array.from(indices));
}

export async function mistakes(run: Run, count: number, among: number): Promise<SampleView[]> {
  const seen = await samples(run, 'dev', among);
  return seen
    .map((sample) => ({ sample, predicted: largest(sample.probabilities!) }))
    .filter(({ sample, predicted }) => predicted !== sample.label)
    .sort((a, b) => b.sample.probabilities![b.predicted]! - a.sample.probabilities![a.predicted]!)
    .slice(0, count)
    .map(({ sample }) => sample);
}

export async function filters(run: Run): Promise<FilterView | undefined> {
  const { parameters } = run.recipe.network;
  const index = parameters.findIndex(({ role, shape }) => role === 'kernel' && shape.length === 4);
  if (index < 0) return undefined;
  const values = await readValues(run.state, ({ weights }) => weights);
  return { shape: parameters[index]!.shape as unknown as FilterView['shape'], values: values[index]! };
}

/** Measures every layer's output on the first dev samples; on the device, with one readback. */
export async function layers(run: Run, tf: Tf): Promise<LayerView[]> {
  const dev = run.split('dev');
  const indices = Int32Array.from({ length: Math.min(PROBED, dev.size) }, (_, i) => i);
  dev.ensure(indices);
  const { nodes, parameters } = run.recipe.network;
  const kernels = nodes.map(({ name }) => parameters.findIndex(({ node, role }) => node === name && role === 'kernel'));
  const outputs = new Map<string, Tensor[]>();
  const measured = tf.tidy(() => {
    const x = dev.normalise(dev.gather(tf.tensor1d(indices, 'int32')));
    logitsOf(run.evaluator, x, (name, output) => {
      const silent = tf.mean(tf.cast(tf.equal(tf.max(tf.abs(output), 0), 0), 'float32'));
      // Kept, because the forward pass tidies up behind itself.
      outputs.set(name, [tf.keep(rms(tf, output)), tf.keep(silent)]);
    });
    const none = tf.scalar(NaN);
    const weights = weightsOf(run.evaluator.ops, run.state);
    return tf.stack(nodes.flatMap(({ name }, i) => [...(outputs.get(name) ?? [none, none]), kernels[i]! < 0 ? none : rms(tf, weights[kernels[i]!]!)]));
  });
  tf.dispose([...outputs.values()]);
  const values = await measured.data<'float32'>();
  measured.dispose();
  return nodes
    .map(({ name, kind }, i) => ({ name, kind, activation: values[3 * i]!, silent: values[3 * i + 1]!, weight: values[3 * i + 2]! }))
    .filter(({ activation }) => !Number.isNaN(activation))
    .map(({ weight, ...layer }) => (Number.isNaN(weight) ? layer : { ...layer, weight }));
}

/** @throws where the data are not points in the plane */
export async function boundary(run: Run, tf: Tf, resolution: number): Promise<BoundaryView> {
  const { shape } = run.dataset;
  if (shape.length !== 1 || shape[0] !== 2) throw new Error('A decision boundary can only be drawn for points in the plane');
  const at = (i: number) => ((i + 0.5) / resolution) * 2 * BOUNDARY_EXTENT - BOUNDARY_EXTENT;
  const grid = new Float32Array(2 * resolution * resolution);
  for (let row = 0; row < resolution; row++) {
    for (let column = 0; column < resolution; column++) grid.set([at(column), -at(row)], 2 * (row * resolution + column));
  }
  return { resolution, low: -BOUNDARY_EXTENT, high: BOUNDARY_EXTENT, probabilities: await probabilitiesAt(run, tf, grid, resolution * resolution) };
}

async function read(run: Run, name: SplitName, indices: Int32Array): Promise<SampleView[]> {
  const classes = run.dataset.classes.length;
  const probabilities = await probabilitiesOf(run.evaluator, run.split(name), indices);
  return Array.from(indices, (index, i) => ({
    index,
    ...run.split(name).read(index),
    probabilities: probabilities.slice(i * classes, (i + 1) * classes),
  }));
}

async function probabilitiesAt(run: Run, tf: Tf, features: Float32Array, count: number): Promise<Float32Array> {
  const result = tf.tidy(() => tf.softmax(predictionsOf(run.evaluator, run.split('dev'), tf.tensor(features, [count, ...run.dataset.shape]))));
  const values = await result.data<'float32'>();
  result.dispose();
  return values.slice();
}

function rms(tf: Tf, x: Tensor): Tensor {
  return tf.sqrt(tf.mean(tf.square(x)));
}

function largest(values: Float32Array): number {
  return values.reduce((best, value, i) => (value > values[best]! ? i : best), 0);
}
