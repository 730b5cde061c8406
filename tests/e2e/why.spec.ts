/** The Why view: verdicts with their rules, remedies that are settings, the overfit-one-batch test. */
import type { Locator, Page } from '@playwright/test';
import { accessibilityViolations } from './support/axe';
import { expect, test } from './support/fixtures';
import { finished, open, SMALL } from './support/page';

const openWhy = (page: Page): Promise<void> => page.getByRole('tab', { name: 'Why', exact: true }).click();
const verdicts = (page: Page): Locator => page.getByRole('region', { name: 'Verdicts' });
const row = (page: Page, title: string): Locator => verdicts(page).locator('details').filter({ has: page.locator('summary b', { hasText: title }) }).last();

test('answers every question with its rule, its source and, where a setting helps, a button', async ({ page }) => {
  // The rate is far too low.
  await open(page, `${SMALL}&lr=0.00001`);
  await finished(page);
  await openWhy(page);
  await expect(verdicts(page)).toContainText('as of step 10 of 10');
  for (const group of ['Before training', 'Training', 'Signals', 'Generalisation', 'Data']) await expect(verdicts(page).getByRole('heading', { name: group, exact: true })).toBeVisible();

  const step = row(page, 'Size of a step');
  await expect(step.locator('summary')).toContainText(/wrong|look/);
  await step.locator('summary').focus();
  await page.keyboard.press('Enter');
  await expect(step).toContainText('A step should change a tensor by about 0.001 of its size');
  await expect(step.getByRole('link', { name: /Karpathy/ })).toHaveAttribute('href', /^https:/);
  await step.getByRole('button', { name: 'Learning rate × 10: 0.0001' }).click();
  await expect(page).toHaveURL(/lr=0\.0001/);
  await expect(step).toContainText('Set. Press Train to see what it does.');
  expect(await accessibilityViolations(page, 'main')).toEqual([]);
});

test('lets the network learn 64 samples by heart', async ({ page }) => {
  await open(page, '#v=1&data=points&data.shape=moons&epochs=3');
  await finished(page);
  await openWhy(page);
  await page.getByRole('button', { name: 'Overfit one batch (64 samples)' }).click();
  await expect(verdicts(page)).toContainText('After 200 steps on 64 samples, 64 are recognised');
  await expect(row(page, 'Learns 64 samples by heart').locator('summary')).toContainText('good');
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test('a line beneath the charts leads to it, and it fits the screen', async ({ page }) => {
    await open(page, '#v=1&data=points&epochs=3');
    await finished(page);
    const strip = page.getByRole('button', { name: /^Verdicts/ });
    await expect(strip).toContainText('Training error near zero: wrong');
    await strip.tap();
    await expect(verdicts(page)).toContainText('as of step 9 of 9');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    expect(await page.locator('main').evaluate((main) => main.scrollWidth - main.clientWidth)).toBeLessThanOrEqual(0);
  });
});
