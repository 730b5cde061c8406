/** What the page says of how to read a file is run, or at least read, here. */
import { execFileSync, spawnSync } from 'node:child_process';
import { beforeAll, expect, it } from 'vitest';
import { exportModel } from '../../src/engine/export-model';
import { kerasFiles } from '../../src/export/model/keras';
import { METRICS_SNIPPETS, MODEL_SNIPPETS, type Snippet } from '../../src/export/snippets';
import { takeSteps, tf, tinyRun, useBackend } from '../support/engine';

beforeAll(() => useBackend('cpu', true));

const all: Snippet[] = [...Object.values(METRICS_SNIPPETS), MODEL_SNIPPETS.weights, MODEL_SNIPPETS.torch].map((write) => write('a-file.name'));

it('Python reads the Python', (context) => {
  if (spawnSync('python3', ['--version']).status !== 0) context.skip('python3 is not there to read it');
  const python = all.filter(({ language }) => language === 'Python').map(({ lines }) => lines.join('\n'));
  expect(python).toHaveLength(4);
  expect(execFileSync('python3', ['-c', 'import ast, json, sys; [ast.parse(text) for text in json.load(sys.stdin)]; print("right")'], { input: JSON.stringify(python), encoding: 'utf8' }).trim()).toBe('right');
});

it('TensorFlow.js gets probabilities from a picture by the JavaScript', async () => {
  const run = tinyRun('', true);
  takeSteps(run, 1);
  const files = kerasFiles(await exportModel(run), {});
  const { lines } = MODEL_SNIPPETS.keras(8, 1);
  const { modelTopology, weightsManifest } = JSON.parse(files['model.json']) as { modelTopology: object; weightsManifest: { weights: { name: string; shape: number[]; dtype: 'float32' }[] }[] };
  const asked: string[] = [];
  const fromFolder = (url: string) => {
    asked.push(url);
    return tf.loadLayersModel({ load: () => Promise.resolve({ modelTopology, weightSpecs: weightsManifest[0]!.weights, weightData: files['weights.bin'].buffer }) });
  };
  const code = `return (async () => {\n${lines.join('\n')}\nreturn probabilities;\n})()`;
  // The snippet is text of our own.
  const read = new Function('tf', 'canvas', code) as (tf: object, canvas: object) => Promise<{ dataSync(): Float32Array }>;
  const canvas = { width: 8, height: 8, data: Uint8Array.from({ length: 8 * 8 * 4 }, (_, i) => (i * 7) % 256) };
  const probabilities = [...(await read({ ...tf, browser: tf.browser, loadLayersModel: fromFolder }, canvas)).dataSync()];
  expect(asked).toEqual(['model.json']);
  expect(probabilities).toHaveLength(4);
  expect(probabilities.reduce((sum, one) => sum + one)).toBeCloseTo(1, 5);
  run.dispose();
});
