/** What is written, stock TensorFlow.js reads, and it answers as the engine does. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { ExportedModel } from '../../../src/core/exported-model';
import { readLink } from '../../../src/core/permalink';
import { exportModel } from '../../../src/engine/export-model';
import { logitsOf } from '../../../src/engine/predictions';
import { Run } from '../../../src/engine/run';
import { KerasError, kerasFiles } from '../../../src/export/model/keras';
import { createOps } from '../../../src/kernels';
import { setWeight, takeSteps, tf, useBackend } from '../../support/engine';
import { tinyCatalogue } from '../../support/tiny-catalogue';

/** Of the largest logit. */
const TOLERANCE = 1e-4;

/** A run that has taken some steps on stock kernels, for its running statistics, and whose every weight was moved a little. */
function trained(link: string, steps = 2): Run {
  const { experiment, notices } = readLink(tinyCatalogue, `#v=1&batch=8&epochs=1&${link}`);
  expect(notices).toEqual([]);
  const run = new Run(tf, createOps(tf, { safeMode: true }), tinyCatalogue, experiment, { eager: true });
  takeSteps(run, steps);
  let draw = 0;
  for (const { path } of run.recipe.network.parameters) setWeight(run, path, (values) => values.map((value) => value + 0.2 * Math.sin(++draw)));
  return run;
}

function load(model: ExportedModel) {
  const files = kerasFiles(model, { link: 'a link' });
  const { weightsManifest, ...rest } = JSON.parse(files['model.json']) as {
    modelTopology: object;
    weightsManifest: { weights: { name: string; shape: number[]; dtype: 'float32' }[] }[];
    userDefinedMetadata: Record<string, string>;
  };
  return tf.loadLayersModel({ load: () => Promise.resolve({ ...rest, weightSpecs: weightsManifest[0]!.weights, weightData: files['weights.bin'].buffer }) });
}

/** @returns the largest difference of logits on some dev samples, as a part of the largest logit */
async function difference(run: Run): Promise<number> {
  const dev = run.split('dev');
  const indices = Int32Array.from({ length: 12 }, (_, i) => i);
  dev.ensure(indices);
  const x = dev.gather(tf.tensor1d(indices, 'int32'));
  const ours = logitsOf(run.evaluator, dev.normalise(x));
  const model = await load(await exportModel(run));
  const theirs = model.predict(x) as typeof ours;
  expect(theirs.shape).toEqual(ours.shape);
  const [a, b] = [ours.dataSync(), theirs.dataSync()];
  const largest = Math.max(...a.map(Math.abs));
  expect(largest).toBeGreaterThan(1e-2);
  const off = Math.max(...a.map((value, i) => Math.abs(value - b[i]!)));
  model.dispose();
  tf.dispose([x, ours, theirs]);
  return off / largest;
}

beforeAll(() => useBackend('cpu', true));

const RESNET = 'data=tiny&model=resnet&model.width=4';
const CNN = 'data=tiny&model=cnn&model.width=4&model.hidden=16';

describe('a Keras model in stock tfjs gives the logits of the engine', () => {
  it.each([
    'data=tiny&model=logistic',
    'data=tiny&model=mlp',
    'data=tiny&model=cnn',
    'data=tiny&model=resnet',
    'data=points&model=mlp',
    'data=points&model=logistic',
    // Pictures of 28 × 28 pixels, whose halves become odd.
    'data=glyphs&data.size=20&model=cnn&model.width=2&model.depth=4&model.downsampling=strides',
    'data=glyphs&data.size=20&model=cnn&model.width=2&model.depth=3',
    'data=tiny&data.colour=rgb&model=cnn&model.downsampling=strides',
    'data=tiny&model=mlp&model.activation=tanh',
    'data=tiny&model=mlp&model.activation=sigmoid',
    `${RESNET}&model.norm=none`,
    `${RESNET}&model.stem=strided&stem`,
    `${RESNET}&model.stem=strided&stem.activation=elu`,
    `${RESNET}&model.stem=strided&stem.activation=swish`,
    `${CNN}&se.ratio=2`,
    `${RESNET}&se.ratio=2`,
    `${RESNET}&se.ratio=2&se.place=block`,
    `${RESNET}&norm.kind=layer`,
    `${RESNET}&norm.kind=group&norm.groups=2`,
    `${RESNET}&norm.kind=group&norm.groups=3`,
    `${CNN}&norm.kind=batch`,
    `${CNN}&norm.kind=group&norm.groups=4`,
    'data=points&model=mlp&norm.kind=layer',
    'data=points&model=mlp&norm.kind=group&norm.groups=4',
    `${RESNET}&ap`,
    `${RESNET}&ap.heads=3`,
    `${RESNET}&aux&dp&do`,
    `${CNN}&do.place=hidden&aux`,
    `${CNN}&qw`,
    `${RESNET}&qw.values=bits`,
    `${RESNET}&se.ratio=4&ap.heads=2&norm.kind=group&aux&do&dp&model.stem=strided&stem`,
  ])('%s', async (link) => {
    const run = trained(link);
    expect(await difference(run)).toBeLessThan(TOLERANCE);
    run.dispose();
  });
});

