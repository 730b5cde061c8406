import type { Page } from '@playwright/test';
import { accessibilityViolations } from './support/axe';
import { expect, test } from './support/fixtures';
import { finished, open, SMALL } from './support/page';

const panel = (page: Page, title: string) => page.getByRole('region', { name: title, exact: true });

async function showErrors(page: Page, link: string): Promise<void> {
  await open(page, link);
  await finished(page);
  await page.getByRole('tab', { name: 'Errors' }).click();
  await expect(panel(page, 'Confusion matrix').getByRole('application')).toBeVisible();
}

test('the matrix, read and chosen by keyboard, filters the samples, one of which is explained', async ({ page }) => {
  await showErrors(page, SMALL);
  const matrix = panel(page, 'Confusion matrix');
  await matrix.getByRole('application').focus();
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowRight']) await page.keyboard.press(key);
  await expect(matrix).toContainText(/“1” recognised: \d+ of 200/);
  await page.keyboard.press('Enter');
  const samples = panel(page, 'Samples');
  await expect(samples.getByRole('combobox', { name: 'True class' })).toHaveValue('1');
  await samples.getByRole('button', { name: 'Clear the filter' }).click();
  const mistakes = panel(page, 'Misclassified samples');
  await expect(mistakes.getByRole('option', { name: /^Sample \d+: \w, taken for \w with/ })).toHaveCount(24);
  await mistakes.getByRole('button', { name: 'Next' }).click();
  await expect(mistakes.getByRole('navigation')).toContainText('25–48 of');
  await mistakes.getByRole('option', { name: /^Sample/ }).first().focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  const detail = page.getByRole('group', { name: /^Sample \d+$/ });
  await expect(detail.getByRole('img', { name: /What speaks for and against/ })).toBeVisible();
  await detail.getByText('Occlusion', { exact: true }).click();
  await expect(detail).toContainText('a grey square of 6 × 6 pixels');
  await detail.getByText('Grad-CAM', { exact: true }).click();
  await expect(detail).toContainText('“relu2”, 14 × 14 places');
  await detail.getByText(/^Why not/).click();
  await expect(detail).toContainText('for “');
});

test('costs of mistakes are edited, judged and taken back; slices lead to their samples; every chart has its table', async ({ page }) => {
  await showErrors(page, SMALL);
  const metric = panel(page, 'The metric can be wrong');
  await expect(metric.locator('[data-verdict]')).toHaveCount(3);
  await metric.getByText('What each mistake costs').click();
  const cell = metric.getByRole('textbox', { name: 'Cost of taking 1 for 7' });
  await cell.fill('50');
  await expect(metric.getByRole('status')).toContainText(/Deciding for the class of least expected cost, .* would cost/);
  await cell.press('ArrowDown');
  await expect(metric.getByRole('textbox', { name: 'Cost of taking 2 for 7' })).toBeFocused();
  await cell.fill('much');
  await expect(metric.getByRole('alert')).toContainText('A cost is a number');
  await metric.getByRole('button', { name: 'Every mistake costs 1' }).click();
  await expect(cell).toHaveValue('1');
  await expect(metric.getByRole('status')).toHaveCount(0);

  await panel(page, 'Slices').getByRole('list').getByRole('button').first().click();
  await expect(panel(page, 'Misclassified samples')).toContainText(/mistakes? with \w+ /);
  for (const title of ['Confusion matrix', 'Slices', 'Calibration']) {
    await panel(page, title).getByRole('button', { name: `${title} as a table` }).click();
    await expect(panel(page, title).getByRole('table').first()).toBeVisible();
  }
  await page.getByRole('tabpanel').getByText('Train', { exact: true }).click();
  await expect(page.getByRole('tabpanel')).toContainText('the first 500 training samples');
});

test('two runs are compared sample by sample', async ({ page }) => {
  await showErrors(page, SMALL);
  const compare = panel(page, 'Two runs side by side');
  await expect(compare).toContainText('One finished run so far');
  await page.getByRole('textbox', { name: 'Learning rate' }).fill('0.2');
  await page.getByRole('button', { name: 'Train this' }).click();
  await finished(page);
  await page.getByRole('tab', { name: 'Errors' }).click();
  await expect(compare).toContainText(/McNemar’s p = /);
  await expect(compare.getByRole('combobox', { name: 'After' })).toContainText('Run 2');
  await compare.getByRole('button', { name: /^Broken/ }).click();
  await expect(compare.getByRole('option', { name: /^Sample \d+: \w, taken for \w before and for \w after$/ }).first()).toBeVisible();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`breaks no rule of accessibility in ${colorScheme} colours, and fits a phone`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await showErrors(page, SMALL);
    await panel(page, 'Misclassified samples').getByRole('option', { name: /^Sample/ }).first().click();
    await expect(page.getByRole('img', { name: /What speaks for and against/ })).toBeVisible();
    await page.getByText('What each mistake costs').click();
    await page.waitForTimeout(300);
    expect(await accessibilityViolations(page, 'main')).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    await page.waitForTimeout(300);
    expect(await accessibilityViolations(page, 'main')).toEqual([]);
    expect(await page.evaluate(() => document.scrollingElement!.scrollWidth)).toBeLessThanOrEqual(390);
    const small = await page.locator('main').evaluate((main) =>
      [...main.querySelectorAll<HTMLElement>('button, select, summary, input[type=text], [role=option]')].flatMap((element) => {
        const { width, height } = element.getBoundingClientRect();
        return element.checkVisibility() && width > 0 && (width < 43.5 || height < 43.5) ? [`${element.textContent}: ${Math.round(width)} × ${Math.round(height)}`] : [];
      }),
    );
    expect(small).toEqual([]);
  });
}
