/** What every bug owes: its texts, evidence that exists, a step that can be replayed, and nothing left behind. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Experiment } from '../../src/core/experiment';
import { defaultsOf } from '../../src/core/fields';
import { fold, plantable } from '../../src/core/fold';
import { withPlants, type PlantDeclaration } from '../../src/core/plant';
import { titleOf } from '../../src/diagnose/checklist';
import { judge } from '../../src/diagnose/verdict';
import { Run } from '../../src/engine/run';
import { createOps } from '../../src/kernels';
import { tf, tinyExperiment, useBackend } from '../support/engine';
import { tinyCatalogue } from '../support/tiny-catalogue';

const all = Object.values(tinyCatalogue.plants!);
const cases = all.map((plant) => [plant.id, plant] as const);
const withBug = (experiment: Experiment, { id, fields }: PlantDeclaration) => withPlants(experiment, { bugs: { [id]: defaultsOf(fields) } });

/** Tiny data that know of writers, and a network with quantised weights, so that every bug can act somewhere. */
const sample = { ...tinyCatalogue.datasets['tiny']! };
const peopled = { ...tinyCatalogue, datasets: { ...tinyCatalogue.datasets, tiny: { ...sample, describe: (values: Parameters<typeof sample.describe>[0]) => ({ ...sample.describe(values), groups: 'column' }) } } };
const home = (id: string): Experiment => tinyExperiment(`data.colour=rgb&epochs=4${id === 'bits' ? '&qw' : ''}`);

beforeAll(() => useBackend('wasm'));

describe('the bugs', () => {
  it('are all those of the list', () => {
    expect(all.map(({ id }) => id).sort()).toEqual(
      ['augmentation', 'background', 'bgr', 'bits', 'dropout-on', 'evaluator', 'init-big', 'init-small', 'labels', 'leak', 'rate-high', 'rate-low', 'raw-input', 'replacement', 'softmax-twice', 'sorted', 'squashed', 'upside-down', 'writers', 'wrong-kernel'].sort(),
    );
  });

  it('are offered only where they can act', () => {
    expect(plantable(tinyCatalogue, tinyExperiment())).not.toContain('bgr');
    expect(plantable(tinyCatalogue, tinyExperiment('data.colour=rgb'))).toContain('bgr');
    expect(plantable(tinyCatalogue, tinyExperiment('data=points&model=mlp'))).not.toContain('squashed');
    const grey = tinyExperiment();
    expect(() => fold(tinyCatalogue, withPlants(grey, { bugs: { bgr: {} } }))).toThrow('The bug “Red and blue are swapped in training” cannot be planted here: these data have no colours');
    expect(() => fold(tinyCatalogue, withPlants(grey, { bugs: { bgr: {} }, hunt: 1 }))).toThrow(/^The hidden bug cannot act with these settings/);
  });

  it('are unknown to the rules', () => {
    const folder = path.resolve('src/diagnose');
    for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))) {
      const imports = [...readFileSync(path.join(folder, file), 'utf8').matchAll(/from '([^']+)'/g)].map(([, module]) => module!);
      expect(imports.filter((module) => /plants|core\/plant|core\/hunt-code|core\/experiment|catalogue/.test(module)), file).toEqual([]);
    }
  });
});

describe.each(cases)('%s', (id, plant) => {
  it('says what it is, and what gives it away', () => {
    expect(plant.title.length).toBeGreaterThan(10);
    expect(plant.title).not.toMatch(/\.$/);
    expect(plant.summary).toMatch(/\.$/);
    expect(plant.lesson).toMatch(/\.$/);
    expect(plant.evidence.length).toBeGreaterThan(0);
    const source = { citation: '' };
    for (const rule of plant.evidence) expect(titleOf(judge({ id: rule, rule: '', source }, 'good', {}, '')), `${rule} is a verdict`).not.toBe(rule);
  });

  it('can be replayed, leaves no tensor and no kernel behind', async () => {
    const before = tf.memory().numTensors;
    const kernels = tf.getKernelsForBackend('wasm').map(({ kernelFunc }) => kernelFunc);
    const train = async (eager: boolean) => {
      const run = new Run(tf, createOps(tf), peopled, withBug(home(id), plant), { eager });
      await run.prepare();
      const results = [1, 2, 5, 6].map((count) => run.takeSteps(count).objectives);
      const objectives = results.flatMap((result) => [...result.dataSync<'float32'>()]);
      const metrics = await run.measure(() => true);
      const outcome = { objectives, metrics, replays: run.replays };
      tf.dispose(results);
      run.dispose();
      return outcome;
    };
    const captured = await train(false);
    const eager = await train(true);
    expect(captured.replays).toBe(true);
    expect(captured.objectives).toEqual(eager.objectives);
    expect(captured.metrics).toEqual(eager.metrics);
    expect(tf.memory().numTensors).toBe(before);
    expect(tf.getKernelsForBackend('wasm').map(({ kernelFunc }) => kernelFunc)).toEqual(kernels);
  });
});
