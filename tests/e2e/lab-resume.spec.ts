import type { BrowserContext, Page } from '@playwright/test';
import { expect, test } from './support/fixtures';
import { finished, open, showView, SMALL } from './support/page';

/** Epochs that take some seconds. */
const MANY = '80';

interface Row {
  readonly status: string;
  readonly link: string;
  readonly step: number;
  readonly final?: unknown;
  /** The fingerprint of its trained weights. */
  readonly weights: string | undefined;
  /** The step of its checkpoint. */
  readonly kept: number | undefined;
}

/** Trials of the queue as the browser's database has them, in the order they were made. */
function rowsOf(page: Page): Promise<Row[]> {
  return page.evaluate(async () => {
    const answer = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error!);
      });
    const db = await answer(indexedDB.open('grimoire-lab'));
    const transaction = db.transaction(['trials', 'checkpoints']);
    const [trials, checkpoints] = await Promise.all([answer(transaction.objectStore('trials').getAll()), answer(transaction.objectStore('checkpoints').getAll())]);
    db.close();
    const rows = trials as { id: string; created: number; origin: string; link: string; status: string; step: number; final?: unknown; weights?: string }[];
    const kept = new Map((checkpoints as { id: string; checkpoint: { step: number } }[]).map(({ id, checkpoint }) => [id, checkpoint.step]));
    return rows
      .filter(({ origin }) => origin === 'queue')
      .sort((a, b) => a.created - b.created)
      .map(({ id, link, status, step, final, weights }) => ({ status, link, step, final, weights, kept: kept.get(id) }));
  });
}

const add = (page: Page) => page.getByRole('button', { name: 'Add to queue' }).click();

async function setEpochs(page: Page, epochs: string): Promise<void> {
  const field = page.getByRole('textbox', { name: 'Epochs' });
  await field.fill(epochs);
  await field.press('Enter');
  await expect(page).toHaveURL(new RegExp(`epochs=${epochs}\\b`));
}

async function openRuns(page: Page): Promise<void> {
  await open(page, SMALL);
  await finished(page);
  await showView(page, 'Runs');
}

async function closedInTheMiddle(context: BrowserContext, page: Page): Promise<Page> {
  await page.close();
  const again = await context.newPage();
  await open(again, SMALL);
  return again;
}

test('a queue goes on where it was when its tab was closed, to the same result', async ({ page, context, browser, baseURL }) => {
  await openRuns(page);
  await add(page);
  await setEpochs(page, MANY);
  await add(page);
  await setEpochs(page, '2');
  await add(page);
  // The first is done, and the second has begun and was kept on the way.
  await expect.poll(async () => (await rowsOf(page))[1]?.kept ?? 0, { timeout: 30_000, intervals: [50] }).toBeGreaterThan(0);
  const before = await rowsOf(page);
  expect(before.map(({ status }) => status)).toEqual(['finished', 'running', 'waiting']);

  const again = await closedInTheMiddle(context, page);
  await showView(again, 'Runs');
  const { kept } = before[1]!;
  const seen: number[] = [];
  await expect
    .poll(
      async () => {
        const [first, interrupted] = await rowsOf(again);
        expect(first).toEqual(before[0]);
        seen.push(interrupted!.step);
        return interrupted!.status;
      },
      { timeout: 30_000, intervals: [50] },
    )
    .toBe('finished');
  expect(Math.min(...seen), 'steps of the interrupted run since the page was opened again').toBeGreaterThanOrEqual(kept!);
  await expect.poll(async () => (await rowsOf(again))[2]!.status, { timeout: 30_000 }).toBe('finished');

  // Another visitor trains the same without an interruption.
  const elsewhere = await browser.newContext({ baseURL: baseURL! });
  const other = await elsewhere.newPage();
  await openRuns(other);
  await setEpochs(other, MANY);
  await add(other);
  await expect.poll(async () => (await rowsOf(other))[0]?.status, { timeout: 30_000 }).toBe('finished');
  const [, interrupted] = await rowsOf(again);
  expect(interrupted!.weights).toMatch(/^[0-9a-f]{16}$/);
  expect(interrupted).toEqual((await rowsOf(other))[0]);
  await elsewhere.close();
});
