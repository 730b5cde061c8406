import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from './support/fixtures';
import { finished, open, showView, SMALL } from './support/page';

/** Presses a button that saves something. */
async function saved(page: Page, button: string): Promise<{ readonly name: string; readonly bytes: Buffer }> {
  const waiting = page.waitForEvent('download');
  await page.getByRole('button', { name: button, exact: true }).click();
  const download = await waiting;
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

test('metrics are saved in every format', async ({ page }) => {
  await open(page, SMALL);
  await finished(page);
  await showView(page, 'Export');
  const csv = await saved(page, 'Save CSV');
  expect(csv.name).toMatch(/^glyphs-cnn-.*seed1-metrics\.csv$/);
  const lines = csv.bytes.toString('utf8').trimEnd().split('\r\n');
  expect(lines[0]).toMatch(/^run,name,seed,step,/);
  expect(lines).toHaveLength(12); // before the first step, and after each of ten
  const objects = (await saved(page, 'Save JSON Lines')).bytes.toString('utf8').trimEnd().split('\n').map((line) => JSON.parse(line) as { type: string });
  expect(new Set(objects.map(({ type }) => type))).toEqual(new Set(['config', 'step', 'evaluation', 'health', 'result']));
  const events = unzipSync((await saved(page, 'Save TensorBoard')).bytes);
  expect(Object.keys(events)).toEqual([expect.stringMatching(/^run-1-.*\/events\.out\.tfevents\.\d+\.grimoire$/)]);
  const wandb = unzipSync((await saved(page, 'Save Weights & Biases')).bytes);
  expect(Object.keys(wandb)).toEqual(['replay.py', ...['wandb-history.jsonl', 'wandb-summary.json', 'config.json'].map((name) => expect.stringMatching(new RegExp(`/${name}$`)))]);

  // Another set of runs.
  await page.getByRole('combobox', { name: 'Which runs' }).selectOption('compared');
  await expect(page.getByRole('button', { name: 'Save CSV', exact: true })).toBeDisabled();
  await expect(page.getByText('No run is chosen: choose some under Compare').first()).toBeVisible();
  await page.getByRole('combobox', { name: 'Which runs' }).selectOption('all');
  expect((await saved(page, 'Save CSV')).bytes.toString('utf8').split('\r\n').length).toBeGreaterThanOrEqual(12);
});

test('the network is saved for other programs, or a sentence says why not', async ({ page }) => {
  await open(page, `${SMALL}&se`);
  await finished(page);
  await showView(page, 'Export');
  const weights = await saved(page, 'Save Weights');
  const length = Number(weights.bytes.readBigUInt64LE(0));
  const header = JSON.parse(weights.bytes.toString('utf8', 8, 8 + length)) as Record<string, { shape: number[] }> & { __metadata__: Record<string, string> };
  expect(weights.name).toMatch(/\.safetensors$/);
  expect(header['conv1/kernel']!.shape).toEqual([3, 3, 1, 4]);
  expect(header.__metadata__['link']).toContain('#v=1');
  const keras = unzipSync((await saved(page, 'Save Keras model for TensorFlow.js')).bytes);
  const model = JSON.parse(strFromU8(keras['model.json']!)) as { weightsManifest: { weights: { shape: number[] }[] }[] };
  const numbers = model.weightsManifest[0]!.weights.reduce((sum, { shape }) => sum + shape.reduce((product, extent) => product * extent, 1), 0);
  expect(keras['weights.bin']).toHaveLength(4 * numbers);
  await expect(page.getByRole('button', { name: 'Save Weights for the PyTorch script' })).toBeDisabled();
  await expect(page.getByText(/^Squeeze-and-excite rebuilds the network/)).toBeVisible();
  await page.getByText('How to read it').last().click();
  await expect(page.getByLabel('Keras model for TensorFlow.js: how to read it, JavaScript')).toContainText('tf.loadLayersModel');
});

test('the script is saved, and a chart as a picture', async ({ page }) => {
  await open(page, SMALL);
  await finished(page);
  const svg = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save Loss as a picture' }).click();
  await page.getByRole('button', { name: 'Save Loss as SVG' }).click();
  expect(await readFile(await (await svg).path(), 'utf8')).toMatch(/^<svg .*cross-entropy \(nats\)/s);
  await showView(page, 'Export');
  expect((await saved(page, 'Save Weights for the PyTorch script')).name).toMatch(/-pytorch\.safetensors$/);
  const script = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Save the script' }).click();
  expect((await script).suggestedFilename()).toMatch(/^glyphs-cnn-.*-seed1\.py$/);
});
