import type { Page } from '@playwright/test';
import type * as comlink from 'comlink';
import type { Catalogue } from '../../src/core/catalogue';
import type { Experiment } from '../../src/core/experiment';
import { readLink } from '../../src/core/permalink';
import { glyphs } from '../../src/data/sets/glyphs';
import { points } from '../../src/data/sets/points';
import { cnn } from '../../src/models/cnn';
import { mlp } from '../../src/models/mlp';
import { resnet } from '../../src/models/resnet';
import { constant } from '../../src/tricks/constant';
import { nesterov } from '../../src/tricks/nesterov';
import type { BackendId, BackendReport, RunEvent, Trainer } from '../../src/engine/protocol';
import { expect, test } from './support/fixtures';
import { finished, statusOf } from './support/page';
import { openWithComlink, QUICK } from './support/trainer';

/** Largest relative difference of a loss between two backends. */
const TOLERANCE = 1e-3;

/** The folders that hold these are read by Vite, which is not here. */
const catalogue: Catalogue = { datasets: { glyphs, points }, models: { cnn, mlp, resnet }, layers: {}, tricks: { constant, nesterov } };

interface Comparison {
  readonly steps: number;
  readonly link: string;
}

/** Each epoch is longer than the steps compared, and there are far more epochs than that, so that no evaluation comes in between. */
const COMPARISONS: Readonly<Record<string, Comparison>> = {
  'an MLP on points': { steps: 20, link: '#v=1&data=points&data.size=800&batch=32&epochs=1000&model.width=8&constant' },
  'a CNN': { steps: 20, link: '#v=1&data.size=200&batch=8&epochs=1000&model.width=4&model.hidden=16&constant' },
  // A software GPU takes about a second for each of these.
  'a residual net with batch norm': { steps: 8, link: '#v=1&data.size=200&batch=8&epochs=1000&model=resnet&model.width=2&model.blocks=1&lr=0.02&constant' },
};

function experimentOf(link: string): Experiment {
  const { experiment, notices } = readLink(catalogue, link);
  expect(notices).toEqual([]);
  return experiment;
}

/** Trains in a worker of its own, beside the page. @returns the objective of each of the first steps */
async function losses(page: Page, address: string, experiment: Experiment, steps: number, backend: BackendId): Promise<{ report: BackendReport; values: number[] }> {
  return page.evaluate(
    async ([url, given, wanted, count]) => {
      const { wrap, proxy } = (globalThis as unknown as { Comlink: typeof comlink }).Comlink;
      const worker = new Worker(url, { type: 'module' });
      try {
        const trainer = wrap<Trainer>(worker);
        const report = await trainer.prepare({ backend: wanted });
        const values: number[] = [];
        await new Promise<void>((resolve, reject) => {
          const listener = (event: RunEvent): void => {
            if (event.type === 'progress') values.push(...event.objective);
            if (values.length >= count) resolve();
            else if (event.type === 'failed') reject(new Error(event.reason));
          };
          trainer.start(given, proxy(listener)).catch(reject);
        });
        return { report, values: values.slice(0, count) };
      } finally {
        worker.terminate();
      }
    },
    [address, experiment, backend, steps] as const,
  );
}

function compare(values: readonly number[], reference: readonly number[], name: string): void {
  expect(values, name).toHaveLength(reference.length);
  const differences = values.map((value, step) => Math.abs(value / reference[step]! - 1));
  test.info().annotations.push({ type: name, description: `largest relative difference ${Math.max(...differences).toExponential(1)}` });
  expect(Math.max(...differences), name).toBeLessThan(TOLERANCE);
}

for (const [name, { steps, link }] of Object.entries(COMPARISONS)) {
  test(`wasm and cpu agree on ${steps} steps of ${name}`, async ({ page }) => {
    const address = await openWithComlink(page);
    const experiment = experimentOf(link);
    const cpu = await losses(page, address, experiment, steps, 'cpu');
    const wasm = await losses(page, address, experiment, steps, 'wasm');
    expect([cpu.report.backend, wasm.report.backend]).toEqual(['cpu', 'wasm']);
    compare(wasm.values, cpu.values, 'wasm against cpu');
    expect((await losses(page, address, experiment, steps, 'wasm')).values, 'a second run').toEqual(wasm.values);
  });

  test(`@webgpu and wasm agree on ${steps} steps of ${name}`, async ({ page }) => {
    test.setTimeout(120_000);
    const address = await openWithComlink(page);
    const experiment = experimentOf(link);
    const wasm = await losses(page, address, experiment, steps, 'wasm');
    const webgpu = await losses(page, address, experiment, steps, 'webgpu');
    expect(webgpu.report.device).toMatch(/^WebGPU, /);
    compare(webgpu.values, wasm.values, 'webgpu against wasm');
  });
}

test('the backend that was chosen is used, shown and remembered', async ({ page }) => {
  await page.addInitScript(() => window.localStorage.setItem('grimoire:backend', 'cpu'));
  await page.goto(QUICK);
  await finished(page);
  await page.getByRole('button', { name: 'Backend: JavaScript' }).click();
  const dialog = page.getByRole('dialog', { name: 'Backend' });
  await expect(dialog).toContainText('You asked for plain JavaScript.');
  await dialog.getByRole('radio', { name: 'WebAssembly' }).check();
  await expect(page.getByRole('button', { name: 'Backend: WebAssembly' })).toBeVisible();
  await finished(page);
  expect(await page.evaluate(() => window.localStorage.getItem('grimoire:backend'))).toBe('wasm');
});

test('@webgpu in software gives way to WebAssembly, and says why', async ({ page }) => {
  await page.goto(QUICK);
  await finished(page);
  await page.getByRole('button', { name: 'Backend: WebAssembly' }).click();
  await expect(page.getByRole('dialog', { name: 'Backend' })).toContainText('WebGPU here computes on the processor, which is slower than WebAssembly.');
});

test('@webgpu is used where the visitor insists', async ({ page }) => {
  await page.addInitScript(() => window.localStorage.setItem('grimoire:backend', 'webgpu'));
  await page.goto(QUICK);
  await finished(page);
  await expect(page.getByRole('button', { name: 'Backend: WebGPU' })).toBeVisible();
  await expect(statusOf(page)).toHaveText(/^Finished/);
});
