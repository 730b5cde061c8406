import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { accessibilityViolations } from './support/axe';
import { expect, test } from './support/fixtures';
import { open, showView, SMALL } from './support/page';

const heading = (page: Page) => page.getByRole('article').getByRole('heading', { level: 2 });

test('a lesson opens by its link with its first arm, is predicted, revealed, and handed in as a file', async ({ page }) => {
  await open(page, '#lesson=sampling');
  await expect(heading(page)).toHaveText('Sampling with replacement', { timeout: 15_000 });
  await expect(page).toHaveURL(/sampling\.order=shuffled.*&lesson=sampling$/);
  const reveal = page.getByRole('button', { name: 'Reveal what was measured here' });
  await expect(reveal).toBeDisabled();
  await page.getByRole('radio', { name: 'Lower with replacement' }).check();
  await reveal.click();
  await expect(page.getByRole('radio', { name: 'Lower with replacement' })).toBeDisabled();
  await expect(page.getByText(/(As|Not as) you predicted\./)).toBeVisible();
  const table = page.getByRole('group', { name: 'Dev accuracy of each experiment' }).first();
  await expect(table.getByRole('row')).toHaveCount(3);
  expect(await accessibilityViolations(page, 'main')).toEqual([]);

  await page.getByLabel('Name (optional)').fill('A. Student');
  await page.getByLabel('What do you conclude?').fill('It costs a little.');
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save the answer sheet' }).click()]);
  expect(download.suggestedFilename()).toBe('answer-sampling.md');
  const text = await readFile(await download.path(), 'utf8');
  expect(text).toContain('Prediction: Lower with replacement');
  expect(JSON.parse(/```json\n([\s\S]*)\n```/.exec(text)![1]!)).toMatchObject({ lesson: 'sampling', name: 'A. Student', note: 'It costs a little.' });
});

test('lessons are found by a word, and their experiments put into the controls', async ({ page }) => {
  await open(page, SMALL);
  await showView(page, 'Learn');
  const cards = page.getByRole('main').getByRole('listitem').getByRole('button');
  await expect.poll(() => cards.count()).toBeGreaterThanOrEqual(16);
  await page.getByText('Make a lesson or an embedded page').click();
  expect(await accessibilityViolations(page, 'main')).toEqual([]);
  await page.getByRole('searchbox', { name: 'Search all lessons' }).fill('tank');
  await expect(cards).toHaveCount(1);
  await cards.click();
  await expect(page).toHaveURL(/&lesson=tank-and-weather$/);
  await page.getByRole('button', { name: 'Open this one: Own background in 95 %' }).click();
  await expect(page).toHaveURL(/data\.backgroundBias=0\.95.*&lesson=tank-and-weather$/);
  await expect(page.getByText('Changed:')).toBeVisible();
  await page.getByRole('button', { name: /^← All \d+ lessons$/ }).click();
  await expect(page).not.toHaveURL(/lesson/);
});

test('a lesson of one’s own is text and a question in the link, and never HTML', async ({ page }) => {
  const text = encodeURIComponent('Make it **wider**.\n\n<img src=x onerror=alert(1)>');
  await open(page, `${SMALL}&title=Widths&text=${text}&ask=Better%3F&options=Yes%7CNo`);
  await expect(heading(page)).toHaveText('Widths', { timeout: 15_000 });
  await expect(page.getByText('<img src=x onerror=alert(1)>')).toBeVisible();
  await page.getByRole('radio', { name: 'Yes' }).check();
  await expect(page.getByRole('radio', { name: 'Yes' })).toBeChecked();
  // What the visitor changes leaves the lesson in the address.
  await page.getByRole('textbox', { name: 'Width' }).fill('5');
  await expect(page).toHaveURL(/model\.width=5.*&title=Widths&text=/);
});

test('answers outlast a reload, and each lesson of one’s own has its own', async ({ page }) => {
  const lesson = (title: string) => `${SMALL}&autoplay=off&title=${title}&ask=Better%3F&options=Yes%7CNo`;
  await open(page, lesson('Widths'));
  await page.getByRole('radio', { name: 'Yes' }).check();
  await page.reload();
  await expect(page.getByRole('radio', { name: 'Yes' })).toBeChecked();
  await page.goto(`./${lesson('Depths')}`);
  await expect(heading(page)).toHaveText('Depths');
  await expect(page.getByRole('radio', { name: 'Yes' })).not.toBeChecked();
});

test('projector mode has a key and an option in the link', async ({ page }) => {
  await open(page, `${SMALL}&projector=1`);
  const root = page.locator('html');
  await expect(root).toHaveAttribute('data-projector', '');
  expect(await page.evaluate(() => document.scrollingElement!.scrollWidth <= window.innerWidth)).toBe(true);
  // The tabs lie free, whatever the view shows.
  for (const name of ['Why', 'Export', 'Train']) {
    await page.getByRole('tab', { name, exact: true }).click({ timeout: 5000 });
    await expect(page.getByRole('tabpanel', { name })).toBeVisible();
  }
  await page.keyboard.press('p');
  await expect(root).not.toHaveAttribute('data-projector');
});
