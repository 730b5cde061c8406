import { smallMnist } from '../data/readers/fixtures';
import { accessibilityViolations } from './support/axe';
import { expect, test } from './support/fixtures';
import { finished, open } from './support/page';
import type { Page } from '@playwright/test';

/** Trained in about a second, and with enough samples for most checks. */
const QUICK = '#v=1&data.size=600&epochs=1&batch=50&model.width=4&model.hidden=16';
const BIASED = '#v=1&data=scenes&data.size=900&data.backgroundBias=0.9&epochs=1&batch=50&model.width=4&model.hidden=16';

const panel = (page: Page) => page.getByRole('tabpanel');
const row = (page: Page, title: string) => panel(page).locator('details').filter({ has: page.locator('summary', { hasText: title }) });

async function openData(page: Page, link: string): Promise<void> {
  await open(page, link);
  await finished(page);
  await page.getByRole('tab', { name: 'Data', exact: true }).click();
}

async function checked(page: Page): Promise<void> {
  await expect(panel(page).getByText(/^Checked all .* in \d+\.\d s\.$/)).toBeVisible({ timeout: 40_000 });
}

test('the data are checked when they are first looked at, with the evidence, and the result is kept', async ({ page }) => {
  await openData(page, QUICK);
  await expect(panel(page).getByRole('listbox', { name: 'Random train samples' }).getByRole('option')).toHaveCount(36);
  await checked(page);
  await expect(row(page, 'Class balance').locator('summary')).toContainText(/good.*Every class has 60 samples\./);
  await row(page, 'Class balance').locator('summary').click();
  await row(page, 'Class balance').getByRole('button', { name: 'Class balance as a table' }).click();
  await expect(row(page, 'Class balance').getByRole('row')).toHaveCount(11);
  await row(page, 'Orientation').locator('summary').press('Enter');
  await expect(row(page, 'Orientation').locator('canvas')).toHaveCount(22);
  await expect(row(page, 'Labels against the network')).toBeVisible();

  await page.getByRole('tab', { name: 'Train', exact: true }).click();
  await page.getByRole('tab', { name: 'Data', exact: true }).click();
  await expect(panel(page).getByText(/^Checked all/)).toBeVisible({ timeout: 1000 });
  await page.getByRole('button', { name: 'Measure yourself on dev samples' }).click();
  await expect(page.getByRole('tab', { name: 'Bias & variance' })).toHaveAttribute('aria-selected', 'true');
});

test('random samples are drawn of each split, anew when asked', async ({ page }) => {
  await openData(page, QUICK);
  const samples = panel(page).getByRole('listbox', { name: /^Random/ });
  const before = await samples.innerText();
  await page.getByRole('button', { name: 'Draw others' }).click();
  await expect.poll(() => samples.innerText()).not.toBe(before);
  await panel(page).getByText('Test', { exact: true }).click();
  await expect(panel(page).getByRole('listbox', { name: 'Random test samples' })).toBeVisible();
  await expect(panel(page)).toContainText('choosing settings by them is not');
});

test('a background that gives the class away is a problem that is open from the start; another setting is checked anew', async ({ page }) => {
  await openData(page, BIASED);
  await checked(page);
  await expect(row(page, 'Background')).toContainText(/wrong By their frames alone, .* of held-out training samples/);
  await expect(row(page, 'Background')).toContainText('What to try');
  await page.getByLabel('Data set').selectOption('points');
  await expect(panel(page)).toContainText('Points have no orientation');
  await checked(page);
  await expect(row(page, 'Background')).toHaveCount(0);
  await expect(row(page, 'Values and normalisation').locator('summary')).toContainText('good');
});

test('files of the visitor are checked; without them the view says what to do', async ({ page }) => {
  await open(page, '#v=1&data=mnist');
  await page.getByRole('tab', { name: 'Data', exact: true }).click();
  await expect(panel(page)).toContainText('MNIST is not part of this page');
  await expect(page.getByRole('button', { name: 'Check the data' })).toBeDisabled();
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: 'Choose files' }).click()]);
  await chooser.setFiles(smallMnist(5200, 150).map(({ name, bytes }) => ({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) })));
  await expect(panel(page).getByText(/^Checked all 200 train, the first 2,000 of 5,000 dev and all 150 test samples/)).toBeVisible({ timeout: 40_000 });
});

for (const [colorScheme, viewport] of [
  ['light', { width: 1440, height: 900 }],
  ['dark', { width: 390, height: 844 }],
] as const) {
  test(`with everything open it breaks no rule of accessibility, ${colorScheme} and ${viewport.width} pixels wide`, async ({ page }) => {
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await openData(page, QUICK);
    await checked(page);
    // All at once, since each that opens leaves the list.
    await panel(page)
      .locator('details:not([open]) > summary')
      .evaluateAll((summaries) => summaries.forEach((summary) => (summary as HTMLElement).click()));
    await expect(panel(page).locator('details:not([open])')).toHaveCount(0);
    expect(await accessibilityViolations(page, '[role=tabpanel]')).toEqual([]);
    expect(await page.evaluate(() => document.scrollingElement!.scrollWidth)).toBeLessThanOrEqual(viewport.width);
  });
}
