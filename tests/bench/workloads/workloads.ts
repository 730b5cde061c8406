/**
 * What is trained: the reference workloads A to D, and the experiments that the page opens for each of the built-in data sets. Every engine trains
 * the same network from the same weights on the same batches with the same optimizer, Nesterov's momentum. The two classes of D have an output each,
 * for the peers too.
 */
import { clockAt } from '../../../src/core/clock';
import type { Experiment } from '../../../src/core/experiment';
import { fold, knobsAt, type Recipe } from '../../../src/core/fold';
import { type NetworkPlan, sizeOf } from '../../../src/core/network';
import { readLink } from '../../../src/core/permalink';
import { Stream } from '../../../src/core/random';
import { heNormal } from '../../../src/engine/train-state';
import type { WorkloadId } from '../protocol';
import { benchCatalogue } from './catalogue';

/** A constant rate and no warm-up: the same numbers at every step. */
const PLAIN = 'constant&warmup=off';

const LINKS: Readonly<Record<WorkloadId, { readonly title: string; readonly link: string }>> = {
  A: { title: 'MLP 784-128-64-10, batch 128', link: `#v=1&data=bench-grey&model=bench-mlp&batch=128&lr=0.01&${PLAIN}` },
  B: { title: 'CNN 28×28×1, 3×3×16, 3×3×32, 64, 10, batch 128', link: `#v=1&data=bench-grey&model=cnn&batch=128&lr=0.01&${PLAIN}` },
  C: { title: 'Residual net 32×32×3, batch norm, 16-32-64, batch 32', link: `#v=1&data=bench-colour&model=resnet&batch=32&lr=0.01&${PLAIN}` },
  D: { title: 'MLP 2-8-8-2 on points, batch 10', link: `#v=1&data=points&data.size=2000&model=mlp&model.width=8&batch=10&lr=0.01&${PLAIN}` },
  glyphs: { title: 'Default experiment on glyphs', link: '#v=1&data=glyphs' },
  scenes: { title: 'Default experiment on scenes', link: '#v=1&data=scenes' },
  points: { title: 'Default experiment on points', link: '#v=1&data=points' },
};

export interface Workload {
  readonly id: WorkloadId;
  readonly title: string;
  readonly experiment: Experiment;
  readonly recipe: Recipe;
  /** Floating-point operations of one step, see {@link flopsPerStep}. */
  readonly flops: number;
}

/**
 * @param entries that are added to its link, such as `aa`
 * @throws where its link is not understood
 */
export function workload(id: WorkloadId, entries = ''): Workload {
  const { title, link } = LINKS[id];
  const { experiment: read, notices } = readLink(benchCatalogue, entries === '' ? link : `${link}&${entries}`);
  if (notices.length > 0) throw new Error(notices.join('; '));
  // However fast the engine, the run is not to end; its length has no part in the cost of a step.
  const experiment = { ...read, run: { ...read.run, epochs: 1000 } };
  const recipe = fold(benchCatalogue, experiment);
  return { id, title, experiment, recipe, flops: flopsPerStep(recipe.network, recipe.batchSize) };
}

/**
 * Multiplications and additions of the products in one step: forward, gradient of the weights, and gradient of the input for all layers but the
 * first. All the rest (activations, normalisation, optimizer) is not counted, as is usual.
 */
export function flopsPerStep(network: NetworkPlan, batchSize: number): number {
  const first = network.nodes.find(({ multiplyAdds }) => multiplyAdds > 0)?.multiplyAdds ?? 0;
  return 2 * batchSize * (3 * network.multiplyAdds - first);
}

export function learningRateAt({ recipe }: Workload, step: number): number {
  return knobsAt(recipe, clockAt(step, recipe.steps, recipe.stepsPerEpoch), recipe.schedule.init ?? {}).knobs['lr']!;
}

/** The weights that every engine starts from, in the order of the plan's parameters. */
export function initialWeights({ recipe, experiment }: Workload): Float32Array[] {
  return recipe.network.parameters.map((parameter) =>
    parameter.init === 'kernel'
      ? heNormal(parameter, Stream.of(experiment.run.seed, 'init', parameter.path))
      : new Float32Array(sizeOf(parameter.shape)).fill(parameter.init),
  );
}

/** What one step reads. */
export interface Batch {
  /** Normalised input, [B, …] in row-major order. */
  readonly x: Float32Array;
  /** One-hot targets, [B, K]. */
  readonly y: Float32Array;
}

/** The batches of the run's first steps, as the engine of Grimoire takes them; fewer where an epoch has fewer. */
export function firstBatches({ experiment, recipe }: Workload, count: number): Batch[] {
  const { batchSize, stepsPerEpoch } = recipe;
  const dataset = benchCatalogue.datasets[experiment.data.id]!.open(experiment.data, { files: [] });
  const { train } = dataset.splits;
  const order = Stream.of(experiment.run.seed, 'order', 0).permutation(train.size);
  const length = sizeOf(dataset.shape);
  const channels = dataset.mean.length;
  const scale = dataset.encoding === 'pixels' ? 255 : 1;
  const row = dataset.encoding === 'pixels' ? new Uint8Array(length) : new Float32Array(length);
  return Array.from({ length: Math.min(count, stepsPerEpoch) }, (_, step) => {
    const x = new Float32Array(batchSize * length);
    const y = new Float32Array(batchSize * dataset.classes.length);
    for (let b = 0; b < batchSize; b++) {
      const { label } = train.sample(order[step * batchSize + b]!, row);
      y[b * dataset.classes.length + label] = 1;
      for (let i = 0; i < length; i++) x[b * length + i] = (row[i]! / scale - dataset.mean[i % channels]!) / dataset.deviation[i % channels]!;
    }
    return { x, y };
  });
}
