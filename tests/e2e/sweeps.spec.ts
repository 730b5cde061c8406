import type { Page } from '@playwright/test';
import { accessibilityViolations } from './support/axe';
import { expect, test } from './support/fixtures';
import { finished, open, showView } from './support/page';

/** Finished in well under a second. */
const QUICK = '#v=1&data=points&data.size=200&epochs=3&batch=20';

async function openSweeps(page: Page): Promise<void> {
  await open(page, QUICK);
  await finished(page);
  await showView(page, 'Sweeps');
  await expect(page.getByText('No sweep yet')).toBeVisible();
}

test('a grid of two by two runs to its end, is ranked, and its best settings are taken over', async ({ page }) => {
  await openSweeps(page);
  await expect(page.getByRole('button', { name: 'Start the sweep' })).toBeDisabled();
  await page.getByRole('button', { name: '+ Learning rate' }).click();
  await page.getByRole('button', { name: 'Remove 0.05 from Learning rate' }).click();
  // The focus goes on to what comes to stand there, else the next space bar would pause the training.
  await expect(page.getByRole('button', { name: /^Remove .* from Learning rate$/ }).last()).toBeFocused();
  await page.getByRole('searchbox', { name: 'Add a setting' }).fill('hidden layers');
  await page.keyboard.press('Enter');
  const depth = page.getByRole('list', { name: 'Values of Hidden layers' });
  await expect(depth.getByRole('listitem')).toHaveText(['1', '2', '4']);
  await page.getByRole('button', { name: 'Remove 4 from Hidden layers' }).click();
  await page.getByRole('textbox', { name: 'Another value of Hidden layers' }).fill('99');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('Hidden layers should be a whole number from 1 to 8');
  await page.getByRole('textbox', { name: 'Seeds for each setting' }).fill('1');
  await expect(page.getByText('4 settings, 4 runs')).toBeVisible();
  expect(await accessibilityViolations(page, 'main'), 'form').toEqual([]);
  await page.getByRole('button', { name: 'Start the sweep' }).click();
  await expect(page.getByText('Finished: 4 runs')).toBeVisible({ timeout: 30_000 });
  const ranking = page.getByRole('region', { name: 'Ranking of settings' });
  await expect(ranking.locator('tbody tr')).toHaveCount(4);
  await expect(ranking.locator('tbody tr').first()).toContainText('finished');
  await expect(page.getByText('that tells nothing of luck')).toBeVisible();
  await expect(page.getByRole('figure', { name: /^Effect of Learning rate\./ })).toBeVisible();
  await page.getByRole('button', { name: 'Effect of Learning rate as a table' }).click();
  await expect(page.getByRole('region', { name: 'Effect of Learning rate, numbers' }).locator('tbody tr')).toHaveCount(2);
  expect(await accessibilityViolations(page, 'main'), 'results').toEqual([]);
  const [lr] = await ranking.locator('tbody tr').first().locator('td').allInnerTexts();
  await page.getByRole('button', { name: 'Use the best settings' }).click();
  await expect(page.getByRole('textbox', { name: 'Learning rate', exact: true })).toHaveValue(lr!);
  await page.getByRole('button', { name: 'Compare these runs' }).click();
  await expect(page.getByRole('tab', { name: 'Compare' })).toHaveAttribute('aria-selected', 'true');
});

test('every way of choosing settings says what it would do, and a sweep can be cancelled', async ({ page }) => {
  await openSweeps(page);
  await page.getByRole('button', { name: '+ Learning rate' }).click();
  await page.getByRole('button', { name: '+ Width' }).click();
  await expect(page.getByText('9 settings, 27 runs')).toBeVisible();
  await page.getByRole('button', { name: '+ Batch size' }).click();
  await page.getByRole('button', { name: 'Do not vary Batch size' }).click();
  await expect(page.getByRole('button', { name: 'Do not vary Width' })).toBeFocused();
  await page.getByRole('radio', { name: 'One factor at a time' }).check();
  await expect(page.getByText('5 settings, 15 runs')).toBeVisible();
  await page.getByRole('radio', { name: 'Random search' }).check();
  await expect(page.getByText('12 settings, 36 runs')).toBeVisible();
  await page.getByRole('switch', { name: 'Stop hopeless settings early' }).check({ force: true });
  await expect(page.getByText(/12 settings, 36 runs, at the cost of \d+\.\d whole ones/)).toBeVisible();
  await page.getByRole('textbox', { name: 'From' }).first().fill('9');
  await expect(page.getByText('should go from a smaller to a larger number')).toBeVisible();
  await page.getByRole('textbox', { name: 'From' }).first().fill('0.01');
  await page.getByRole('radio', { name: 'Big step, baby steps' }).check();
  await page.getByRole('textbox', { name: 'Settings to try' }).fill('100');
  await expect(page.getByText('100 settings, 300 runs')).toBeVisible();
  await page.getByRole('button', { name: 'Start the sweep' }).click();
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await expect(page.getByText(/^Cancelled: \d+ runs/)).toBeVisible();
});

test('a sweep on data whose files are missing says so, and does not begin', async ({ page }) => {
  await open(page, '#v=1&data=mnist');
  await showView(page, 'Sweeps');
  await page.getByRole('button', { name: '+ Learning rate' }).click();
  await expect(page.getByText(/3 settings, 9 runs/)).toBeVisible();
  await expect(page.getByRole('region', { name: 'New sweep' })).toContainText('is not part of this page: drop its files anywhere here');
  await expect(page.getByRole('button', { name: 'Start the sweep' })).toBeDisabled();
});
