import type { Locator, Page } from '@playwright/test';
import { accessibilityViolations } from './support/axe';
import { expect, test } from './support/fixtures';
import { finished, open, showView, SMALL } from './support/page';

const ladder = (page: Page): Locator => page.getByRole('region', { name: 'The ladder of errors' });
const chart = (page: Page): Locator => page.getByRole('region', { name: 'What to do next' });
const curves = (page: Page): Locator => page.getByRole('region', { name: 'Learning curves' });
const TINY = '#v=1&data=points&data.size=100&epochs=3&batch=10&data.labelNoise=0.1';

async function openBias(page: Page, link: string): Promise<void> {
  await open(page, link);
  await finished(page);
  await showView(page, 'Bias & variance');
}

test('the ladder names the gaps, the chart says where one stands, and a remedy is one click', async ({ page }) => {
  await openBias(page, SMALL);
  await expect(ladder(page).locator('[data-rung=trainDev]')).toContainText(/\d+(\.\d+)? % \(/);
  // One epoch of a tiny network leaves most of the training error.
  await expect(ladder(page)).toContainText(/The largest gap is avoidable bias, \+\d+/);
  await expect(ladder(page).locator('[data-gap=bias]')).toHaveAttribute('data-largest', 'true');
  await expect(ladder(page).locator('[data-gap=overfit]')).toHaveCount(0);
  await ladder(page).getByRole('button', { name: 'reveal (peek 1)' }).click();
  await expect(ladder(page).locator('[data-gap=overfit]')).toBeVisible();
  await ladder(page).getByRole('button', { name: 'The ladder as a table' }).click();
  await expect(ladder(page).getByRole('row', { name: /^Test 2,000/ })).toContainText(/over-fit to dev [+−0]/);

  const here = chart(page).getByRole('listitem').filter({ hasText: 'You are here' });
  await expect(here).toContainText('Training error high?');
  await here.getByRole('button', { name: 'A wider network' }).click();
  await expect(page).toHaveURL(/model\.width=8/);
  await expect(chart(page).getByRole('status')).toContainText('width 4→8');
  await chart(page).getByRole('button', { name: 'Train with this change' }).click();
  await expect(chart(page).getByRole('status')).toHaveText('');
  await expect(page.getByRole('banner')).toContainText('Run 2');
});

test('human level is a list whose lowest counts', async ({ page }) => {
  await openBias(page, SMALL);
  await page.getByRole('radio', { name: 'Human level is a number, or several' }).check();
  await page.getByRole('textbox', { name: 'Error in per cent, row 1' }).fill('5');
  await expect(ladder(page).locator('[data-rung=floor]')).toContainText(/Human level: typical human.*5 %/);
  await page.getByRole('button', { name: 'Add a row' }).click();
  await page.getByRole('textbox', { name: 'Who, row 2' }).fill('expert');
  await page.getByRole('textbox', { name: 'Error in per cent, row 2' }).fill('0.5');
  await expect(ladder(page).locator('[data-rung=floor]')).toContainText(/Human level: expert.*0\.5 %/);
  await page.getByRole('button', { name: 'Remove row 2' }).click();
  await expect(ladder(page).locator('[data-rung=floor]')).toContainText('typical human');
});

test('the quiz measures the visitor by keyboard, and says nothing before the end', async ({ page }) => {
  await openBias(page, SMALL);
  await page.getByRole('button', { name: 'Begin the quiz' }).click();
  const quiz = page.getByRole('group', { name: /^Quiz: sample/ });
  await expect(quiz).toBeFocused();
  await page.keyboard.press('3');
  await page.keyboard.press('4');
  await expect(quiz).toContainText('Sample 3 of 20');
  await page.keyboard.press('Backspace');
  await expect(quiz).toContainText('Sample 2 of 20');
  await quiz.getByRole('button', { name: '7', exact: true }).click();
  await expect(quiz).toContainText('Sample 3 of 20');
  await expect(page.getByText(/You were wrong/)).toHaveCount(0);
  for (let i = 0; i < 8; i++) await page.keyboard.press(String(i));
  await quiz.getByRole('button', { name: 'Stop here and count' }).click();
  await expect(page.getByText(/You were wrong on \d+ of 10: an error of \d+ % \(/)).toBeVisible();
  const review = page.getByRole('region', { name: 'Your answers' });
  await review.getByText('All', { exact: true }).click();
  await expect(review.getByRole('listitem')).toHaveCount(10);
  expect(await accessibilityViolations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Use as human level' }).click();
  await expect(ladder(page).locator('[data-rung=floor]')).toContainText('Human level: you');
  await expect(page.getByRole('radio', { name: /^Measured: .* of your 10 answers wrong/ })).toBeChecked();
});

test('a tiny experiment gets its learning curve, with human level and the bound drawn in', async ({ page }) => {
  await openBias(page, TINY);
  await expect(page.getByText('People cannot be asked what colour')).toBeVisible();
  await expect(ladder(page).locator('[data-rung=floor]')).toContainText(/Known bound: label noise.*10 %/);
  await page.getByRole('radio', { name: 'Human level is a number, or several' }).check();
  await page.getByRole('textbox', { name: 'Error in per cent, row 1' }).fill('12');
  await curves(page).getByRole('button', { name: 'Draw error against training-set size' }).click();
  const figure = curves(page).getByRole('figure');
  await expect(figure).toContainText('30 steps of 10 samples', { timeout: 30_000 });
  await expect(figure).toContainText('label noise');
  await expect(figure).toContainText('human level');
  await expect(curves(page).locator('[data-verdict]')).toBeVisible({ timeout: 30_000 });
  await curves(page).getByText('Table', { exact: true }).click();
  await expect(curves(page).getByRole('row')).toHaveCount(7);
  await expect(curves(page).getByRole('row').last()).toContainText(/100.*%.*–.*%/);
  expect(await accessibilityViolations(page)).toEqual([]);
});

test('a curve can be cancelled, and keeps what it has measured', async ({ page }) => {
  await openBias(page, '#v=1&data=points&epochs=200');
  await curves(page).getByText(/^Full: /).click();
  await curves(page).getByRole('button', { name: 'Draw error against model width' }).click();
  await expect(curves(page).getByRole('figure')).toBeVisible({ timeout: 40_000 });
  await curves(page).getByRole('button', { name: 'Cancel' }).click();
  await expect(curves(page)).toContainText('Cancelled');
  await expect(curves(page).getByRole('progressbar')).toHaveCount(0);
  await expect(curves(page).getByRole('figure')).toBeVisible();
});

test('a model without a width says why it has no curve', async ({ page }) => {
  await openBias(page, '#v=1&data=points&model=logistic&epochs=1');
  await expect(curves(page).getByRole('button', { name: 'Draw error against model width' })).toBeDisabled();
  await expect(curves(page)).toContainText('has no width');
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the view breaks no rule of accessibility in ${colorScheme} colours, on a phone as on a desk`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await openBias(page, SMALL);
    await expect(ladder(page).locator('[data-rung=trainDev]')).toContainText('%');
    expect.soft(await accessibilityViolations(page), 'desk').toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole('radio', { name: 'Human level is a number, or several' }).check();
    await page.getByRole('button', { name: 'Begin the quiz' }).click();
    await expect(page.getByRole('group', { name: /^Quiz/ })).toBeVisible();
    await chart(page).getByText('as changes of this experiment').first().click();
    await page.waitForTimeout(300);
    expect.soft(await accessibilityViolations(page), 'phone').toEqual([]);
    expect.soft(await page.evaluate(() => document.scrollingElement!.scrollWidth)).toBeLessThanOrEqual(390);
    const small = await page.getByRole('main').evaluate((main) =>
      [...main.querySelectorAll<HTMLElement>('button, summary, input')].flatMap((element) => {
        // A choice among segments is hit through its frame as well.
        const boxes = [element, ...((element as HTMLInputElement).labels ?? []), ...[element.closest('[role=radiogroup]:has(> div > input)')].flatMap((frame) => frame ?? [])].map((part) => part.getBoundingClientRect());
        const shown = element.checkVisibility({ visibilityProperty: true }) && boxes.some(({ width }) => width > 0);
        return shown && !boxes.some(({ width, height }) => width >= 43.5 && height >= 43.5) ? [`${element.ariaLabel ?? element.textContent}`] : [];
      }),
    );
    expect.soft(small, 'controls too small for a finger').toEqual([]);
  });
}
