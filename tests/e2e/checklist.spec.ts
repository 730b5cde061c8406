import { readFile } from 'node:fs/promises';
import { accessibilityViolations } from './support/axe';
import { expect, test } from './support/fixtures';
import { finished, open, showView } from './support/page';

/** A run of a second. */
const TINY = '#v=1&data=points&data.size=200&epochs=1&batch=50';

test('the checklist runs a few changes by itself, says what they did, and is kept', async ({ page }) => {
  await open(page, TINY);
  await finished(page);
  await showView(page, 'Checklist');
  await expect(page.getByText('Not applicable here')).toBeVisible();
  await page.getByRole('button', { name: 'Choose none' }).click();
  await expect(page.getByRole('button', { name: 'Start the checklist' })).toBeDisabled();
  await page.getByRole('checkbox', { name: 'Label smoothing, ε 0.1' }).check();
  await page.getByRole('checkbox', { name: 'Momentum' }).check();
  await page.getByLabel('Seeds', { exact: true }).selectOption('2');
  await expect(page.getByText('With 2 seeds this is a trial run')).toBeVisible();
  await page.getByRole('button', { name: 'Start the checklist' }).click();
  await expect(page.getByText(/^Finished: \d+ of \d+ runs/)).toBeVisible({ timeout: 40_000 });
  const table = page.getByRole('region', { name: 'Table of changes' });
  for (const name of ['Label smoothing, ε 0.1', 'Momentum']) await expect(table.getByRole('row', { name: new RegExp(`^${name}`) })).toContainText(/helps|hurts|cannot tell/);
  await expect(table.getByRole('row', { name: /^AutoAugment/ })).toContainText('not applicable here');
  expect(await accessibilityViolations(page)).toEqual([]);

  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save as Markdown' }).click()]);
  expect(await readFile(await download.path(), 'utf8')).toContain('| Label smoothing, ε 0.1 |');
  await page.reload();
  await showView(page, 'Checklist');
  await expect(page.getByText(/^Finished: \d+ of \d+ runs/)).toBeVisible();
  await table.getByRole('button', { name: 'Compare “Momentum” with the baseline' }).click();
  await expect(page.getByRole('tab', { name: 'Compare' })).toHaveAttribute('aria-selected', 'true');
});
