import type { Page } from '@playwright/test';
import { accessibilityViolations } from './support/axe';
import { expect, test } from './support/fixtures';
import { addTrick, finished, open, showView, SMALL } from './support/page';

const table = (page: Page) => page.getByRole('table', { name: 'All runs' });
const rows = (page: Page) => table(page).locator('tbody tr[data-index]');
const row = (page: Page, name: RegExp) => rows(page).filter({ has: page.getByRole('rowheader', { name }) });
const train = (page: Page) => page.getByRole('banner').getByRole('button', { name: 'Train', exact: true }).click();

/** Two finished runs of the page: the first as it is, the second with label smoothing. */
async function trainTwo(page: Page): Promise<void> {
  await open(page, SMALL);
  await finished(page);
  await showView(page, 'Runs');
  await expect(row(page, /Handwritten/)).toContainText('finished');
  await addTrick(page, 'Label smoothing');
  await train(page);
  await expect(row(page, /\+label smoothing/)).toContainText('finished', { timeout: 20_000 });
}

test('runs are kept, named by what they change, found, sorted and starred, and are there after a reload', async ({ page }) => {
  await trainTwo(page);
  await expect(rows(page)).toHaveCount(2);
  await expect(rows(page).first()).toContainText('+label smoothing');
  await expect(row(page, /Handwritten/)).toContainText(/\d+(\.\d+)? %\d+\.\d – \d+\.\d/);
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(table(page).getByRole('columnheader', { name: /^Run/ })).toHaveAttribute('aria-sort', 'ascending');
  await page.getByRole('button', { name: /^Age/ }).click();
  await page.getByRole('button', { name: /^Age/ }).click();
  await expect(rows(page).first()).toContainText('Handwritten');
  await page.getByRole('searchbox', { name: /^Search runs/ }).fill('SMOOTHING');
  await expect(rows(page)).toHaveCount(1);
  await expect(page.getByText('1 of 2 runs')).toBeVisible();
  await page.getByRole('button', { name: /^Star .*label smoothing/ }).click();
  await page.getByRole('button', { name: 'Show all' }).click();
  await expect(rows(page)).toHaveCount(2);
  await page.reload();
  await showView(page, 'Runs');
  await expect(row(page, /\+label smoothing/)).toContainText('finished');
  await page.getByRole('button', { name: 'Starred only' }).click();
  await expect(rows(page)).toHaveCount(1);
});

test('the details of a run show its figures and settings and take remarks; a deleted one comes back', async ({ page }) => {
  await trainTwo(page);
  await page.getByRole('button', { name: /\+label smoothing/, expanded: false }).click();
  const detail = page.getByRole('complementary', { name: /label smoothing|champion/ });
  await expect(detail.getByRole('row', { name: /^Dev/ })).toContainText(/\d+\.\d – \d+\.\d/);
  await expect(detail.getByRole('listitem').filter({ hasText: '+label smoothing' })).toBeVisible();
  await detail.getByLabel('Label').fill('champion');
  await detail.getByLabel('Label').press('Enter');
  await detail.getByLabel('Tags').fill('lecture 4, weak');
  await detail.getByLabel('Note').fill('Look at it again.');
  await detail.getByLabel('Note').press('Escape');
  await expect(detail).toBeHidden();
  await expect(row(page, /champion/)).toContainText('Look at it again.');
  await expect(page.getByLabel('Tag of the runs listed')).toContainText('lecture 4');
  await page.getByRole('button', { name: /champion/, expanded: false }).click();
  await page.getByRole('checkbox', { name: /^Choose .*champion/ }).check();
  await page.getByRole('textbox', { name: 'Tag to add' }).fill('strong');
  await page.keyboard.press('Enter');
  await expect(detail.getByLabel('Tags')).toHaveValue('lecture 4, weak, strong');
  await detail.getByLabel('Tags').focus();
  await detail.getByLabel('Note').focus();
  await expect(row(page, /champion/)).toContainText('strong');
  await detail.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(rows(page)).toHaveCount(1);
  const undo = page.getByRole('button', { name: 'Undo', exact: true });
  await expect(undo).toBeFocused();
  await undo.press('Enter');
  await expect(row(page, /champion/)).toBeVisible();
  await expect(undo).toBeHidden();
});

