/** Maps of what a network looks at, against slopes found by differences, images covered by hand, and Grad-CAM in float64 from exported tensors. */
import { beforeAll, describe, expect, it } from 'vitest';
import { readLink } from '../../../src/core/permalink';
import { dump } from '../../../src/engine/dump';
import { logitsOf } from '../../../src/engine/predictions';
import type { SaliencyMap, SaliencyRequest } from '../../../src/engine/protocol';
import { Run } from '../../../src/engine/run';
import { saliency } from '../../../src/engine/saliency';
import { lastFeatureMap } from '../../../src/engine/saliency/grad-cam';
import { predict } from '../../../src/engine/views';
import { installKernels } from '../../../src/kernels';
import { tf } from '../../kernels/support';
import { describeOnWebGPU, ops } from '../../kernels/webgpu/support';
import { tinyExperiment, useBackend } from '../../support/engine';
import { tinyCatalogue } from '../../support/tiny-catalogue';

const SIDE = 8;
const PIXELS = SIDE * SIDE;
const CLASSES = 4;
const always = (): boolean => true;

async function trained(entries: string, steps = 20): Promise<Run> {
  const run = new Run(tf, ops, tinyCatalogue, tinyExperiment(entries));
  await run.prepare();
  run.takeSteps(steps).objectives.dispose();
  return run;
}

async function mapOf(run: Run, request: Omit<SaliencyRequest, 'split'>): Promise<SaliencyMap> {
  const made = await saliency(run, { split: 'dev', ...request }, always);
  if ('refusal' in made) throw new Error(made.refusal);
  return made;
}

/** Pixels of a dev sample in 0 … 1. */
const pixelsOf = (run: Run, index: number): Float32Array => Float32Array.from(run.split('dev').read(index).features, (value) => value / 255);

const argMax = (values: ArrayLike<number>): number => Array.from(values).indexOf(Math.max(...Array.from(values)));

function checks(): void {
  it.each(['model=mlp&model.activation=tanh', 'data.colour=rgb&model=cnn&model.width=3&model.hidden=8', 'model=resnet&model.width=2', 'model=cnn&model.width=3&do&se&ls'])(
    'is the slope in every input times that input for “%s”',
    async (entries) => {
      const run = await trained(entries);
      const { mean, deviation } = run.dataset;
      const channels = mean.length;
      const label = 2;
      const map = await mapOf(run, { index: 5, method: 'gradient', label });
      expect(map).toMatchObject({ label, height: SIDE, width: SIDE });
      const fed = pixelsOf(run, 5).map((value, i) => (value - mean[i % channels]!) / deviation[i % channels]!);
      const eps = 2e-3;
      const moved = new Float32Array(2 * fed.length * fed.length);
      for (let i = 0; i < fed.length; i++) {
        for (const [side, sign] of [1, -1].entries()) {
          moved.set(fed, (2 * i + side) * fed.length);
          moved[(2 * i + side) * fed.length + i]! += sign * eps;
        }
      }
      const logits = logitsOf(run.evaluator, tf.tensor(moved, [2 * fed.length, SIDE, SIDE, channels]));
      const scores = await logits.data();
      logits.dispose();
      const expected = new Float64Array(PIXELS);
      for (let i = 0; i < fed.length; i++) {
        const slope = (scores[2 * i * CLASSES + label]! - scores[(2 * i + 1) * CLASSES + label]!) / (2 * eps);
        expected[Math.floor(i / channels)]! += slope * fed[i]!;
      }
      const scale = Math.max(...expected.map(Math.abs));
      // A bend between the two points makes a difference wrong, so a few may stray.
      const strays = Array.from(map.values).filter((value, i) => Math.abs(value - expected[i]!) > 0.02 * scale);
      expect(strays.length).toBeLessThanOrEqual(entries.includes('tanh') ? 0 : 4);
      run.dispose();
    },
  );

  it('is the drop of the probability when a patch of the mean colour covers a place', async () => {
    const run = await trained('data.colour=rgb');
    const { mean } = run.dataset;
    const pixels = pixelsOf(run, 3);
    const whole = await predict(run, tf, pixels);
    const map = await mapOf(run, { index: 3, method: 'occlusion' });
    expect(map).toMatchObject({ label: argMax(whole), height: SIDE, width: SIDE, patch: 2 });
    expect(map.probability).toBeCloseTo(Math.max(...whole), 5);
    for (const [row, column] of [[0, 0], [3, 5], [7, 7], [6, 0]] as const) {
      const covered = pixels.slice();
      for (let y = row; y < Math.min(SIDE, row + 2); y++) {
        for (let x = column; x < Math.min(SIDE, column + 2); x++) for (let c = 0; c < 3; c++) covered[(y * SIDE + x) * 3 + c] = mean[c]!;
      }
      const answer = await predict(run, tf, covered);
      expect(map.values[row * SIDE + column]).toBeCloseTo(whole[map.label]! - answer[map.label]!, 5);
    }
    run.dispose();
  });

  it.each([
    ['strides', 4],
    ['pooling', 8],
  ] as const)('is Grad-CAM with %s', async (downsampling, extent) => {
    const [filters, hidden] = [3, 8];
    const run = await trained(`model=cnn&model.depth=1&model.width=${filters}&model.hidden=${hidden}&model.downsampling=${downsampling}`);
    const index = 7;
    const label = 1;
    const dumped = await dump(run);
    const values = (name: string): ArrayLike<number> => dumped[name]!.values;
    const size = extent * extent * filters;
    const features = Float64Array.from({ length: size }, (_, i) => values('activation/relu1')[index * size + i]!);
    const read = downsampling === 'strides' ? features : pooled(features, extent, filters);
    const score = (flat: Float64Array): number => {
      let sum = values('weight/output/bias')[label]!;
      for (let unit = 0; unit < hidden; unit++) {
        let before = values('weight/hidden/bias')[unit]!;
        for (let i = 0; i < flat.length; i++) before += flat[i]! * values('weight/hidden/kernel')[i * hidden + unit]!;
        sum += Math.max(0, before) * values('weight/output/kernel')[unit * CLASSES + label]!;
      }
      return sum;
    };
    // Pooling passes the whole slope of a window on to one of its places, so the sums over places are the same before and behind it.
    const weights = new Float64Array(filters);
    read.forEach((_, i) => {
      const moved = [1e-6, -1e-6].map((by) => read.map((value, j) => (j === i ? value + by : value)));
      weights[i % filters]! += (score(moved[0]!) - score(moved[1]!)) / 2e-6 / extent ** 2;
    });
    const expected = Array.from({ length: extent * extent }, (_, p) => Math.max(0, weights.reduce((sum, weight, c) => sum + weight * features[p * filters + c]!, 0)));
    const map = await mapOf(run, { index, method: 'grad-cam', label });
    expect(map).toMatchObject({ height: extent, width: extent, layer: 'relu1', label });
    expect(Math.max(...expected)).toBeGreaterThan(0);
    const scale = Math.max(...expected);
    map.values.forEach((value, p) => expect(value / scale).toBeCloseTo(expected[p]! / scale, 3));
    run.dispose();
  });

  it('leaves no tensor behind', async () => {
    const run = await trained('model=resnet&model.width=2');
    for (const method of ['gradient', 'occlusion', 'grad-cam'] as const) {
      await mapOf(run, { index: 0, method });
      const before = tf.memory().numTensors;
      await mapOf(run, { index: 1, method });
      expect(tf.memory().numTensors, method).toBe(before);
    }
    const before = tf.memory().numTensors;
    await expect(saliency(run, { split: 'dev', index: 2, method: 'occlusion' }, () => false)).rejects.toThrow('Another run');
    await expect(saliency(run, { split: 'dev', index: 40, method: 'gradient' }, always)).rejects.toThrow('There is no sample 40');
    await expect(saliency(run, { split: 'dev', index: 1, method: 'gradient', label: 4 }, always)).rejects.toThrow('There is no class 4');
    expect(tf.memory().numTensors).toBe(before);
    run.dispose();
  });
}

