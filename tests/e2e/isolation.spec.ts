import type { Page } from '@playwright/test';
import { expect, test } from './support/fixtures';

/** What a plain static host does: a folder somewhere below the root, and no headers. */
const PLAIN_HOST = { base: '/course/grimoire', isolation: false };

const isIsolated = (page: Page): Promise<boolean> => page.evaluate(() => window.crossOriginIsolated);

/** Counts the documents that the page's main frame loads from now on. */
function countLoads(page: Page): () => number {
  let loads = 0;
  page.on('request', (request) => {
    if (request.isNavigationRequest() && request.frame() === page.mainFrame()) loads++;
  });
  return () => loads;
}

const app = (page: Page) => page.locator('#root > *').first();

test('a host that sends the headers gives an isolated page without a service worker', async ({ page }) => {
  const loads = countLoads(page);
  await page.goto('');
  await expect(app(page)).toBeAttached();
  expect(await isIsolated(page)).toBe(true);
  expect(loads()).toBe(1);
  expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
});

test('on a plain host the page reloads once, is isolated from then on, and keeps to its own path', async ({ page, serveSite }) => {
  const url = await serveSite(PLAIN_HOST);
  const loads = countLoads(page);
  await page.goto(`${url}#v=1`);
  await expect.poll(() => isIsolated(page).catch(() => false)).toBe(true);
  await expect(app(page)).toBeAttached();
  expect(page.url()).toMatch(/^http:\/\/localhost:\d+\/course\/grimoire\/#v=1/);
  expect(loads()).toBe(2);
  expect(await page.evaluate(async () => (await navigator.serviceWorker.ready).scope)).toBe(url);

  const next = await page.goto(url);
  expect(next?.fromServiceWorker()).toBe(true);
  await expect(app(page)).toBeAttached();
  expect(await isIsolated(page)).toBe(true);
  await page.waitForTimeout(500);
  expect(loads()).toBe(3);
});

test('where service workers are blocked the page stays, with one thread', async ({ browser, serveSite }) => {
  const context = await browser.newContext({ serviceWorkers: 'block' });
  const page = await context.newPage();
  const loads = countLoads(page);
  await page.goto(await serveSite(PLAIN_HOST));
  await expect(app(page)).toBeAttached();
  await page.waitForTimeout(4000);
  expect(await isIsolated(page)).toBe(false);
  expect(loads()).toBeLessThanOrEqual(2);
  await context.close();
});

test('in a frame of a page that is not isolated it neither reloads nor registers anything', async ({ page, serveSite }) => {
  const url = await serveSite(PLAIN_HOST);
  await page.route('**/lesson.html', (route) => route.fulfill({ contentType: 'text/html', body: `<iframe src="${url}" title="Grimoire"></iframe>` }));
  let loads = 0;
  page.on('request', (request) => {
    if (request.isNavigationRequest() && request.url() === url) loads++;
  });
  await page.goto(new URL('lesson.html', url).href);
  const frame = page.frameLocator('iframe');
  await expect(frame.locator('#root > *').first()).toBeAttached();
  await page.waitForTimeout(1000);
  expect(loads).toBe(1);
  expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
});
