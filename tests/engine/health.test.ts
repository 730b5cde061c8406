/** What a probed step measures, against the same from exported tensors in float64. */
import { beforeAll, describe, expect, it } from 'vitest';
import { agreement, healthPlan, readHealth, type Health } from '../../src/core/health';
import { partValues } from '../../src/engine/parameter-groups';
import { Run } from '../../src/engine/run';
import { installKernels } from '../../src/kernels';
import { tf } from '../kernels/support';
import { describeOnWebGPU, ops } from '../kernels/webgpu/support';
import { tinyExperiment, useBackend } from '../support/engine';
import { tinyCatalogue } from '../support/tiny-catalogue';

const EVERY = 4;

async function weightsOf(run: Run): Promise<Map<string, Float32Array>> {
  const weights = new Map<string, Float32Array>();
  for (const { group, weights: joined } of run.state.groups) {
    const values = partValues(group, await joined.data<'float32'>());
    group.parameters.forEach(({ path }, i) => weights.set(path, values[i]!));
  }
  return weights;
}

const rms = (values: ArrayLike<number>): number => Math.sqrt(Array.from(values).reduce((sum, value) => sum + value ** 2, 0) / values.length);

function checks(): void {
  const open = (entries: string, probeEvery?: number, eager = false) => new Run(tf, ops, tinyCatalogue, tinyExperiment(entries), { probeEvery, eager });

  /** Takes steps one at a time. @returns the weights before and after each probed step, and what was measured */
  async function train(run: Run, steps: number) {
    const probed: { before: Map<string, Float32Array>; after: Map<string, Float32Array>; health: Health }[] = [];
    for (let step = 0; step < steps; step++) {
      const before = await weightsOf(run);
      const { objectives, probes } = run.takeSteps(1);
      objectives.dispose();
      for (const { figures } of probes) {
        probed.push({ before, after: await weightsOf(run), health: readHealth(healthPlan(run.recipe.network), await figures.data()) });
        figures.dispose();
      }
    }
    return probed;
  }

  it.each(['sgd&constant&warmup=off&lr=0.1', 'sgd&constant&warmup=off&lr=0.1&model=mlp&model.activation=tanh'])('is that of weights, gradients and updates with “%s”', async (entries) => {
    const run = open(entries, EVERY);
    const probed = await train(run, 14);
    expect(probed).toHaveLength(4);
    let last: Map<string, number[]> | undefined;
    probed.forEach(({ before, after, health }, p) => {
      // Plain SGD at a constant rate: the update says the gradient.
      const gradients = new Map([...before].map(([path, values]) => [path, Array.from(values, (value, i) => (value - after.get(path)![i]!) / 0.1)]));
      healthPlan(run.recipe.network).parameters.forEach((path, i) => {
        const figures = health.parameters[i]!;
        const gradient = gradients.get(path)!;
        const scale = Math.max(rms(gradient), 1e-3);
        expect(figures.weight).toBeCloseTo(rms(before.get(path)!), 5);
        expect(Math.abs(figures.gradient - rms(gradient)) / scale, path).toBeLessThan(1e-3);
        expect(Math.abs(figures.update - 0.1 * rms(gradient)) / scale, path).toBeLessThan(1e-3);
        if (last) {
          const product = last.get(path)!.reduce((sum, value, j) => sum + value * gradient[j]!, 0) / gradient.length;
          expect(Math.abs(agreement(probed[p - 1]!.health.parameters[i]!, figures) - product) / scale ** 2, path).toBeLessThan(1e-2);
        }
      });
      last = gradients;
    });
    run.dispose();
  });

  it('is that of what layers put out', async () => {
    const run = open('model=logistic&constant&warmup=off', 1);
    const indices = [...(run as unknown as { batchIndices(step: number): Int32Array }).batchIndices(0)];
    const data = run.split('train');
    data.ensure(indices);
    const x = await data.normalise(data.gather(tf.tensor1d(indices, 'int32'))).data();
    const { before, health } = (await train(run, 1))[0]!;
    const [kernel, bias] = [before.get('output/kernel')!, before.get('output/bias')!];
    const logits = indices.flatMap((_, b) => [0, 1, 2, 3].map((k) => Array.from({ length: 64 }, (__, i) => x[b * 64 + i]! * kernel[4 * i + k]!).reduce((a, c) => a + c, bias[k]!)));
    expect(health.layers.at(-1)!.activation).toBeCloseTo(rms(logits), 5);
    run.dispose();
  });

  it('tells dead and saturated units', async () => {
    const dead = open('model.hidden=16', 1);
    const hidden = dead.state.groups.find(({ group }) => group.role === 'bias')!;
    // Biases far below zero silence every unit behind them.
    hidden.weights = ops.renew(hidden.weights, tf.fill(hidden.weights.shape, -1000));
    const [first] = await train(dead, 1);
    const layers = healthPlan(dead.recipe.network).layers;
    layers.forEach(({ bend }, i) => expect(first!.health.layers[i]!.dead).toBe(bend === 'relu' ? 1 : 0));
    dead.dispose();
    const saturated = open('model=mlp&model.activation=tanh', 1);
    const biases = saturated.state.groups.find(({ group }) => group.role === 'bias')!;
    biases.weights = ops.renew(biases.weights, tf.fill(biases.weights.shape, 1000));
    const [second] = await train(saturated, 1);
    healthPlan(saturated.recipe.network).layers.forEach(({ bend }, i) => expect(second!.health.layers[i]!.saturated).toBe(bend === 'tanh' ? 1 : 0));
    saturated.dispose();
  });

  it.each(['', 'model=resnet&model.width=2&adam&ls&mixup', 'qw&clip&wd&do', 'lwr.first=0'])('leaves the run “%s” as it is, replayed or not', async (entries) => {
    const outcome = async (run: Run) => {
      const { objectives, probes } = run.takeSteps(24);
      const values = [[...(await objectives.data())], [...(await weightsOf(run)).values()].map((one) => [...one])];
      const health = await Promise.all(probes.map(async ({ figures }) => [...(await figures.data())]));
      tf.dispose([objectives, ...probes.map(({ figures }) => figures)]);
      run.dispose();
      return { values, health };
    };
    const tensors = tf.memory().numTensors;
    const plain = await outcome(open(entries));
    const probed = await outcome(open(entries, EVERY));
    const eager = await outcome(open(entries, EVERY, true));
    expect(probed.values).toEqual(plain.values);
    expect(probed.health).toHaveLength(6);
    expect(probed).toEqual(eager);
    expect(tf.memory().numTensors).toBe(tensors);
  }, 60_000);
}

await describeOnWebGPU('the health of a network on WebGPU', () => {
  beforeAll(() => installKernels(tf));
  checks();
});

describe.each(['wasm', 'cpu'] as const)('the health of a network on %s', (backend) => {
  beforeAll(() => useBackend(backend));
  checks();
});
