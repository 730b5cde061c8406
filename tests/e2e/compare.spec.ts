import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { accessibilityViolations } from './support/axe';
import { expect, test } from './support/fixtures';
import { finished, open, showView, SMALL } from './support/page';

const LINKS = [SMALL, `${SMALL}&ls.epsilon=0.2`, `${SMALL}&lr=0.02`];
const legend = (page: Page) => page.getByRole('list', { name: 'Lines and their values' }).getByRole('button');
const slider = (page: Page) => page.getByRole('slider', { name: /^Where .* is read/ });

const boxes = (page: Page) => page.getByRole('list', { name: 'All runs' }).getByRole('checkbox');

/** Runs one after the other, each kept by the lab. */
async function record(page: Page, links: readonly string[]): Promise<void> {
  for (const [i, link] of links.entries()) {
    await open(page, link);
    await finished(page);
    await showView(page, 'Compare');
    await expect(boxes(page)).toHaveCount(i + 1);
  }
}

test('recorded runs are laid over each other, read by keyboard, and their differences named', async ({ page }) => {
  await record(page, LINKS);
  await expect(slider(page)).toHaveCount(0);
  for (const box of await boxes(page).all()) await box.check();
  await expect(legend(page)).toHaveCount(3);
  await expect(page.locator('canvas[data-lines]')).toHaveAttribute('data-lines', '3');

  await page.getByRole('radiogroup', { name: 'Against' }).getByText('Seconds').click();
  await page.getByRole('button', { name: /^log y/ }).click();
  await expect(page.getByText('seconds of training', { exact: true }).first()).toBeVisible();
  await expect(page.getByText(/log scale/).first()).toBeVisible();

  await slider(page).focus();
  await page.keyboard.press('Home');
  const first = await slider(page).getAttribute('aria-valuetext');
  expect(first).toMatch(/^0\.0 s\. .*: \d/);
  for (let i = 0; i < 8; i++) await page.keyboard.press('ArrowRight');
  await expect(slider(page)).not.toHaveAttribute('aria-valuetext', first!);
  // Whatever is read was measured: the legend says the same, and when.
  const loss = await legend(page).first().locator('b').innerText();
  expect(await slider(page).getAttribute('aria-valuetext')).toContain(`: ${loss}`);

  const table = page.getByRole('region', { name: 'Settings that differ, and results' });
  await expect(table.getByRole('columnheader', { name: 'Learning rate' })).toBeVisible();
  await expect(table.getByRole('cell', { name: 'on (ε 0.2)' })).toBeVisible();
  await expect(table.getByRole('columnheader', { name: 'Batch size' })).toHaveCount(0);

  await legend(page).first().click();
  await expect(page.locator('canvas[data-lines]')).toHaveAttribute('data-lines', '2');
  await page.getByRole('button', { name: 'Curves as a table' }).click();
  await expect(page.getByRole('region', { name: 'dev loss, numbers' }).getByRole('row').nth(2)).toBeVisible();
  expect(await accessibilityViolations(page)).toEqual([]);
});

test('single runs are never called better, and a chart is saved without a reference to the page', async ({ page }) => {
  await record(page, [SMALL, `${SMALL}&lr=0.02`]);
  await page.getByRole('button', { name: 'The last 2' }).click();
  const verdict = page.getByRole('note', { name: 'Difference of the two' });
  await expect(verdict).toContainText('Train both with the same three or more seeds');
  await expect(verdict).not.toContainText('better');
  await expect(page.getByText(/With 3 or more runs/)).toBeVisible();

  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: /^Save Dev loss .* as SVG$/ }).click()]);
  const svg = await readFile(await file.path(), 'utf8');
  expect(svg).toMatch(/^<svg [^>]*xmlns=/);
  expect(svg).not.toContain('var(');
  expect(svg).not.toContain('class=');
  expect(svg.match(/stroke-width="1\.75"/g)).toHaveLength(2);
  const [png] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: /^Save Dev loss .* as PNG$/ }).click()]);
  expect((await readFile(await png.path())).subarray(1, 4).toString()).toBe('PNG');

  // Projector mode enlarges what is on the page, not what its coordinates say.
  await page.keyboard.press('p');
  const drawn = page.locator('svg.recharts-surface').first();
  const [large] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: /^Save Dev loss .* as SVG$/ }).click()]);
  const saved = Number(/ width="(\d+)"/.exec(await readFile(await large.path(), 'utf8'))![1]);
  expect(Math.abs(saved - 24 - Number(await drawn.getAttribute('width')))).toBeLessThanOrEqual(1);
});