/** Max-pooling by 2 × 2 of a map [side, side, C]. */
function pooled(map: Float64Array, side: number, channels: number): Float64Array {
  const half = side / 2;
  return Float64Array.from({ length: half * half * channels }, (_, i) => {
    const c = i % channels;
    const [row, column] = [Math.floor(i / channels / half), Math.floor(i / channels) % half];
    return Math.max(...[0, 1].flatMap((y) => [0, 1].map((x) => map[((2 * row + y) * side + 2 * column + x) * channels + c]!)));
  });
}

await describeOnWebGPU('saliency on WebGPU', () => {
  beforeAll(() => installKernels(tf));
  checks();
});

describe.each(['cpu', 'wasm'] as const)('saliency on %s', (backend) => {
  beforeAll(() => useBackend(backend));
  checks();
});

describe('saliency of what has no such map', () => {
  beforeAll(() => useBackend('cpu'));

  it('says why', async () => {
    const mlp = await trained('model=mlp');
    expect(await saliency(mlp, { split: 'dev', index: 0, method: 'grad-cam' }, always)).toHaveProperty('refusal', expect.stringContaining('this network has none'));
    mlp.dispose();
    const points = new Run(tf, ops, tinyCatalogue, readLink(tinyCatalogue, '#v=1&data=points&data.size=50&batch=10&model.width=4').experiment);
    for (const method of ['occlusion', 'grad-cam'] as const) {
      expect(await saliency(points, { split: 'dev', index: 0, method }, always)).toHaveProperty('refusal', expect.stringContaining('points'));
    }
    expect(await saliency(points, { split: 'dev', index: 0, method: 'gradient' }, always)).toMatchObject({ height: 1, width: 2 });
    points.dispose();
  });
});

it('reads the last feature map before the pooling at the end', () => {
  const layerOf = (entries: string) => lastFeatureMap(new Run(tf, ops, tinyCatalogue, tinyExperiment(entries)).recipe.network)?.name;
  expect(layerOf('model=cnn&model.width=2&model.depth=2')).toBe('relu2');
  expect(layerOf('model=resnet&model.width=2')).toBe('stage3-block1-relu2');
  expect(layerOf('model=logistic')).toBeUndefined();
});