test('variants are queued, put in order, and trained one after the other', async ({ page }) => {
  await open(page, SMALL);
  await finished(page);
  await showView(page, 'Runs');
  await expect(row(page, /Handwritten/)).toContainText('finished');
  const queue = page.getByRole('region', { name: 'Queue' });
  // Before anything waits the queue can be held back, so that nothing begins too soon for this test.
  await page.getByRole('banner').getByRole('button', { name: 'Queue', exact: true }).click();
  await expect(page.getByRole('region', { name: 'Notices' })).toContainText('It got seed 2');
  await queue.getByRole('button', { name: 'Pause the queue' }).click();
  await addTrick(page, 'Label smoothing');
  await queue.getByLabel('With how many seeds').selectOption('3');
  await queue.getByRole('button', { name: 'Add to queue' }).click();
  const waiting = queue.getByRole('list', { name: /^Waiting/ }).getByRole('listitem').filter({ hasText: 'smoothing' });
  await expect(waiting).toHaveCount(3);
  const last = await waiting.nth(2).locator('[class*=name]').innerText();
  await waiting.nth(2).getByRole('button', { name: /earlier$/ }).click();
  await expect(waiting.nth(1)).toContainText(last);
  await expect(waiting.nth(1).getByRole('button', { name: /earlier$/ })).toBeFocused();
  await waiting.nth(2).getByRole('button', { name: /out of the queue$/ }).click();
  await expect(waiting).toHaveCount(2);
  await queue.getByRole('button', { name: 'Resume the queue' }).click();
  await expect(queue.getByRole('status')).toHaveText('Empty', { timeout: 40_000 });
  await expect(rows(page).filter({ hasText: 'finished' })).toHaveCount(4);
  await page.getByLabel('Group runs').selectOption('arm');
  await expect(table(page)).toContainText(/mean of 2/);
});

test('everything is reached by keyboard', async ({ page }) => {
  await trainTwo(page);
  const names = rows(page).locator('[data-control=open]');
  await names.first().focus();
  await page.keyboard.press('ArrowDown');
  await expect(names.nth(1)).toBeFocused();
  await page.keyboard.press('Home');
  await expect(names.first()).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('complementary', { name: /label smoothing/ })).toBeVisible();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('complementary', { name: /label smoothing/ })).toBeHidden();
  await expect(names.first()).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Space');
  await expect(names.first().locator('xpath=ancestor::tr').getByRole('button', { name: /^Star/ })).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Space');
  await expect(page.getByRole('toolbar', { name: 'Runs that are chosen' })).toContainText('1 run chosen');
});

/** Puts copies of the one run that is kept into the database, as if it had been trained a thousand times. */
function multiply(page: Page, n: number): Promise<void> {
  return page.evaluate(async (count) => {
    const ask = <T>(request: IDBRequest<T>): Promise<T> => new Promise((done, fail) => void ((request.onsuccess = () => done(request.result)), (request.onerror = () => fail(request.error))));
    const database = await ask(indexedDB.open('grimoire-lab'));
    const store = database.transaction('trials', 'readwrite').objectStore('trials');
    const [first] = (await ask(store.getAll())) as Record<string, unknown>[];
    for (let i = 2; i < 2 + count; i++) await ask(store.put({ ...first, id: `copy-${i}`, path: String(i), name: `copy ${i}`, created: Number(first!['created']) - i * 60_000 }));
    database.close();
  }, n);
}

/** How long each task kept the page's main thread computing, in ms; waiting for a processor that others use does not count. */
function mainThreadTasks(trace: Buffer): number[] {
  interface TraceEvent {
    readonly name: string;
    readonly pid: number;
    readonly tid: number;
    /** Microseconds of the thread itself. */
    readonly tdur?: number;
    readonly args?: { readonly name?: string };
  }
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] };
  const threads = new Set(traceEvents.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain').map(({ pid, tid }) => `${pid} ${tid}`));
  return traceEvents.flatMap(({ name, pid, tid, tdur = 0 }) => (name === 'RunTask' && threads.has(`${pid} ${tid}`) ? [tdur / 1000] : []));
}

