import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LocalReference } from '../../../src/engine/device-check/reference';
import { walkRun } from '../../../src/engine/device-check/walked-run';
import { dump } from '../../../src/engine/dump';
import type { WalkReport } from '../../../src/engine/protocol/device-check';
import { Run } from '../../../src/engine/run';
import { createOps } from '../../../src/kernels';
import { setWeight, takeSteps, testPlatform, tf, tinyExperiment, tinyRun, useBackend } from '../../support/engine';
import { tinyCatalogue } from '../../support/tiny-catalogue';
import { oneElement, onePercent, plantFault } from './faults';

const reference = new LocalReference(testPlatform, tinyCatalogue);
let mend: () => void;
let run: Run;

beforeEach(async () => {
  mend = () => undefined;
  await useBackend('wasm');
});
afterEach(async () => {
  await useBackend('wasm');
  mend();
  run.dispose();
});

async function trained(entries: string): Promise<Run> {
  run = tinyRun(entries);
  await run.prepare();
  takeSteps(run, 5);
  return run;
}

function planted(bug: string): void {
  run = new Run(tf, createOps(tf), tinyCatalogue, { ...tinyExperiment(), plants: { bugs: { [bug]: {} } } });
  takeSteps(run, 5);
}

async function report(entries: string): Promise<WalkReport> {
  return reference.compare(await walkRun(await trained(entries)));
}

describe('a right device', () => {
  // Dropout and drop path draw the same on both sides; biases before a batch norm have gradients of nothing but rounding.
  it.each(['', 'model=mlp', 'model=logistic', 'do', 'qw', 'aux', 'model=resnet&model.width=4&se&dp', 'ap&model=resnet&model.width=4'])('walks as the reference does: %s', async (entries) => {
    const { wrongForward, wrongBackward, layers } = await report(entries);
    expect({ wrongForward, wrongBackward }).toEqual({ wrongForward: undefined, wrongBackward: undefined });
    expect(layers.map(({ name }) => name)).toEqual(run.recipe.network.nodes.map(({ name }) => name).filter((name) => !/^aux/.test(name)));
    expect(Math.max(...layers.flatMap(({ name: _, kind: _kind, ...errors }) => Object.values(errors)))).toBeLessThan(1e-4);
  });

  it('is not asked about a network that has diverged', async () => {
    await trained('model=mlp');
    setWeight(run, 'output/bias', (before) => before.map(() => NaN));
    const before = tf.memory().numTensors;
    await expect(walkRun(run)).rejects.toThrow(/infinite or no numbers/);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('keeps no tensor, on either side', async () => {
    await trained('do');
    const before = tf.memory().numTensors;
    const walked = await walkRun(run);
    expect(tf.memory().numTensors).toBe(before);
    await reference.compare(walked);
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('a wrong kernel', () => {
  it('forward: the first layer whose output differs is named', async () => {
    mend = plantFault(tf, 'Relu', oneElement);
    expect(await report('')).toMatchObject({ wrongForward: 'relu1' });
  });

  it('forward, of one kind of layer only', async () => {
    mend = plantFault(tf, 'GrimoireDense', oneElement);
    expect(await report('')).toMatchObject({ wrongForward: 'hidden' });
  });

  it('forward, in training only', async () => {
    mend = plantFault(tf, 'GrimoireBatchNorm', onePercent);
    const { wrongForward, layers } = await report('model=resnet&model.width=4');
    expect(wrongForward).toBe('stem-norm');
    const { output, trainingOutput } = layers.find(({ name }) => name === 'stem-norm')!;
    expect(output).toBeLessThan(1e-4);
    expect(trainingOutput).toBeGreaterThan(5e-3);
  });

  it('backward: the layer that passes on a wrong gradient is named', async () => {
    mend = plantFault(tf, 'MaxPoolGrad', onePercent);
    const { wrongForward, wrongBackward } = await report('');
    expect({ wrongForward, wrongBackward }).toEqual({ wrongForward: undefined, wrongBackward: 'pool2' });
  });

  it('backward: so is one whose own parameters get a wrong one', async () => {
    mend = plantFault(tf, 'GrimoireConvolutionGrad', onePercent);
    expect(await report('')).toMatchObject({ wrongBackward: 'conv2' });
  });

  it('of the loss is said to be', async () => {
    mend = plantFault(tf, 'GrimoireCrossEntropyGrad', (values) => values.forEach((value, i) => (values[i] = 1.1 * value)));
    expect(await report('')).toMatchObject({ wrongBackward: 'loss' });
  });

  it('that was planted as a bug is found in the run that has it', async () => {
    planted('wrong-kernel');
    expect(await reference.compare(await walkRun(run))).toMatchObject({ wrongBackward: 'pool2' });
  });

  it('is not blamed for a bug in the network, which both sides have', async () => {
    planted('softmax-twice');
    const { wrongForward, wrongBackward } = await reference.compare(await walkRun(run));
    expect([wrongForward, wrongBackward]).toEqual([undefined, undefined]);
  });
});

describe('what a walk reads', () => {
  it('are the activations that a dump shows', async () => {
    await trained('');
    const [{ walk, labels }, dumped] = [await walkRun(run), await dump(run)];
    for (const [name, { values }] of Object.entries(walk.outputs)) expect([...values], name).toEqual([...dumped[`activation/${name}`]!.values.slice(0, values.length)]);
    expect([...labels]).toEqual([...dumped['dev/labels']!.values.slice(0, labels.length)]);
  });

  it('are gradients of the mean cross-entropy, by central differences', async () => {
    await trained('model=mlp');
    const loss = async (): Promise<number> => {
      const { walk, labels } = await walkRun(run);
      const { values } = walk.trainingOutputs['output']!;
      const classes = values.length / labels.length;
      const losses = Array.from(labels, (label, b) => {
        const row = Array.from(values.slice(b * classes, (b + 1) * classes));
        return Math.log(row.reduce((sum, value) => sum + Math.exp(value), 0)) - row[label]!;
      });
      return losses.reduce((sum, value) => sum + value, 0) / losses.length;
    };
    const { walk } = await walkRun(run);
    const step = 0.02;
    for (const path of ['dense1/bias', 'output/kernel']) {
      const gradient = walk.parameterGradients[path]!.values;
      const at = gradient.reduce((best, value, i) => (Math.abs(value) > Math.abs(gradient[best]!) ? i : best), 0);
      const shift = (by: number) => setWeight(run, path, (before) => before.map((value, i) => (i === at ? value + by : value)));
      shift(step);
      const above = await loss();
      shift(-2 * step);
      const below = await loss();
      shift(step);
      expect(gradient[at]! / ((above - below) / (2 * step)), path).toBeCloseTo(1, 1);
    }
  });
});
