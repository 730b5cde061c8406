import type { Page } from '@playwright/test';
import { expect, test } from './support/fixtures';

const SMALL = '#v=1&data.size=500&epochs=1&batch=50&model.width=4&model.hidden=16';

const status = (page: Page) => page.getByRole('status').first();

test('the same link gives the same curve', async ({ page, context }) => {
  const table = async (at: Page): Promise<string> => {
    await expect(status(at)).toHaveText(/^Finished/);
    await at.getByRole('button', { name: 'Loss as a table' }).click();
    return at.getByRole('region', { name: 'Loss, numbers' }).locator('tbody').innerText();
  };
  await page.goto(`./${SMALL}`);
  const first = await table(page);
  const other = await context.newPage();
  await other.goto(`./${SMALL}`);
  expect(await table(other)).toBe(first);
});

test('a value that is out of bounds is refused beside its control', async ({ page }) => {
  await page.goto(`./${SMALL}`);
  const batch = page.getByRole('textbox', { name: 'Batch size' });
  await batch.fill('0');
  await expect(page.getByRole('alert')).toHaveText(/Batch size should be a whole number from 1 to 4096/);
  await batch.blur();
  await expect(batch).toHaveValue('50');
});

test('another optimizer brings its learning rate along', async ({ page }) => {
  await page.goto(`./${SMALL}`);
  await page.getByRole('combobox', { name: 'Optimizer' }).selectOption('adam');
  await expect(page.getByRole('textbox', { name: 'Learning rate' })).toHaveValue('0.001');
  await expect(page.getByRole('region', { name: 'Notices' })).toContainText('learning rate went from 0.05 to 0.001');
});

test('every chart can be read as a table', async ({ page }) => {
  await page.goto(`./${SMALL}`);
  await expect(status(page)).toHaveText(/^Finished/);
  for (const title of ['Loss', 'Accuracy', 'Learning rate']) {
    await page.getByRole('button', { name: `${title} as a table` }).click();
    expect(await page.getByRole('region', { name: `${title}, numbers` }).locator('tbody tr').count()).toBeGreaterThan(2);
  }
});
