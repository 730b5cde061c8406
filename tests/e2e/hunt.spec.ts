import type { Page } from '@playwright/test';
import { accessibilityViolations } from './support/axe';
import { expect, test } from './support/fixtures';
import { finished, noticesOf, open, runsOf, SMALL } from './support/page';

const hunt = (page: Page) => page.getByRole('region', { name: 'Bug hunt' });

test('a hidden bug is named, and the answer says what gave it away', async ({ page }) => {
  await open(page, SMALL);
  await finished(page);
  await page.getByRole('tab', { name: /^Why/ }).click();
  await hunt(page).getByRole('button', { name: 'Hide one at random, and train' }).click();
  await expect(page).toHaveURL(/#.*&hunt=[\w-]+$/);
  await page.getByRole('tab', { name: /^Why/ }).click();
  const culprit = hunt(page).getByRole('combobox', { name: 'The culprit' });
  const names = (await culprit.getByRole('option').allInnerTexts()).slice(1);
  expect(names.length).toBeGreaterThan(12);
  let wrong = 0;
  for (const name of names) {
    await culprit.selectOption({ label: name });
    await hunt(page).getByRole('button', { name: 'This is it' }).click();
    if (await hunt(page).getByRole('status').isVisible()) break;
    wrong++;
    await expect(hunt(page)).toContainText(`No, it is not “${name}”.`);
  }
  await expect(hunt(page).getByRole('status')).toHaveText(wrong === 0 ? 'Right, at the first guess.' : `Right, with ${wrong + 1} guesses.`);
  await expect(hunt(page).getByRole('heading', { name: 'What this run shows of it now' })).toBeVisible();
  await hunt(page).getByRole('button', { name: 'Train without the bug' }).click();
  await expect(page).not.toHaveURL(/hunt=/);
  await page.getByRole('tab', { name: 'Train' }).click();
  await expect(runsOf(page)).toHaveCount(3);
});

test('a hunt link hides its bug from the address, the name and the controls, and a broken one says so', async ({ page }) => {
  await open(page, `${SMALL}&bug=upside-down`);
  await page.getByRole('tab', { name: /^Why/ }).click();
  await expect(hunt(page)).toContainText('Planted: Training pictures are flipped top to bottom.');
  expect(await accessibilityViolations(page)).toEqual([]);
  await open(page, `${SMALL}&hunt=abc`);
  await expect(noticesOf(page)).toContainText('The code of this hunt cannot be read, so no bug is hidden here');
  await finished(page);
});
