import type { Browser, Page } from '@playwright/test';
import { joinResults } from '../../src/core/result-link/address';
import { writeResults } from '../../src/core/result-link/payload';
import { someRun } from '../core/result-link/some-runs';
import { accessibilityViolations } from './support/axe';
import { expect, test } from './support/fixtures';
import { finished, noticesOf, open, runsOf, showView, statusOf } from './support/page';

const POINTS = '#v=1&data=points&epochs=8';

const dialogOf = (page: Page) => page.getByRole('dialog', { name: 'Share' });
const linkOf = (page: Page) => dialogOf(page).getByRole('textbox', { name: 'Link with results' });
const recordedOf = (page: Page) => page.getByRole('region', { name: /^Recorded result/ });

/** Trains shortly and shares what came of it. @returns the fragment of the link */
async function sharedLink(page: Page): Promise<string> {
  await open(page, POINTS);
  await finished(page);
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await dialogOf(page).getByLabel('Title, if you like').fill('Eight epochs');
  await expect(linkOf(page)).toHaveValue(/&results=/);
  return new URL(await linkOf(page).inputValue()).hash;
}

/** The rows of a chart's table. */
async function numbers(page: Page, title: string): Promise<string[]> {
  await page.getByRole('button', { name: `${title} as a table` }).click();
  return page.getByRole('region', { name: `${title}, numbers` }).locator('tbody tr').allInnerTexts();
}

/** Somebody else's browser, without WebGPU, in which nothing is kept. */
async function otherBrowser(browser: Browser, address: string, spoil?: (page: Page) => Promise<unknown>): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await context.addInitScript(() => Object.defineProperty(Navigator.prototype, 'gpu', { get: () => undefined }));
  const page = await context.newPage();
  await spoil?.(page);
  await page.goto(address);
  return page;
}

test('a link with results shows them elsewhere without training, and they are reproduced bit for bit', async ({ page, browser, baseURL }) => {
  const link = await sharedLink(page);
  expect(link.length).toBeLessThan(2000);
  expect(await accessibilityViolations(page, 'dialog')).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(dialogOf(page)).toBeHidden();
  const accuracies = await numbers(page, 'Accuracy');
  const dev = (await statusOf(page).innerText()).replace('Finished · dev accuracy ', '');

  const other = await otherBrowser(browser, baseURL! + link);
  const recorded = recordedOf(other);
  await expect(recorded.getByRole('heading', { name: 'Recorded result: Eight epochs' })).toBeVisible();
  await expect(recorded.getByRole('region', { name: 'Recorded figures' })).toContainText(dev);
  // The columns of one run need no number, so only the values are compared.
  expect(await numbers(other, 'Recorded accuracy')).toEqual(accuracies);
  await expect(statusOf(other)).toHaveText('Ready · nothing is training yet');
  await expect(runsOf(other)).toHaveCount(0);
  expect(await accessibilityViolations(other, 'main')).toEqual([]);

  await recorded.getByRole('button', { name: 'Reproduce', exact: true }).click();
  await expect(recorded.getByRole('list', { name: 'What came of reproducing' })).toContainText(`Reproduced bit for bit: the same metrics at all ${accuracies.length} evaluations and at the end. ${dev} against ${dev}`, { timeout: 30_000 });
  expect(new URL(other.url()).hash).toBe(link);
  // What is edited is another experiment.
  await other.getByRole('textbox', { name: 'Learning rate' }).fill('0.1');
  await other.keyboard.press('Enter');
  await expect(other).toHaveURL(/#v=1&data=points&epochs=8&lr=0\.1$/);
  await other.context().close();
});

/** Three recorded runs in a link, that nobody had to train. */
const RECORDED = joinResults(POINTS, writeResults({ title: '', runs: [1, 2, 3].map((seed) => someRun(seed, 20, { settings: `${POINTS.slice(1)}&seed=${seed}`, name: `seed ${seed}` })) }));

test('recorded results are read where the engine cannot be loaded, and stand among all runs once', async ({ browser, baseURL }) => {
  const other = await otherBrowser(browser, baseURL! + RECORDED, (spoilt) => spoilt.route(/trainer\.worker/, (route) => route.abort()));
  await expect(recordedOf(other).getByRole('region', { name: 'Recorded figures' }).locator('tbody tr')).toHaveCount(3);
  await expect(recordedOf(other).getByRole('region', { name: 'Recorded loss' })).toBeVisible();
  await expect(statusOf(other)).toHaveText(/^Failed/);
  await expect(recordedOf(other).getByRole('button', { name: 'Reproduce all 3' })).toBeDisabled();
  await other.reload();
  await expect(recordedOf(other)).toBeVisible();
  await showView(other, 'Runs');
  for (const seed of [1, 2, 3]) await expect(other.getByRole('rowheader', { name: new RegExp(`seed ${seed}$`) })).toHaveCount(1);
  await other.context().close();
});

test('links that are damaged open their settings, with a sentence and without a request elsewhere', async ({ page }) => {
  const hosts = new Set<string>();
  page.on('request', (request) => {
    const { protocol, host } = new URL(request.url());
    if (protocol.startsWith('http')) hosts.add(host);
  });
  const at = RECORDED.indexOf('results=') + 8;
  const spoilt = (i: number): string => {
    const place = at + ((i * 37) % (RECORDED.length - at));
    return i % 2 === 0 ? RECORDED.slice(0, place) : `${RECORDED.slice(0, place)}%00<img src=//example.org/x>${RECORDED.slice(place + 3)}`;
  };
  await open(page, spoilt(1));
  await expect(noticesOf(page)).toContainText('damaged or cut short, so only its settings were opened');
  await expect(page.getByLabel('Data set')).toHaveValue('points');
  await finished(page);
  // The others need not be trained.
  const others = Array.from({ length: 19 }, (_, i) => spoilt(i + 2).replace('&results', '&autoplay=off&results'));
  await page.evaluate(async (fragments) => {
    for (const fragment of fragments) {
      window.location.hash = fragment;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }, others);
  await expect(noticesOf(page)).toContainText('damaged or cut short, so only its settings were opened');
  await expect(recordedOf(page)).toHaveCount(0);
  expect([...hosts]).toEqual([new URL(page.url()).host]);
});
