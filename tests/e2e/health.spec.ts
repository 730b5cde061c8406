/** The health panel: overview, curves, tables; by mouse, keyboard and finger; for every kind of data. */
import type { Locator, Page } from '@playwright/test';
import { accessibilityViolations } from './support/axe';
import { expect, test } from './support/fixtures';
import { begun, ENDLESS, finished } from './support/page';

/** Trained in a few seconds, with a probe at every tenth of its 60 steps. */
const SIX_PROBES = '#v=1&data.size=500&epochs=6&batch=50&model.width=4&model.hidden=16';
const VIEW = 'main';

/** Opens the view that the panel is part of, and scrolls to it. */
async function health(page: Page): Promise<Locator> {
  await page.getByRole('tab', { name: 'Why', exact: true }).click();
  const region = page.getByRole('main').getByRole('region', { name: 'Health', exact: true });
  // The verdicts above it come later, and push it out of sight.
  await expect(page.getByRole('main')).toContainText('as of step');
  await region.scrollIntoViewIfNeeded();
  return region;
}

const stripOf = (region: Locator): Locator => region.getByRole('application', { name: /over time/ });
const show = (region: Locator, figure: string): Promise<string[]> => region.getByRole('combobox', { name: 'Figure' }).selectOption({ label: figure });

/** How many colours the strip shows. */
function coloursOf(strip: Locator): Promise<number> {
  return strip.evaluate((element) => {
    const canvas = element as HTMLCanvasElement;
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
    return new Set(new Uint32Array(data.buffer)).size;
  });
}

test('shows every kernel over time, and reads cells by mouse and keyboard', async ({ page }) => {
  await page.goto(`./${SIX_PROBES}`);
  const region = await health(page);
  const strip = stripOf(region);
  await expect(strip).toHaveAccessibleName('update : weight of 4 rows over time. Arrow keys read its cells.');
  await finished(page);
  await expect.poll(() => coloursOf(strip)).toBeGreaterThan(2);
  await expect(region).toContainText('conv1/kernel');
  await expect(region).toContainText(/kernels? lately moved|Nothing to judge yet/);

  await strip.focus();
  await page.keyboard.press('Home');
  await expect(region.locator('p[aria-live="polite"]')).toContainText(/conv1\/kernel\s*step 1, epoch 0\.00/);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await expect(region.locator('p[aria-live="polite"]')).toContainText(/conv2\/kernel\s*step 11,/);
  // The curves follow.
  await expect(region.getByRole('combobox', { name: 'Row drawn as curves' })).toHaveValue('conv2/kernel');
  await expect(region.getByRole('region', { name: 'conv2/kernel over time' })).toBeVisible();

  const box = (await strip.boundingBox())!;
  await strip.hover({ position: { x: 3, y: box.height - 3 } });
  await expect(region.locator('p[aria-live]')).toContainText('output/kernel');
  await region.getByRole('button', { name: 'Show biases and norms as well' }).click();
  await expect(strip).toHaveAccessibleName(/of 8 rows/);
});

test('has every figure as picture, curves and table', async ({ page }) => {
  await page.goto(`./${SIX_PROBES}`);
  await finished(page);
  const region = await health(page);
  for (const figure of ['gradient : weight', 'weights', 'gradients', 'gradient noise', 'activations', 'dead ReLU units', 'update : weight']) {
    await show(region, figure);
    await expect(stripOf(region)).toHaveAccessibleName(new RegExp(`^${figure}`));
    expect(await coloursOf(stripOf(region)), figure).toBeGreaterThan(1);
    // A line of zeros has no height to be seen by.
    await expect(region.locator('.recharts-line path').first()).toBeAttached();
  }
  await expect(region.getByRole('combobox', { name: 'Figure' }).getByRole('option', { name: 'saturated outputs (none here)' })).toBeDisabled();
  await region.getByText('Sizes', { exact: true }).click();
  await expect(region.getByRole('list', { name: 'Line styles' })).toContainText('norm of the whole gradient');
  expect(await accessibilityViolations(page, VIEW)).toEqual([]);
  await region.getByRole('button', { name: 'Health as a table' }).click();
  await expect(region.getByRole('columnheader').first()).toHaveText('epoch');
  await expect(region.getByRole('columnheader', { name: 'hidden/kernel' })).toBeVisible();
  await region.getByRole('button', { name: 'Curves as a table' }).click();
  await expect(region.getByRole('columnheader', { name: 'updates' })).toBeVisible();
  expect(await accessibilityViolations(page, VIEW)).toEqual([]);
});

test('streams while the run goes on, and begins anew with the next', async ({ page }) => {
  await page.goto(`./${ENDLESS}`);
  const region = await health(page);
  const cell = region.locator('p[aria-live="off"]');
  await expect(cell).toContainText(/step \d+/);
  const before = await cell.innerText();
  await expect.poll(() => cell.innerText()).not.toBe(before);
  await page.goto('./#v=1&data=points&epochs=1000');
  await begun(page);
  await expect(await health(page)).toContainText('dense1/kernel');
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  for (const link of ['#v=1&data=points&epochs=20&model.activation=tanh', '#v=1&data.size=200&epochs=1&batch=20&model=resnet&model.width=2&se']) {
    test(`fits the screen and is read by finger: ${link}`, async ({ page }) => {
      await page.goto(`./${link}`);
      await finished(page);
      const region = await health(page);
      await region.getByRole('button', { name: 'Show biases and norms as well' }).tap();
      const strip = stripOf(region);
      await strip.tap({ position: { x: 20, y: 3 } });
      await expect(region.locator('p[aria-live]')).toContainText(/(dense1|stem)\/kernel/);
      expect(await region.evaluate((element) => element.scrollWidth)).toBeLessThanOrEqual(390);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    });
  }
});