test('a thousand runs stay smooth', async ({ page, browser }) => {
  await open(page, SMALL);
  await finished(page);
  await showView(page, 'Runs');
  await expect(row(page, /Handwritten/)).toContainText('finished');
  await page.waitForTimeout(500);
  await multiply(page, 1000);
  await page.reload();
  await finished(page);
  await showView(page, 'Runs');
  await expect(page.getByText(/^1,00\d runs$/)).toBeVisible();
  await browser.startTracing(page, { categories: ['devtools.timeline', 'disabled-by-default-devtools.timeline'] });
  await rows(page).first().hover();
  for (let i = 0; i < 40; i++) {
    await page.mouse.wheel(0, 400);
    await page.waitForTimeout(16);
  }
  await expect(row(page, /copy 3\d\d/).first()).toBeVisible();
  expect(await rows(page).count()).toBeLessThan(80);
  await page.getByRole('searchbox', { name: /^Search runs/ }).pressSequentially('copy 777', { delay: 50 });
  await expect(rows(page)).toHaveCount(1);
  const tasks = mainThreadTasks(await browser.stopTracing());
  expect(tasks.length).toBeGreaterThan(100);
  expect(tasks.filter((ms) => ms > 50), 'tasks of more than 50 ms').toEqual([]);
});

test('a jump over many rows comes to the rows that are there, enlarged by projector mode or not', async ({ page }) => {
  await open(page, SMALL);
  await finished(page);
  await showView(page, 'Runs');
  await expect(row(page, /Handwritten/)).toContainText('finished');
  await page.waitForTimeout(500);
  await multiply(page, 200);
  await page.reload();
  await showView(page, 'Runs');
  await expect(page.getByText(/^20\d runs$/)).toBeVisible();
  /** Whether the middle of the page is where it was scrolled to, and full of rows from above to below. */
  const full = (wanted: number) =>
    page.locator('main').evaluate((main, top) => {
      const { left, width, top: above, bottom } = main.getBoundingClientRect();
      const places = [0.3, 0.6, 0.95].map((part) => document.elementFromPoint(left + width / 2, above + part * (Math.min(bottom, innerHeight) - above)));
      return Math.abs(main.scrollTop - top) < 2 && places.every((element) => element?.closest('tr[data-index]'));
    }, wanted);
  for (const key of ['', 'p']) {
    if (key !== '') await page.keyboard.press(key);
    await page.locator('main').evaluate((main) => main.scrollTo(0, 0));
    await expect(rows(page).first()).toHaveAttribute('data-index', '0');
    await page.locator('main').evaluate((main) => main.scrollTo(0, 4000));
    await expect.poll(() => full(4000)).toBe(true);
  }
});

for (const [colorScheme, width, height] of [
  ['light', 1440, 900],
  ['dark', 390, 844],
] as const) {
  test(`the view breaks no rule of accessibility in ${colorScheme} colours, ${width} pixels wide, and is no wider`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await open(page, SMALL);
    await finished(page);
    await showView(page, 'Runs');
    await expect(row(page, /Handwritten/)).toContainText('finished');
    await page.getByRole('banner').getByRole('button', { name: 'Queue', exact: true }).click();
    await rows(page).first().locator('[data-control=tick]').check();
    expect.soft(await accessibilityViolations(page), 'the table').toEqual([]);
    await row(page, /Handwritten/).locator('[data-control=open]').click();
    await expect(page.getByRole('complementary', { name: /Handwritten/ })).toBeVisible();
    await page.waitForTimeout(300);
    expect.soft(await accessibilityViolations(page), 'the details').toEqual([]);
    expect.soft(await page.evaluate(() => document.scrollingElement!.scrollWidth)).toBeLessThanOrEqual(width);
  });
}