describe('what is exported', () => {
  it('is what an evaluation uses: averages once the run is finished, and it says so', async () => {
    const run = trained('data=tiny&model=resnet&model.width=2&ema.decay=0.5', 5);
    expect((await exportModel(run)).caveats).toEqual([
      'The run has taken 5 of 8 steps: these are the weights of that moment.',
      expect.stringMatching(/^The average that Exponential moving average makes takes the place/),
    ]);
    takeSteps(run, 3);
    const before = (await exportModel(run)).parameters;
    await run.finish();
    const { parameters, caveats } = await exportModel(run);
    expect(parameters['output/kernel']!.values).not.toEqual(before['output/kernel']!.values);
    expect(caveats).toEqual([expect.stringMatching(/^The weights are the average/)]);
    expect(await difference(run)).toBeLessThan(TOLERANCE);
    run.dispose();
  });

  it('holds one network, and says where an evaluation asks several', async () => {
    const run = trained('data=tiny&model=cnn&model.width=2&model.hidden=8&data.mirrorable=on&flip&tta', 1);
    expect((await exportModel(run)).caveats.join(' ')).toMatch(/Test-time augmentation asks the network several times.*one network, asked once/);
    run.dispose();
  });

  it('leaves no tensor behind and keeps what it gave when the run goes on', async () => {
    const run = trained(`${CNN}&norm.kind=batch`, 1);
    const tensors = tf.memory().numTensors;
    const { parameters, states } = await exportModel(run);
    expect(tf.memory().numTensors).toBe(tensors);
    const copies = [Float32Array.from(parameters['hidden/kernel']!.values), Float32Array.from(states['conv1-norm/mean']!.values)];
    takeSteps(run, 2);
    expect([parameters['hidden/kernel']!.values, states['conv1-norm/mean']!.values]).toEqual(copies);
    run.dispose();
  });

  it('carries the texts about it', async () => {
    const run = trained('data=points&model=logistic', 1);
    const model = await load(await exportModel(run));
    expect(model.getUserDefinedMetadata()).toEqual({ link: 'a link' });
    model.dispose();
    run.dispose();
  });
});

describe('what Keras cannot say is refused', () => {
  it('with a sentence that names the layer', async () => {
    const run = trained('data=tiny&model=mlp', 1);
    const model = await exportModel(run);
    const nodes = model.blueprint.nodes.map((node) => (node.name === 'dense1' ? { ...node, kind: 'hyperbolic' } : node));
    expect(() => kerasFiles({ ...model, blueprint: { ...model.blueprint, nodes } }, {})).toThrow(/The layer "dense1" is of the kind "hyperbolic", which has no counterpart/);
    run.dispose();
  });

  it('and so is a network with a bug in it', async () => {
    const run = trained('data=tiny&model=mlp&bug=dropout-on', 1);
    const model = await exportModel(run);
    expect(() => kerasFiles(model, {})).toThrow(KerasError);
    expect(() => kerasFiles(model, {})).toThrow(/A bug is planted/);
    run.dispose();
  });
});
