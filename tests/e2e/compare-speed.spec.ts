import type { Browser, Page } from '@playwright/test';
import { expect, test } from './support/fixtures';
import { ENDLESS, finished, open, showView, SMALL, training } from './support/page';

const RUNS = 16;
const POINTS = 2000;

/** Clones the one trial that the lab has kept, with long curves of its own for each. Runs in the page. */
async function seed({ runs, points }: { runs: number; points: number }): Promise<void> {
  const settled = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const db = await settled(indexedDB.open('grimoire-lab'));
  const transaction = db.transaction(['trials', 'curves'], 'readwrite');
  const [trials, curves] = [transaction.objectStore('trials'), transaction.objectStore('curves')];
  const [trial] = await settled(trials.getAll());
  const kept = await settled(curves.get(trial.id));
  const wave = (run: number, i: number): number => (2 * Math.exp((-5 * i) / points) + 0.1) * (1 + 0.2 * Math.sin(i * (1 + run / 7)));
  for (let run = 0; run < runs; run++) {
    const id = `synthetic-${run}`;
    const experiment = { ...trial.experiment, run: { ...trial.experiment.run, seed: run + 2 } };
    const identity = { id, experiment, link: `${trial.link}&seed=${run + 2}`, path: String(run + 2), name: `synthetic run ${run}` };
    trials.put({ ...trial, ...identity, created: trial.created - 1000 - run, step: points, steps: points });
    curves.put({
      ...kept,
      id,
      at: Float64Array.from({ length: points }, (_, i) => i),
      objective: Float32Array.from({ length: points }, (_, i) => wave(run, i)),
      learningRate: Float32Array.from({ length: points }, (_, i) => 0.1 * (1 - i / points)),
    });
  }
  await new Promise((resolve) => (transaction.oncomplete = resolve));
  db.close();
}

interface Task {
  readonly name: string;
  readonly dur?: number;
  readonly pid: number;
  readonly tid: number;
  readonly args?: { readonly name?: string };
}

/** How many tasks the main thread of the page ran, and how many of them took longer than 50 ms, while `work` was done. */
async function tasksDuring(browser: Browser, page: Page, work: () => Promise<void>): Promise<{ all: number; long: number[] }> {
  await browser.startTracing(page, { categories: ['disabled-by-default-devtools.timeline', '__metadata'] });
  await work();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString('utf8')) as { traceEvents: Task[] };
  const main = new Set(traceEvents.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain').map(({ pid, tid }) => `${pid} ${tid}`));
  const tasks = traceEvents.filter(({ name, pid, tid }) => name === 'RunTask' && main.has(`${pid} ${tid}`));
  return { all: tasks.length, long: tasks.flatMap(({ dur = 0 }) => (dur > 50_000 ? [Math.round(dur / 1000)] : [])) };
}

test('sixteen runs of 2,000 points are drawn and read while another one trains, and the page stays at hand @alone', async ({ page, browser }, info) => {
  await open(page, SMALL);
  await finished(page);
  await showView(page, 'Compare');
  await expect(page.getByRole('list', { name: 'All runs' }).getByRole('checkbox')).toHaveCount(1);
  await page.evaluate(seed, { runs: RUNS, points: POINTS });
  await open(page, ENDLESS);
  await training(page);
  await showView(page, 'Compare');
  await page.getByRole('searchbox', { name: 'Find a run' }).fill('synthetic');
  const boxes = page.getByRole('list', { name: 'All runs' }).getByRole('checkbox');
  await expect(boxes).toHaveCount(RUNS);
  for (const box of await boxes.all()) await box.check();
  // The one that trains is drawn as well, and grows.
  await page.getByRole('searchbox', { name: 'Find a run' }).fill('');
  await expect(boxes).toHaveCount(RUNS + 2);
  await boxes.first().check();
  await page.getByRole('button', { name: 'Done choosing' }).click();
  await page.getByRole('combobox', { name: 'What' }).selectOption('objective');
  await expect(page.locator('canvas[data-lines]')).toHaveAttribute('data-lines', String(RUNS + 1));

  await page.evaluate(() => {
    const slow: number[] = [];
    Object.assign(globalThis, { slow });
    new PerformanceObserver((list) => slow.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
  });
  const chart = page.getByRole('slider', { name: /^Where .* is read/ });
  await chart.scrollIntoViewIfNeeded();
  const box = (await chart.boundingBox())!;
  const { all, long } = await tasksDuring(browser, page, async () => {
    for (let i = 0; i <= 60; i++) {
      await page.mouse.move(box.x + (box.width * i) / 60, box.y + box.height / 2);
      await page.waitForTimeout(40);
    }
    await chart.focus();
    for (let i = 0; i < 20; i++) await page.keyboard.press('ArrowLeft');
    for (const name of [/^log y/, /^log x/, /^log y/, /^log x/]) {
      await page.getByRole('button', { name }).click();
      await page.waitForTimeout(300);
    }
    await page.waitForTimeout(2500);
  });
  const slowest = await page.evaluate(() => Math.max(0, ...(globalThis as unknown as { slow: number[] }).slow));
  info.annotations.push({ type: 'measured', description: `${long.length} of ${all} tasks above 50 ms (${long.join(', ')} ms); slowest interaction ${slowest} ms` });
  console.log(info.annotations.at(-1)!.description);
  expect(long.length / all).toBeLessThan(0.01);
  expect(slowest).toBeLessThan(200);
});
